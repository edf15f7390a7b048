import { type OverrideSource, type Overrides, overrides } from '../ports/override-source.js';
import type { OverrideMap } from './override.js';

interface Kept {
  readonly given: Overrides;
  /** When it was asked for, by the time of day: that goes on while a function is frozen. */
  readonly askedAt: number;
}

/** The last good values of override sources, in one composed hook. What they are about is no request. */
export class LastGood {
  readonly #kept = new WeakMap<OverrideSource, Kept>();

  /** @param values as they were checked; a copy is kept, without what belongs to this request alone */
  keep(source: OverrideSource, values: OverrideMap, askedAt: number, now: number): void {
    const known = this.#kept.get(source);
    // Of two requests at once the later one knows better, whoever is answered first. What comes from the future does not.
    if (known !== undefined && known.askedAt > askedAt && known.askedAt <= now) return;
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
    this.#kept.set(source, { given, askedAt });
  }

  /**
   * What is kept, if it is still young enough when the answer is made. That is at the deadline at the latest: to look again
   * after a commit would come too late.
   *
   * @param left milliseconds until the deadline
   */
  find(source: OverrideSource, maxAgeMs: number, now: number, left: number): Overrides | undefined {
    const kept = this.#kept.get(source);
    if (kept === undefined) return undefined;
    const age = now - kept.askedAt;
    // A clock that was set back makes nothing young again.
    return age >= 0 && age + left <= maxAgeMs ? kept.given : undefined;
  }
}
