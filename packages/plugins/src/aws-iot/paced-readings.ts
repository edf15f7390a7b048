import type { Clock } from '@gangway/core';
import { sharedFlights } from '../flight/shared-flights.js';
import type { IotConnection } from './iot-api.js';
import { type PacedCalls, pacedCalls } from './paced-calls.js';
import { type Reading, recentReadings } from './recent-readings.js';
import type { RegistryFault } from './registry-fault.js';
import { type Rate, tokenBucket } from './token-bucket.js';

/** Some hundred kilobytes at most. */
const mostKept = 1_000;

/** How one adapter reads, and how far it believes what it read. */
export interface ReadingTerms<T> {
  readonly rate: Rate;
  readonly fault: RegistryFault;
  /** Reads one answer from AWS IoT. */
  readonly read: (key: string, calls: PacedCalls) => Promise<T>;
  /** How long an answer is remembered, in milliseconds. */
  readonly lifeMs: (answer: T) => number;
  /** Whether an answer that has grown old can do no worse than deny once too often. */
  readonly isHarmless: (answer: T) => boolean;
}

/**
 * Reads answers at one rate, one flight for all who ask for the same at once, and remembers them.
 *
 * @returns a function that finds an answer by its key
 */
export function pacedReadings<T>(
  clock: Clock,
  connection: IotConnection,
  { rate, fault, read, lifeMs, isHarmless }: ReadingTerms<T>,
): (key: string, signal: AbortSignal) => Promise<T> {
  const recent = recentReadings(clock, lifeMs, mostKept);
  const caller = { connection, bucket: tokenBucket(clock, rate, fault), fault };
  // Who asked after a flight began takes its answer only while that is young enough to be remembered.
  const share = sharedFlights<Reading<T>>(
    (reading) => isHarmless(reading.answer) || recent.isFresh(reading),
  );

  async function fly(key: string, signal: AbortSignal): Promise<Reading<T>> {
    const readAt = clock.now();
    const reading = { answer: await read(key, pacedCalls(caller, signal)), readAt };
    recent.keep(key, reading);
    return reading;
  }

  return async (key, signal) => {
    const { answer } = recent.find(key) ?? (await share(key, signal, (shared) => fly(key, shared)));
    return answer;
  };
}
