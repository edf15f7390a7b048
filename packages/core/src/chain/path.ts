import type { Certificate } from '../domain/certificate.js';
import type { Candidate } from './candidates.js';
import { type Objection, objection } from './objection.js';
import { narrowPurposes } from './purposes.js';
import { foldedName, isSelfIssued } from './same-name.js';

/** A path as far as it is built: what RFC 5280 section 6.1.2 calls state. */
export interface Path {
  /** From the leaf on. */
  readonly certificates: readonly Certificate[];
  readonly last: Certificate;
  /** CA certificates after the leaf and before the anchor, those left out that are self-issued (section 6.1.4 (l)). */
  readonly depth: number;
  /** The purposes that every certificate so far leaves; undefined where none is asked for. */
  readonly purposes: readonly string[] | undefined;
}

export interface PathRules {
  readonly maxDepth: number;
  readonly purposes: readonly string[] | undefined;
}

/** The path that is the leaf alone. */
export const pathOf = (leaf: Certificate, { purposes }: PathRules): Path => ({
  certificates: [leaf],
  last: leaf,
  depth: 0,
  purposes: purposes && narrowPurposes(purposes, leaf, 'leaf'),
});

/** The path with an issuer more. */
export const extendPath = (path: Path, { certificate, anchor }: Candidate): Path => ({
  certificates: [...path.certificates, certificate],
  last: certificate,
  depth: anchor || isSelfIssued(certificate) ? path.depth : path.depth + 1,
  purposes: path.purposes && narrowPurposes(path.purposes, certificate, 'issuer'),
});

/**
 * Whether the same name with the same key has issued a certificate in the path (RFC 4158 section 2.4.2): what it adds to the path, the
 * path has. Without this two CAs that certify each other make a path without end. The leaf has issued none, so a CA may have issued
 * it to itself.
 */
export const hasIssuedIn = (path: Path, { subject, publicKeyHash }: Certificate): boolean =>
  path.certificates
    .slice(1)
    .some(
      (other) =>
        other.publicKeyHash === publicKeyHash && foldedName(other.subject) === foldedName(subject),
    );

/** What speaks against a path for its length, or for what it leaves of the purposes. */
export function objectionToPath(
  before: Path,
  path: Path,
  { maxDepth }: PathRules,
): Objection | undefined {
  const { basicConstraints: constraints } = path.last;
  // RFC 5280 sections 4.2.1.9 and 6.1.4 (l), (m): it counts the CA certificates between the one that has it and the leaf.
  if (constraints?.pathLength !== undefined && before.depth > constraints.pathLength) {
    const what = `has path length ${constraints.pathLength} and ${before.depth} CAs below`;
    return objection('CHAIN_PATH_TOO_LONG', what);
  }
  // Turned round, so that a maxDepth that is no number lets nothing through.
  if (!(path.depth <= maxDepth)) {
    return objection('CHAIN_PATH_TOO_LONG', `is CA number ${path.depth}, over ${maxDepth}`);
  }
  return objectionToPurposes(path);
}

/** RFC 5280 section 4.2.1.12: all purposes that are asked for are gone, and it is this certificate that took the last. */
export const objectionToPurposes = ({ last, purposes }: Path): Objection | undefined =>
  purposes?.length === 0 && last.extendedKeyUsage !== undefined
    ? objection('CHAIN_PURPOSE_NOT_ALLOWED', 'has an extKeyUsage that does not allow the purpose')
    : undefined;
