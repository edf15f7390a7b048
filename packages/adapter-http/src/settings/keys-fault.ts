import { GangwayError } from '@gangway/core';
import { type HopKeys, hopKeyRing } from '@gangway/hop';

/** What is wrong with keys, if anything; never with a key in it. */
export function keysFault(keys: HopKeys): string | undefined {
  try {
    hopKeyRing(keys);
    return undefined;
  } catch (error) {
    if (error instanceof GangwayError) return error.message;
    throw error;
  }
}
