import { type Clock, GangwayError, type Logger } from '@gangway/core';
import type { HopKey, HopKeyRing } from '@gangway/hop';
import { rateLimit } from '../load/rate-limit.js';

/** The keys for a call; nothing where they could not be had. It never throws and never rejects. */
export type KeySource = () =>
  | readonly HopKey[]
  | undefined
  | Promise<readonly HopKey[] | undefined>;

/** Milliseconds that keys are waited for. The caller waits as well, and what it asked is still to be decided. */
const keysMs = 1_000;

/** How often a second it is said that there are none: each call asks, a stranger's as well. */
const mostComplaints = 1;

/** Asks a ring for keys, says in the log where it has none, and waits no longer than it should. */
export function keysInTime(ring: HopKeyRing, clock: Clock, logger: Logger): KeySource {
  const mayComplain = rateLimit(clock, mostComplaints);
  const complain = (error: unknown) => {
    const leftOut = mayComplain();
    if (leftOut === undefined) return undefined;
    logger.log('error', 'the keys of the hop could not be had', {
      error: harmless(error),
      ...(leftOut === 0 ? {} : { leftOut }),
    });
    return undefined;
  };
  return () => {
    try {
      const keys = ring.current();
      return keys instanceof Promise ? inTime(keys, clock).catch(complain) : keys;
    } catch (error) {
      return complain(error);
    }
  };
}

async function inTime<T>(promise: Promise<T>, clock: Clock): Promise<T> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(keysMs, () =>
    late.reject(new GangwayError('HOP_KEYS_LATE', `They were not there after ${keysMs} ms.`)),
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    cancel();
  }
}

/**
 * What a log may hold of an error. Our own texts never hold a key; another's may quote what it could not read, as
 * `JSON.parse` does, so that of it only name and code are told.
 */
function harmless(error: unknown): string {
  try {
    if (error instanceof GangwayError) {
      return `${error.code}: ${error.message.replaceAll(/whsec_\S*/g, 'whsec_…')}`;
    }
    const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
    return [name, code].filter((part) => typeof part === 'string').join(' ') || typeof error;
  } catch {
    return typeof error;
  }
}
