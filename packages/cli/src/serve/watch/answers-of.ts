import type { Logger } from '@gangway/core';
import type { Served } from '../load-served.js';
import type { Call, CallName, Calls } from './messages.js';

/** A hook that is asked from another process. */
export interface Answers {
  readonly logger: Logger;
  answer(call: Call, signal: AbortSignal): Promise<unknown>;
}

export function answersOf({ hook, lifecycle, settings }: Served): Answers {
  const timed = ({ remainingMs }: { readonly remainingMs?: number }) =>
    remainingMs === undefined ? {} : { deadline: hook.clock.now() + remainingMs };
  const identified = ({ requestId }: { readonly requestId?: string }) =>
    requestId === undefined ? {} : { requestId };
  const answers: {
    readonly [Name in CallName]: (
      args: Calls[Name]['args'],
      signal: AbortSignal,
    ) => Promise<Calls[Name]['answer']>;
  } = {
    decide: (args) => hook.decide(JSON.parse(args.event), { ...timed(args), ...identified(args) }),
    refuse: (args) => hook.refuse(args.code, args.detail, { ...timed(args), ...identified(args) }),
    async take(args, signal) {
      if (lifecycle === undefined) throw new Error('this version of the hook has no ledger');
      return lifecycle.take(JSON.parse(args.message), { ...timed(args), signal });
    },
    async prepare(_none, signal) {
      await Promise.all([hook.prepare(signal), lifecycle?.prepare?.(signal)]);
      return undefined;
    },
    probe: (_none, signal) => hook.probe(signal),
    keys: async () => (settings as { keys(): Promise<readonly string[]> }).keys(),
  };
  return {
    logger: hook.logger,
    answer(call, signal) {
      const answer = answers[call.name] as (args: unknown, signal: AbortSignal) => Promise<unknown>;
      return answer(call.args, signal);
    },
  };
}
