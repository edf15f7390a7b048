import { deny } from '@gangway/core';
import * as v from 'valibot';
import type { Rule } from './rule.js';

const unlessTold = [
  'sha256WithRSAEncryption',
  'sha384WithRSAEncryption',
  'sha512WithRSAEncryption',
  'ecdsa-with-SHA256',
  'ecdsa-with-SHA384',
  'ecdsa-with-SHA512',
] as const;

export const formOptions = {
  /** Algorithms that the issuer may have signed with. */
  signatureAlgorithms: v.optional(
    v.pipe(
      v.array(v.picklist([...unlessTold, 'RSASSA-PSS', 'Ed25519'])),
      v.minLength(1, 'at least one must be allowed'),
    ),
    [...unlessTold],
  ),
};

export interface FormRules {
  readonly signatureAlgorithms: readonly string[];
}

/** What the certificate itself is, whatever it says: its version, and what it is signed with. */
export const formRules = ({ signatureAlgorithms }: FormRules): readonly Rule[] => [
  ({ certificate: { version } }) =>
    version === 3 ? undefined : deny('CERTIFICATE_VERSION_NOT_ALLOWED', `version ${version}`),
  ({ certificate: { signatureAlgorithm } }) =>
    signatureAlgorithms.includes(signatureAlgorithm.name)
      ? undefined
      : deny('CERTIFICATE_SIGNATURE_ALGORITHM_NOT_ALLOWED', signatureAlgorithm.name),
];
