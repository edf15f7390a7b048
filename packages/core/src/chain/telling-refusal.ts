import type { Certificate } from '../domain/certificate.js';
import type { ChainRefusalCode } from './chain-refusals.js';
import { describeCertificate } from './describe-certificate.js';
import type { Objection } from './objection.js';

export interface ChainRefusal {
  readonly code: ChainRefusalCode;
  readonly detail: string;
}

/** Of all that went wrong on the way, what tells an operator most. */
export class TellingRefusal {
  #weight: readonly number[] = [];
  #refusal: ChainRefusal = { code: 'CHAIN_UNTRUSTED', detail: 'nothing was tried' };

  get refusal(): ChainRefusal {
    return this.#refusal;
  }

  /** @param depth how many certificates of the path were good */
  note(depth: number, certificate: Certificate, { code, what }: Objection): void {
    const weight = [isOfCertificate(code) ? 1 : 0, depth, code === 'CHAIN_UNTRUSTED' ? 0 : 1];
    if (!isMore(weight, this.#weight)) return;
    this.#weight = weight;
    this.#refusal = { code, detail: detailOf(certificate, what) };
  }
}

// What is wrong with a certificate says more than that a way did not lead on: where a CA was renewed or cross-certified, some ways
// never do. Of two of a sort, the one further from the leaf says more.
const isOfCertificate = (code: ChainRefusalCode): boolean =>
  code !== 'CHAIN_UNTRUSTED' && code !== 'CHAIN_SIGNATURE_INVALID';

function isMore(weight: readonly number[], than: readonly number[]): boolean {
  const at = weight.findIndex((value, index) => value !== than[index]);
  return at >= 0 && (weight[at] ?? 0) > (than[at] ?? -1);
}

const longestDetail = 128;

const detailOf = (certificate: Certificate, what: string): string =>
  `${describeCertificate(certificate)} ${what}`.slice(0, longestDetail);
