import type { Logger } from '@gangway/core';
import type { ServedHook } from '../compose-served.js';
import type { Call, CallName, Calls } from './messages.js';

/** A hook that is asked from another process. */
export interface AnswerCall {
  readonly logger: Logger;
  answer(call: Call, signal: AbortSignal): Promise<unknown>;
}

/** @param settings what the hook file exports as `serve` */
export function answersOf({ hook, lifecycle }: ServedHook, settings: unknown): AnswerCall {
  const timed = ({ remainingMs }: { readonly remainingMs?: number }) =>
    remainingMs === undefined ? {} : { deadline: hook.clock.now() + remainingMs };
  const identified = (requestId: string | undefined) =>
    requestId === undefined ? {} : { requestId };
  const answers: {
    readonly [Name in CallName]: (
      args: Calls[Name]['args'],
      signal: AbortSignal,
    ) => Promise<Calls[Name]['answer']>;
  } = {
    decide: (args) =>
      hook.decide(JSON.parse(args.event), { ...timed(args), ...identified(args.requestId) }),
    refuse: (args) =>
      hook.refuse(args.code, args.detail, { ...timed(args), ...identified(args.requestId) }),
    take(args, signal) {
      if (lifecycle === undefined) throw new Error('this version of the hook has no ledger');
      return lifecycle.take(JSON.parse(args.message), { ...timed(args), signal });
    },
    async prepare(_none, signal) {
      await Promise.all([hook.prepare(signal), lifecycle?.prepare?.(signal)]);
      return undefined;
    },
    probe: (_none, signal) => hook.probe(signal),
    keys: async () => (settings as { keys(): readonly string[] }).keys(),
  };
  return {
    logger: hook.logger,
    answer: (call, signal) => {
      const answer = answers[call.name] as (args: unknown, signal: AbortSignal) => Promise<unknown>;
      return answer(call.args, signal);
    },
  };
}
