import type { Clock } from '@gangway/core';
import type { HookTarget } from '@gangway/emulator';
import { createStopwatch } from './measure/stopwatch.js';
import type { Percentiles } from './report.js';

/** A hook under test whose answers are timed. */
export interface TimedHook {
  /** Give it to the emulator. */
  readonly target: HookTarget;
  /** How long it took to answer so far; nothing before it has. Give it to the rehearsal. */
  readonly latency: () => Percentiles | undefined;
}

/**
 * Times a hook from the emulator's side, as a part of `RegisterThing` that devices cannot see.
 *
 * @example
 * const { target, latency } = timedHook(inProcessHook(composeHook(definition)), createSystemClock());
 * await using emulator = await startEmulator({ hook: target, template });
 * await rehearse({ emulator, hookLatency: latency, hook: 'hook.ts', fleet, concurrency: 8, seed: 1 });
 */
export function timedHook(hook: HookTarget, clock: Pick<Clock, 'monotonic'>): TimedHook {
  const stopwatch = createStopwatch(clock);
  const close = hook.close?.bind(hook);
  return Object.freeze({
    target: Object.freeze({
      label: hook.label,
      ask: (...asked: Parameters<HookTarget['ask']>) =>
        stopwatch.time('hook', () => hook.ask(...asked)),
      ...(close === undefined ? {} : { close }),
    }),
    latency: () => stopwatch.percentiles().hook,
  });
}
