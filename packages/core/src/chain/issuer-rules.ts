import { objection } from './objection.js';
import type { CertificateRule } from './standing.js';

/** RFC 5280 section 6.1.4 (k): an issuer is a version 3 certificate that says of itself that it is a CA's. */
export const isCa: CertificateRule = ({ version, basicConstraints }, { role }) => {
  if (role === 'leaf') return undefined;
  if (version !== 3) return objection('CHAIN_NOT_A_CA', `is a version ${version} certificate`);
  if (basicConstraints === undefined) return objection('CHAIN_NOT_A_CA', 'has no basicConstraints');
  return basicConstraints.ca ? undefined : objection('CHAIN_NOT_A_CA', 'is not a CA');
};

/** RFC 5280 section 6.1.4 (n): where an issuer says what its key is for, it is for signing certificates. */
export const maySign: CertificateRule = ({ keyUsage }, { role }) =>
  role === 'leaf' || keyUsage === undefined || keyUsage.includes('keyCertSign')
    ? undefined
    : objection('CHAIN_NOT_A_CA', 'may not sign certificates by its keyUsage');
