import { timingSafeEqual } from 'node:crypto';

/**
 * Whether two runs of octets are the same, in a time that does not tell where they differ. The one place where a secret or
 * what a secret made is compared: `tools/comparisons.mjs` refuses every other. Their lengths are no secret.
 *
 * @example sameOctets(new Uint8Array([1, 2]), new Uint8Array([1, 3])); // false
 */
export const sameOctets = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
