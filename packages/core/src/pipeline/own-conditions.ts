import type { Condition } from '../plugin/steps.js';
import type { KnownConditions } from './run.js';

/** What is known of conditions in a part of a request of which it is not sure yet whether it counts. */
export interface OwnConditions extends KnownConditions {
  /** Hands over what was found here. */
  keep(): void;
}

/**
 * Conditions for a part of a request. The predicate of a `when` is still asked once a request, wherever it stands: it goes
 * by the request alone. What goes by facts, and which branch was taken, is this part's own until it is kept.
 *
 * @param seen what is known outside of conditions that are not shared
 */
export function ownConditions(
  outside: KnownConditions,
  seen: Pick<KnownConditions, 'get'> = outside,
): OwnConditions {
  const own = new Map<Condition, boolean>();
  const isShared = ({ test, facts }: Condition) => test !== undefined && facts === undefined;
  return {
    get: (condition) =>
      isShared(condition) ? outside.get(condition) : (own.get(condition) ?? seen.get(condition)),
    set(condition, holds) {
      (isShared(condition) ? outside : own).set(condition, holds);
    },
    keep() {
      for (const [condition, holds] of own) outside.set(condition, holds);
    },
  };
}
