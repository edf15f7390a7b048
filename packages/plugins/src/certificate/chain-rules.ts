import { type Certificate, deny, validateChain } from '@gangway/core';
import * as v from 'valibot';
import { caCertificates } from './ca-certificates.js';
import type { Identifier } from './identifier.js';
import type { Rule } from './rule.js';

export const chainOptions = {
  /** Certificates of the CAs that may have issued the device's: PEM texts, or paths or URLs of PEM files. */
  issuers: v.optional(caCertificates),
  /** Certificates of CAs between those and the device, in the same form. */
  intermediates: v.optional(caCertificates),
};

export interface ChainRules {
  readonly issuers?: readonly Certificate[] | undefined;
  readonly intermediates?: readonly Certificate[] | undefined;
  readonly extendedKeyUsage?: readonly Identifier[] | undefined;
  readonly clockSkewSeconds: number;
}

/** What contradicts itself in the rules, if anything does. */
export const faultInChainRules = ({ issuers, intermediates }: ChainRules): string | undefined =>
  intermediates !== undefined && issuers === undefined
    ? 'intermediates are given, and no issuers that they lead to'
    : undefined;

/** Holds the certificate to a path to one of the issuers. */
export function chainRules({
  issuers: anchors,
  intermediates = [],
  extendedKeyUsage,
  clockSkewSeconds,
}: ChainRules): readonly Rule[] {
  if (anchors === undefined) return [];
  // A chain is good for one purpose of several, and the device must have them all: so it is asked for each.
  const purposes = extendedKeyUsage?.map((purpose) => ({ extendedKeyUsage: [purpose] })) ?? [{}];
  return purposes.map((purpose) => ({ certificate, receivedAt }) => {
    const at = momentWithin(certificate.validity, receivedAt, clockSkewSeconds * 1_000);
    const verdict = validateChain(certificate, intermediates, { anchors, at, ...purpose });
    return verdict.kind === 'valid' ? undefined : deny(verdict.code, verdict.detail);
  });
}

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
