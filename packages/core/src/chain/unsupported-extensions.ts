import { isReadExtension } from '../certificate/extension/contents.js';
import { objection } from './objection.js';
import { hasKnownQualifiers } from './policy-qualifiers.js';
import type { CertificateRule } from './standing.js';

/** RFC 5280 section 4.2.1.10. Not enforced, so not passed over: critical or not, in the anchor or below it. */
export const noNameConstraints: CertificateRule = ({ nameConstraints }) =>
  nameConstraints === undefined
    ? undefined
    : objection('CHAIN_NAME_CONSTRAINTS_UNSUPPORTED', 'has nameConstraints');

/**
 * RFC 5280 sections 4.2.1.5, 4.2.1.11 and 4.2.1.14. Nobody asks for a policy here; but a CA that writes one of these counts on
 * policies being processed, and requireExplicitPolicy makes a path of it that has none (section 6.1.5 (g)).
 */
const policyConstraints: ReadonlyMap<string, string> = new Map([
  ['2.5.29.33', 'policyMappings'],
  ['2.5.29.36', 'policyConstraints'],
  ['2.5.29.54', 'inhibitAnyPolicy'],
]);

export const noPolicyConstraints: CertificateRule = ({ extensions }) => {
  for (const { oid } of extensions) {
    const name = policyConstraints.get(oid);
    if (name !== undefined) return objection('CHAIN_POLICY_CONSTRAINTS_UNSUPPORTED', `has ${name}`);
  }
  return undefined;
};

/** RFC 5280 section 4.2 and 6.1.4 (o): what is critical and not known refuses the certificate. */
export const noUnknownCritical: CertificateRule = ({ extensions }) => {
  for (const { oid, critical, hex } of extensions) {
    if (!critical) continue;
    if (!isReadExtension(oid)) {
      return objection('CHAIN_EXTENSION_UNKNOWN', `has the unknown critical extension ${oid}`);
    }
    if (oid === '2.5.29.32' && !hasKnownQualifiers(hex)) {
      return objection('CHAIN_EXTENSION_UNKNOWN', 'has an unknown qualifier in critical policies');
    }
  }
  return undefined;
};
