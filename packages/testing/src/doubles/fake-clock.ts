import { Clock, definePlugin, type Plugin, provide } from '@gangway/core';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Moves time on and runs what has come due, in order of time. */
  advance(milliseconds: number): void;
  /** How many timers are waiting. */
  waiting(): number;
  /** Lists the clock in a hook, or replaces the system's. */
  plugin(): Plugin;
}

/**
 * Makes a clock for tests.
 *
 * @param start milliseconds since 1970-01-01T00:00:00Z
 * @example
 * const clock = fakeClock();
 * clock.after(100, () => console.log('rings'));
 * clock.advance(100);
 */
export function fakeClock(start = Date.UTC(2030, 0, 1)): FakeClock {
  let time = start;
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  const clock: FakeClock = {
    now: () => time,
    monotonic: () => time - start,
    after(milliseconds, run) {
      const timer = { due: time + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers.delete(next);
        time = Math.max(time, next.due);
        next.run();
      }
      time = end;
    },
    waiting: () => timers.size,
    plugin: definePlugin({
      name: 'fake-clock',
      build: () => ({ provides: [provide(Clock, {}, () => clock)] }),
    }),
  };
  return clock;
}
