import { GangwayError } from '@gangway/core';
import { type HopKeys, hopKeyRing } from '@gangway/hop';
import type { Setting } from './setting.js';

/** The keys of the hop: as texts, or in code as a function that gives them. */
export const keysSetting = (meaning: string): Setting =>
  Object.freeze({
    meaning,
    secret: true,
    read: (text: string) => text.trim().split(/\s+/),
    fault: (value: unknown) =>
      Array.isArray(value) || typeof value === 'function'
        ? keysFault(value as HopKeys)
        : 'it takes a list of keys, or a function that gives one',
  });

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
