import { type Clock, PortError } from '@gangway/core';
import { sharedFlights } from '../flight/shared-flights.js';
import { selectKey, type WantedKey } from './key-set.js';
import type { VerificationKey } from './verification-key.js';

type KeySet = readonly VerificationKey[];

export interface RemoteKeys {
  /**
   * Finds a key in the set behind the URL, which is fetched when it must be.
   *
   * @returns `undefined` where the set is known and has no such key
   * @throws PortError `SIGNED_CLAIMS_KEYS_UNAVAILABLE` where it is not known
   */
  find(wanted: WantedKey, asking: Asking): Promise<VerificationKey | undefined>;
  /** Fetches the set unless it is there. */
  open(asking: Asking): Promise<void>;
  /** Sees that there is a set that serves; without one it is fetched, at the rate of requests. */
  probe(clock: Clock): Promise<void>;
}

interface Asking {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** How long, in milliseconds. */
export interface RemoteTimes {
  /** A set is believed without a question. */
  readonly freshMs: number;
  /** A set serves while no newer one is to be had. */
  readonly keptMs: number;
  /** No other fetch begins, as long as there is a set. */
  readonly cooldownMs: number;
  /** One fetch may take. */
  readonly timeoutMs: number;
}

/** Without a set every request would fetch, so that a rush of them would bring down a server that is just coming up. */
const emptyHandedCooldownMs = 1_000;

/**
 * A set of keys behind a URL, and the last one that was good. A failure is told to those who waited for it, and is no
 * answer to the next who ask.
 *
 * Anybody can name a key that is not there, as often as they like. So a fetch begins at most once a cooldown; and where
 * the set is fresh, a key that it lacks is not there, whether or not the server answers just then. Only a set too old to
 * be sure, or none, is "could not ask".
 */
export function remoteKeys(
  fetchSet: (signal: AbortSignal) => Promise<KeySet>,
  { freshMs, keptMs, cooldownMs, timeoutMs }: RemoteTimes,
): RemoteKeys {
  const share = sharedFlights<KeySet>(() => true);
  let held: { readonly keys: KeySet; readonly at: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;

  async function load(clock: Clock, pauseMs: number, signal: AbortSignal): Promise<KeySet> {
    const at = clock.now();
    if (isWithin(at - triedAt, pauseMs)) throw askedBefore();
    triedAt = at;
    const timeout = new AbortController();
    const cancel = clock.after(timeoutMs, () => timeout.abort());
    try {
      const keys = await fetchSet(AbortSignal.any([signal, timeout.signal]));
      held = { keys, at };
      return keys;
    } finally {
      cancel();
    }
  }

  // Whoever comes while a fetch is under way waits for it; only what would begin another one has to pause.
  const refresh = ({ clock, signal }: Asking, pauseMs: number): Promise<KeySet> =>
    share('', signal, (shared) => load(clock, pauseMs, shared));

  const heldAt = (now: number): { readonly keys?: KeySet; readonly isFresh: boolean } => {
    if (held === undefined) return { isFresh: false };
    const age = now - held.at;
    return isWithin(age, keptMs)
      ? { keys: held.keys, isFresh: isWithin(age, freshMs) }
      : { isFresh: false };
  };

  return {
    async find(wanted, asking) {
      const { keys, isFresh } = heldAt(asking.clock.now());
      const known = keys && selectKey(keys, wanted);
      if (known !== undefined && isFresh) return known;
      try {
        const pauseMs = keys === undefined ? emptyHandedCooldownMs : cooldownMs;
        return selectKey(await refresh(asking, pauseMs), wanted);
      } catch (error) {
        if (known !== undefined || isFresh) return known;
        throw error;
      }
    },
    async open(asking) {
      if (held === undefined) await refresh(asking, 0);
    },
    async probe(clock) {
      if (heldAt(clock.now()).keys !== undefined) return;
      // By no signal but its own time: given up early, the fetch would bring requests nothing but the pause after it.
      const { signal } = new AbortController();
      await refresh({ clock, signal }, emptyHandedCooldownMs);
    },
  };
}

/** By the time of day, which goes on while a function is frozen; a clock that was set back makes nothing young again. */
const isWithin = (age: number, length: number): boolean => age >= 0 && age < length;

const askedBefore = () =>
  new PortError('SIGNED_CLAIMS_KEYS_UNAVAILABLE', 'the set was asked for in vain a moment ago');
