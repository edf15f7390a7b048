import { type DecidingHook, type PreProvisioningEvent, toResponse } from '@gangway/core';
import type { HookTarget } from './hook-target.js';

export interface InProcessHookOptions {
  /** What it is, for the log; `in process` unless told. */
  readonly label?: string;
}

/**
 * A hook in this process. Event and answer are as they would be after a way as JSON: nothing is shared with the hook. Its
 * plugins are made ready at once, as a Lambda function's init does.
 *
 * @example
 * const target = inProcessHook(composeHook(definition), { label: 'hook.ts' });
 */
export function inProcessHook(
  hook: DecidingHook,
  { label = 'in process' }: InProcessHookOptions = {},
): HookTarget {
  // A hook that cannot be made ready says so when it is asked; unheard, its failure would end this process.
  hook.prepare?.().catch(() => undefined);
  return Object.freeze({
    label,
    async ask(event: PreProvisioningEvent, { requestId }: { readonly requestId: string }) {
      const given: unknown = JSON.parse(JSON.stringify(event));
      // Without a deadline it has AWS IoT's five seconds from now, less what the way back takes.
      const decision = await hook.decide(given, { requestId });
      return JSON.parse(JSON.stringify(toResponse(decision)));
    },
  });
}
