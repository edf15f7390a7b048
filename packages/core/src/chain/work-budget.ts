import type { PublicKey } from '../domain/certificate.js';

/**
 * What one search for a path may do, so that no set of certificates blocks the event loop for long: nothing can cut a signature's
 * verification short. Costs are in tenths of a millisecond, a P-256 verification being one: the whole is some 20 ms.
 */
export const chainLimits = Object.freeze({
  /** Distinct intermediates that may be given; public meshes of cross-certified CAs have some 33. */
  intermediates: 64,
  /** CA certificates between leaf and anchor, self-issued ones not counted, unless the rules say otherwise. */
  depth: 8,
  /** Verifications together; those with P-384 keys cost 10, with P-521 keys 18, with RSA keys 2, and with others 1. */
  work: 200,
  /** Issuers tried, counted anew in each path that they are tried in. */
  steps: 1_024,
});

const curveCosts: Readonly<Record<string, number>> = { 'P-384': 10, 'P-521': 18 };

const costOf = (key: PublicKey): number =>
  key.kind === 'EC' ? (curveCosts[key.curve] ?? 1) : key.kind === 'RSA' ? 2 : 1;

/** What is left of it. Once it did not suffice it is spent, so that the search ends. */
export class WorkBudget {
  #work: number = chainLimits.work;
  #steps: number = chainLimits.steps;
  #spent = false;

  get spent(): boolean {
    return this.#spent;
  }

  /** Whether another issuer may be tried. */
  step(): boolean {
    this.#steps -= 1;
    this.#spent ||= this.#steps < 0;
    return !this.#spent;
  }

  /** Whether a signature by this key may be verified. */
  verification(key: PublicKey): boolean {
    this.#work -= costOf(key);
    this.#spent ||= this.#work < 0;
    return !this.#spent;
  }
}
