import type { Clock } from '@gangway/core';
import type { RegistryFault } from './registry-fault.js';

/** Holds calls to a rate. A token is there for the next call, or promised to it for a moment not far away. */
export interface TokenBucket {
  /**
   * Waits for a token.
   *
   * @throws PortError busy, at once, when none will be there soon enough
   */
  take(signal: AbortSignal): Promise<void>;
  /** Throws away what is left: whoever gave the tokens says that they are too many. */
  drain(): void;
}

export interface Rate {
  /** How many tokens come. */
  readonly perSecond: number;
  /** How many there may be at most. */
  readonly burst: number;
  /** How long a call may wait for its own. */
  readonly maxWaitMs: number;
}

export function tokenBucket(
  clock: Clock,
  { perSecond, burst, maxWaitMs }: Rate,
  fault: RegistryFault,
): TokenBucket {
  // Below zero when calls wait, each for the token promised to it.
  let tokens = burst;
  // Where this clock stands still while a function is frozen, tokens come later than they might: the safe side.
  let countedAt = clock.monotonic();

  function count(): void {
    const now = clock.monotonic();
    tokens = Math.min(burst, tokens + ((now - countedAt) / 1_000) * perSecond);
    countedAt = now;
  }

  return {
    async take(signal) {
      signal.throwIfAborted();
      count();
      const waitMs = (Math.max(0, 1 - tokens) / perSecond) * 1_000;
      if (waitMs > maxWaitMs) {
        throw fault(
          'busy',
          `no call is left of ${perSecond} a second; the next would wait ${Math.ceil(waitMs)} ms`,
        );
      }
      tokens -= 1;
      if (waitMs > 0) await pause(clock, waitMs, signal);
    },
    drain() {
      count();
      tokens = Math.min(tokens, 0);
    },
  };
}

/** @throws the signal's reason, when it comes first; the token that was promised is lost then */
function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
