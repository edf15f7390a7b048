import { CompositionError, type DecidingHook, GangwayError } from '@gangway/core';
import { type HopKeyRing, type HopKeys, hopKeyRing } from '@gangway/hop';
import type { Gate } from './gate.js';
import { openGate, openTicket } from './open-gate.js';
import { signedGate } from './signed-gate.js';

/** Where unsigned calls may come from: from this machine alone, or from wherever a connection can be made. */
export type Insecure = 'loopback' | 'anywhere';

export interface GateOptions {
  /** Keys that calls are signed with, by the Lambda proxy: `whsec_…`, 1 to 8 of them, or a function that gives them. */
  readonly keys?: HopKeys;
  /** Most ids of calls that are remembered, so that none is let in twice; 1,000,000 unless given. */
  readonly replayLimit?: number;
  readonly insecure?: Insecure;
}

/**
 * The gate that options ask for. There is none by default: who leaves both out has not said who may ask.
 *
 * @param insecure how it is written where unsigned calls are to be let in
 * @throws CompositionError `OPTION_INVALID`
 */
export function createGate(
  who: string,
  { keys, replayLimit = 1_000_000, insecure }: GateOptions,
  { clock, logger }: DecidingHook,
  insecureAs: string,
): Gate {
  if (keys === undefined && insecure === undefined) {
    throw new CompositionError(
      'OPTION_INVALID',
      `${who}: it takes "keys", so that calls of the Lambda proxy alone are let in, or ${insecureAs}, so that unsigned ones are.`,
    );
  }
  const ring = keys === undefined ? undefined : ringOf(who, keys);
  if (ring === undefined) return openGate;
  return signedGate({
    ring,
    clock,
    logger,
    replayLimit,
    ...(insecure === undefined ? {} : { unsigned: openTicket }),
  });
}

/** Says in the log that unsigned calls are let in, where they are. */
export function warnIfInsecure({ logger }: DecidingHook, insecure: Insecure | undefined): void {
  if (insecure === undefined) return;
  logger.log('warn', 'UNSIGNED CALLS ARE LET IN: whoever can connect can ask', { insecure });
}

function ringOf(who: string, keys: HopKeys): HopKeyRing {
  try {
    return hopKeyRing(keys);
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CompositionError('OPTION_INVALID', `${who}, option "keys": ${error.message}`);
  }
}
