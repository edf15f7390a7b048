import type { Certificate } from '../domain/certificate.js';
import { objection } from './objection.js';
import type { CertificateRule } from './standing.js';

const invalid = (what: string) => objection('CHAIN_EXTENSION_INVALID', what);

/** Extensions that must not be critical (RFC 5280 sections 4.2.1.1, 4.2.1.2, 4.2.1.8, 4.2.1.15, 4.2.2.1 and 4.2.2.2). */
const neverCritical: ReadonlyMap<string, string> = new Map([
  ['2.5.29.35', 'authorityKeyIdentifier'],
  ['2.5.29.14', 'subjectKeyIdentifier'],
  ['2.5.29.9', 'subjectDirectoryAttributes'],
  ['2.5.29.46', 'freshestCRL'],
  ['1.3.6.1.5.5.7.1.1', 'authorityInfoAccess'],
  ['1.3.6.1.5.5.7.1.11', 'subjectInfoAccess'],
]);

export const criticalWhereAllowed: CertificateRule = ({ extensions }) => {
  for (const { oid, critical } of extensions) {
    const name = critical ? neverCritical.get(oid) : undefined;
    if (name !== undefined) return invalid(`has a critical ${name}`);
  }
  return undefined;
};

/** What a CA's certificate must have, wherever in a path it stands. */
export const isSoundCa: CertificateRule = (certificate) => {
  const { basicConstraints, subject } = certificate;
  if (basicConstraints?.ca !== true) return undefined;
  // RFC 5280 section 4.2.1.9.
  if (!isCritical(certificate, '2.5.29.19')) return invalid('is a CA without critical constraints');
  // RFC 5280 section 4.1.2.6.
  return subject.attributes.length === 0 ? invalid('is a CA with an empty subject') : undefined;
};

/** What only a CA's certificate may have. */
export const isSoundNonCa: CertificateRule = ({ basicConstraints, keyUsage }) => {
  if (basicConstraints?.ca === true) return undefined;
  // RFC 5280 section 4.2.1.9, both.
  if (keyUsage?.includes('keyCertSign') === true) return invalid('is no CA and signs certificates');
  if (basicConstraints?.pathLength !== undefined) return invalid('is no CA and has a path length');
  return undefined;
};

/** RFC 5280 section 4.2.1.4: a policy stands once. */
export const hasDistinctPolicies: CertificateRule = ({ certificatePolicies: policies = [] }) =>
  new Set(policies).size === policies.length ? undefined : invalid('names a policy twice');

/** RFC 5280 section 4.2.1.6: who has no subject has another name, and that is critical. */
export const hasSomeName: CertificateRule = (certificate) =>
  certificate.subject.attributes.length > 0 || isCritical(certificate, '2.5.29.17')
    ? undefined
    : invalid('has neither subject nor critical subjectAltName');

const isCritical = ({ extensions }: Certificate, wanted: string): boolean =>
  extensions.some(({ oid, critical }) => oid === wanted && critical);
