import type { RehearseInput } from '../commands/rehearse.js';

const usualRate = 0.02;

/** With `--strict`, a little of everything goes wrong. */
const strictRate = 0.01;

/** How likely each fault is at each place where it can happen. */
export function faultRate({ chaos, strict }: Pick<RehearseInput, 'chaos' | 'strict'>): number {
  if (chaos === undefined) return strict === true ? strictRate : 0;
  return chaos === true ? usualRate : chaos;
}

/**
 * How often a device begins anew at most. With every fault at one in five, three tries in four fail: fifty in a row do in one of
 * a million devices.
 */
export const attemptsAt = (rate: number): number => 12 + Math.ceil(200 * rate);
