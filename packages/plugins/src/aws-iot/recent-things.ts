import type { Clock, Thing } from '@gangway/core';

/** Things that were read a moment ago. */
export interface RecentThings {
  find(name: string): Thing | undefined;
  /** @param readAt when its reading began, milliseconds since 1970 */
  keep(thing: Thing, readAt: number): void;
}

/**
 * Keeps things that have an active certificate, and no others. Such an answer closes the door to every other certificate,
 * so the worst of an old one is a denial too many. "No such thing" and "no active certificate" let a request pass: they
 * would be wrong from the moment in which the first device has come aboard, so they are read afresh each time.
 *
 * @param lifeMs how long one is kept; 0 keeps none
 * @param most how many are kept; the oldest makes room
 */
export function recentThings(clock: Clock, lifeMs: number, most: number): RecentThings {
  const kept = new Map<string, { readonly thing: Thing; readonly readAt: number }>();
  return {
    find(name) {
      const entry = kept.get(name);
      if (entry === undefined) return undefined;
      // By the time of day, which goes on while a function is frozen; set back, it makes nothing young again.
      const age = clock.now() - entry.readAt;
      if (age >= 0 && age < lifeMs) return entry.thing;
      kept.delete(name);
      return undefined;
    },
    keep(thing, readAt) {
      if (thing.activeCertificateIds.length === 0 || lifeMs === 0) return;
      kept.delete(thing.name);
      if (kept.size >= most) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      kept.set(thing.name, { thing, readAt });
    },
  };
}
