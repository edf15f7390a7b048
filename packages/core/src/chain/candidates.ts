import type { Certificate } from '../domain/certificate.js';
import { distancesToAnchor } from './distances.js';
import { isSameName } from './same-name.js';

/** A certificate that may be the issuer of another. */
export interface Candidate {
  readonly certificate: Certificate;
  readonly anchor: boolean;
}

/**
 * Who may have issued what, by name: the anchors and the intermediates, each once. The order of the intermediates is taken away, so that
 * nobody decides by it which path is found, or which refusal is told.
 */
export class Candidates {
  readonly #all: readonly Candidate[];
  readonly #issuers = new Map<Certificate, readonly Candidate[]>();
  #distances: ReadonlyMap<Certificate, number> | undefined;

  constructor(anchors: readonly Certificate[], intermediates: readonly Certificate[]) {
    const distinct = distinctCertificates(intermediates, anchors).sort(byBytes);
    this.#all = [
      ...distinctCertificates(anchors, []).map((certificate) => ({ certificate, anchor: true })),
      ...distinct.map((certificate) => ({ certificate, anchor: false })),
    ];
  }

  /** Certificates that have the name of this one's issuer, the likelier ones first. */
  issuersOf(certificate: Certificate): readonly Candidate[] {
    const known = this.#issuers.get(certificate);
    if (known !== undefined) return known;
    const found = this.#all.filter((candidate) =>
      isSameName(candidate.certificate.subject, certificate.issuer),
    );
    const sorted = found.length > 1 ? this.#sorted(certificate, found) : found;
    this.#issuers.set(certificate, sorted);
    return sorted;
  }

  #sorted(certificate: Certificate, found: readonly Candidate[]): readonly Candidate[] {
    this.#distances ??= distancesToAnchor(this.#all);
    const distances = this.#distances;
    const distanceOf = (issuer: Certificate) => distances.get(issuer) ?? this.#all.length;
    return found.toSorted(
      (a, b) =>
        unlikeliness(certificate, a) - unlikeliness(certificate, b) ||
        distanceOf(a.certificate) - distanceOf(b.certificate),
    );
  }
}

/** Each certificate once, by its bytes, without those that stand among others. */
export function distinctCertificates(
  certificates: readonly Certificate[],
  without: readonly Certificate[],
): Certificate[] {
  const seen = new Set(without.map(({ hex }) => hex));
  return certificates.filter(({ hex }) => !seen.has(hex) && seen.add(hex));
}

const byBytes = (a: Certificate, b: Certificate): number =>
  a.hex < b.hex ? -1 : a.hex > b.hex ? 1 : 0;

/**
 * RFC 5280 section 4.2.1.1: key identifiers help to find an issuer. Section 6.1 does not ask for them, and CAs that renamed keys exist, so
 * that one that does not match comes last and is tried all the same: the signature decides.
 */
function unlikeliness(
  { authorityKeyIdentifier: authority }: Certificate,
  { certificate: { subjectKeyIdentifier: subject } }: Candidate,
): number {
  if (authority?.keyIdentifier === undefined || subject === undefined) return 1;
  return authority.keyIdentifier === subject ? 0 : 2;
}
