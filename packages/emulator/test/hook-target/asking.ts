import type { PreProvisioningEvent } from '@gangway/core';
import type { HookTarget } from '@gangway/emulator';
import { anEvent } from '@gangway/testing';

export const targetArn = 'arn:aws:lambda:us-east-1:123456789012:function:hook';

/** Asks a target; a signal that is not given is never aborted. */
export const ask = (
  target: HookTarget,
  event: PreProvisioningEvent = anEvent(),
  signal: AbortSignal = new AbortController().signal,
): Promise<unknown> => target.ask(event, { signal, requestId: 'request-1', targetArn });

/** The code and the message of what a target throws. */
export const failureOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    (answer) => `it answered ${JSON.stringify(answer)}`,
    (error: Error & { code?: string }) => `${error.name} ${error.code}: ${error.message}`,
  );
