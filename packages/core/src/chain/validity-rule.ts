import { objection } from './objection.js';
import type { CertificateRule } from './standing.js';

/**
 * RFC 5280 sections 4.1.2.5 and 6.1.3 (a)(2): from notBefore through notAfter, both included. Dates have whole seconds, so the second
 * of notAfter counts to its end.
 *
 * @param at milliseconds since 1970; what is no number lies in no period
 */
export function validAt(at: number): CertificateRule {
  const second = Math.floor(at / 1_000) * 1_000;
  return ({ validity: { notBefore, notAfter } }) =>
    notBefore <= second && second <= notAfter
      ? undefined
      : objection('CHAIN_NOT_VALID_NOW', `is valid ${dateOf(notBefore)} to ${dateOf(notAfter)}`);
}

const dateOf = (moment: number): string =>
  Number.isFinite(moment) && Math.abs(moment) <= 8.64e15
    ? new Date(moment).toISOString().replace('.000', '')
    : 'an unknown date';
