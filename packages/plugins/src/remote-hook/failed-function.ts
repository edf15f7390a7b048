import type { PortError } from '@gangway/core';
import { remoteHookError } from './reason-codes.js';

/** How Lambda itself, and not the function, reports that a function's time was up. */
const timedOut = /Task timed out after \d+(\.\d+)? seconds/;

/**
 * What Lambda says of a function that threw. The kind alone is told: the message is the function's own.
 *
 * @param kind what stands in `X-Amz-Function-Error`
 * @param payload the error as JSON
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export function failedFunction(kind: string, payload: Uint8Array): PortError {
  if (isTimeout(payload)) return remoteHookError('function-timed-out', 'its own timeout was up');
  const known = kind === 'Handled' || kind === 'Unhandled' ? `: ${kind}` : '';
  return remoteHookError('function-failed', `the function threw${known}`);
}

function isTimeout(payload: Uint8Array): boolean {
  try {
    const error = JSON.parse(Buffer.from(payload).toString()) as Readonly<Record<string, unknown>>;
    if (error.errorType === 'Sandbox.Timedout') return true;
    // Before that type there was only a message.
    return typeof error.errorMessage === 'string' && timedOut.test(error.errorMessage);
  } catch {
    return false;
  }
}
