import { type RunningServer, serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import type { DecisionRecord, Lifecycle } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import { memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { behavingHook } from './behaving-hook.js';
import { type ShiftedClock, shiftedClock } from './shifted-clock.js';
import { untilReady } from './until-ready.js';

/** A container as it is in production, but in this process. */
export interface Container {
  readonly server: RunningServer;
  readonly records: readonly DecisionRecord[];
  /** How many presence events it has taken. */
  presences(): number;
  readonly clock: ShiftedClock;
}

// More than the window of a signature: else a call's time might be from before the start, which is refused for that alone.
const age = 60_000;

/** Starts one, as of a minute ago. */
export async function startContainer(keys: HopKeys): Promise<Container> {
  const sink = memoryDecisionSink();
  const clock = shiftedClock(-age);
  const hook = composeHook(behavingHook, {
    replace: [sink.plugin(), memoryLogger().plugin(), clock.plugin()],
  });
  let presences = 0;
  const lifecycle: Lifecycle = {
    clock,
    logger: hook.logger,
    async take() {
      presences += 1;
      return { kind: 'no-claim' };
    },
  };
  const server = await serve(hook, { port: 0, keys, lifecycle });
  clock.pass(age);
  await untilReady(server.url);
  return { server, records: sink.records, presences: () => presences, clock };
}

/** Whether a call got past the gate: that its signature was taken for good. */
export function isLetIn({ reason }: DecisionRecord): boolean {
  if (reason === undefined) return true;
  const { code, detail } = reason;
  if (code.startsWith('CALL_') || code === 'BODY_TOO_LARGE') return false;
  // A body that was not there to its end has this code too.
  return code !== 'BODY_NOT_JSON' || detail.endsWith('octets');
}
