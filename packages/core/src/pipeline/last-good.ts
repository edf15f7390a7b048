import type { Clock } from '../ports/clock.js';
import { type OverrideSource, type Overrides, overrides } from '../ports/override-source.js';
import type { OverrideMap } from './override.js';

/** By both clocks: the time of day goes on while a function is frozen, and the other one cannot be set back. */
export interface Moment {
  readonly now: number;
  readonly monotonic: number;
}

export const momentOf = (clock: Clock): Moment => ({
  now: clock.now(),
  monotonic: clock.monotonic(),
});

interface Kept {
  readonly given: Overrides;
  readonly asked: Moment;
}

/** The last good values of override sources, in one composed hook. What they are about is no request. */
export class LastGood {
  readonly #kept = new WeakMap<OverrideSource, Kept>();

  /** @param values as they were checked; a copy is kept, without what belongs to this request alone */
  keep(source: OverrideSource, values: OverrideMap, asked: Moment): void {
    const known = this.#kept.get(source);
    // Of two requests at once the later one knows better, whoever is answered first.
    if (known !== undefined && known.asked.monotonic > asked.monotonic) return;
    const entries = [...values];
    const given = overrides(Object.fromEntries(entries.map(([key, { value }]) => [key, value])), {
      byKey: Object.fromEntries(
        entries.map(
          ([
            key,
            {
              origin: { secret, version },
            },
          ]) => [key, { secret, ...(version === undefined ? {} : { version }) }],
        ),
      ),
    });
    this.#kept.set(source, { given, asked });
  }

  /**
   * What is kept, if it is still young enough when the answer is made. That is at the deadline at the latest: to look again
   * after a commit would come too late.
   *
   * @param left milliseconds until the deadline
   */
  find(source: OverrideSource, maxAgeMs: number, at: Moment, left: number): Overrides | undefined {
    const kept = this.#kept.get(source);
    if (kept === undefined) return undefined;
    const age = at.now - kept.asked.now;
    const oldest = Math.max(age, at.monotonic - kept.asked.monotonic);
    // A clock that was set back makes nothing young again.
    return age >= 0 && oldest + left <= maxAgeMs ? kept.given : undefined;
  }
}
