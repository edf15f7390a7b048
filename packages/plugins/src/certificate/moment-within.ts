import type { Certificate } from '@gangway/core';

/**
 * The moment at which the chain must be valid: now, or where the device's certificate has not begun by the hook's clock, or
 * has ended, the nearest moment of its validity that the skew allows. So the skew holds for the device's certificate as
 * without a chain; a CA's gets none of its own, for nobody makes one and uses it in the same minute.
 */
export function momentWithin(
  { notBefore, notAfter }: Certificate['validity'],
  now: number,
  skew: number,
): number {
  if (now < notBefore) return Math.min(notBefore, now + skew);
  return now > notAfter ? Math.max(notAfter, now - skew) : now;
}
