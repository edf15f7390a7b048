import type { CertificateExtension, ExtensionContents } from '../../domain/certificate.js';
import type { DerCursor } from '../der.js';
import { takeBasicConstraints } from './basic-constraints.js';
import { takeGeneralNames } from './general-names.js';
import { takeAuthorityKeyIdentifier, takeSubjectKeyIdentifier } from './key-identifiers.js';
import { takeExtendedKeyUsage, takeKeyUsage } from './key-usage.js';
import { takeNameConstraints } from './name-constraints.js';
import {
  checkInhibitAnyPolicy,
  checkPolicyConstraints,
  checkPolicyMappings,
  takeCertificatePolicies,
} from './policies.js';

/** Reads the content of one extension; the ones that only a chain asks about are checked and give nothing. */
type Content = (value: DerCursor, hex: string) => ExtensionContents;

const nothing: ExtensionContents = {};
const checked =
  (check: (value: DerCursor, hex: string) => unknown): Content =>
  (value, hex) => {
    check(value, hex);
    return nothing;
  };

/** RFC 5280 section 4.2.1. */
const contents: ReadonlyMap<string, Content> = new Map<string, Content>([
  ['2.5.29.14', (value, hex) => ({ subjectKeyIdentifier: takeSubjectKeyIdentifier(value, hex) })],
  ['2.5.29.15', (value) => ({ keyUsage: takeKeyUsage(value) })],
  [
    '2.5.29.17',
    (value, hex) => ({ subjectAltName: takeGeneralNames(value, hex, 'subjectAltName') }),
  ],
  ['2.5.29.18', checked((value, hex) => takeGeneralNames(value, hex, 'issuerAltName'))],
  ['2.5.29.19', (value) => ({ basicConstraints: takeBasicConstraints(value) })],
  ['2.5.29.30', (value, hex) => ({ nameConstraints: takeNameConstraints(value, hex) })],
  ['2.5.29.32', (value) => ({ certificatePolicies: takeCertificatePolicies(value) })],
  ['2.5.29.33', checked(checkPolicyMappings)],
  [
    '2.5.29.35',
    (value, hex) => ({ authorityKeyIdentifier: takeAuthorityKeyIdentifier(value, hex) }),
  ],
  ['2.5.29.36', checked(checkPolicyConstraints)],
  ['2.5.29.37', (value) => ({ extendedKeyUsage: takeExtendedKeyUsage(value) })],
  ['2.5.29.54', checked(checkInhibitAnyPolicy)],
]);

/** Whether the content of such an extension is read, so that one that is critical is no unknown one. */
export const isReadExtension = (oid: string): boolean => contents.has(oid);

/**
 * What one extension holds, where it is one of those that a policy or a chain can ask about.
 *
 * @param value the content of its extnValue
 * @param hex the whole certificate in hex
 */
export function readContents(
  { oid }: Pick<CertificateExtension, 'oid'>,
  value: DerCursor,
  hex: string,
): ExtensionContents {
  const read = contents.get(oid);
  if (read === undefined) return nothing;
  const found = read(value, hex);
  value.finish(`extension ${oid}`);
  return found;
}
