import type { PreProvisioningEvent } from '@gangway/core';
import { boundReplies } from './bound-replies.js';
import { HookCallError } from './hook-target.js';
import type { LambdaHookOptions } from './lambda-hook.js';
import { AnswerTooLong } from './read-answer.js';

/** What came of an invocation. */
interface Invocation {
  readonly status: number | undefined;
  /** `Handled` or `Unhandled`, where the function threw. */
  readonly functionError: string | undefined;
  readonly payload: Uint8Array;
}

export interface LambdaApi {
  /** @throws HookCallError */
  invoke(name: string, event: PreProvisioningEvent, signal: AbortSignal): Promise<Invocation>;
  destroy(): void;
}

type ClientOptions = Omit<LambdaHookOptions, 'region' | 'functionName'> & {
  readonly region: string | undefined;
};

/** What an emulator does not look at, but the SDK does not send a request without. */
const madeUp = { accessKeyId: 'emulator', secretAccessKey: 'emulator' };

/** @throws HookCallError `HOOK_UNREACHABLE`, where the SDK is not installed */
export async function openLambda({
  endpoint,
  region,
  credentials = endpoint === undefined ? undefined : madeUp,
}: ClientOptions): Promise<LambdaApi> {
  const sdk = await import('./lambda-sdk.js').catch((cause: unknown) => {
    throw new HookCallError(
      'HOOK_UNREACHABLE',
      '@aws-sdk/client-lambda cannot be loaded: install it beside @gangway/emulator',
      { cause },
    );
  });
  const client = new sdk.LambdaClient({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
    // AWS IoT asks once: a function that ran twice has done twice what it does.
    maxAttempts: 1,
  });
  boundReplies(client);
  return {
    async invoke(name, event, signal) {
      try {
        const answer = await client.send(
          new sdk.InvokeCommand({
            FunctionName: name,
            Payload: Buffer.from(JSON.stringify(event)),
          }),
          { abortSignal: signal },
        );
        return {
          status: answer.StatusCode,
          functionError: answer.FunctionError,
          payload: answer.Payload ?? new Uint8Array(),
        };
      } catch (cause) {
        throw callErrorOf(cause, name, signal);
      }
    },
    destroy: () => client.destroy(),
  };
}

function callErrorOf(cause: unknown, name: string, signal: AbortSignal): HookCallError {
  if (signal.aborted) return new HookCallError('HOOK_TIMED_OUT', `${name} gave no answer in time`);
  if (cause instanceof AnswerTooLong) {
    return new HookCallError('HOOK_FAILED', `${name} answered ${cause.text}`, { cause });
  }
  const kind = cause instanceof Error ? cause.name : typeof cause;
  return new HookCallError(
    'HOOK_UNREACHABLE',
    `${name} could not be invoked (${kind}): check endpoint, name and credentials`,
    { cause },
  );
}
