import type { CertificateExtension, ExtensionContents } from '@gangway/core';
import { Malformed, malformed, Refusal } from '../refusal.js';
import { type Asn1, isUniversal, parseTree, types } from '../tree.js';
import { integerOf } from '../values.js';
import { namesFrom } from './general-name.js';
import { authorityKeyIdentifierOf, subjectKeyIdentifierOf } from './key-identifiers.js';
import { nameConstraintsOf } from './name-constraints.js';
import { certificatePoliciesOf, checkPolicyConstraints, checkPolicyMappings } from './policies.js';
import { basicConstraintsOf, extendedKeyUsageOf, keyUsageOf } from './usage.js';

/** The arcs after 2.5.29 (RFC 5280 section 4.2.1), each with what it adds to the certificate. */
const byArc: Readonly<Record<string, (tree: Asn1) => ExtensionContents>> = {
  14: (tree) => ({ subjectKeyIdentifier: subjectKeyIdentifierOf(tree) }),
  15: (tree) => ({ keyUsage: keyUsageOf(tree) }),
  17: (tree) => ({ subjectAltName: alternativeNames(tree) }),
  18: (tree) => {
    alternativeNames(tree);
    return {};
  },
  19: (tree) => ({ basicConstraints: basicConstraintsOf(tree) }),
  30: (tree) => ({ nameConstraints: nameConstraintsOf(tree) }),
  32: (tree) => ({ certificatePolicies: certificatePoliciesOf(tree) }),
  33: (tree) => {
    checkPolicyMappings(tree);
    return {};
  },
  35: (tree) => ({ authorityKeyIdentifier: authorityKeyIdentifierOf(tree) }),
  36: (tree) => {
    checkPolicyConstraints(tree);
    return {};
  },
  37: (tree) => ({ extendedKeyUsage: extendedKeyUsageOf(tree) }),
  54: (tree) => (integerOf(tree, 'the number') < 0n ? malformed('a number below zero') : {}),
};

/** What the extensions that are known hold, all of them together. */
export function contentsOf(extensions: readonly CertificateExtension[]): ExtensionContents {
  const parts = extensions.map(({ oid, hex }) => {
    const [, arc = ''] = /^2\.5\.29\.(\d+)$/.exec(oid) ?? [];
    const read = byArc[arc];
    return read === undefined ? {} : inExtension(oid, () => read(parseTree(octetsFrom(hex))));
  });
  return Object.assign({}, ...parts);
}

const octetsFrom = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

const alternativeNames = (tree: Asn1) =>
  isUniversal(tree, types.sequence) ? namesFrom(tree) : malformed('no SEQUENCE');

// What an octet string holds is a text of its own: that it is no DER is a fault of the extension.
function inExtension<T>(oid: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal || error instanceof Malformed)
      malformed(`${oid}: ${error.message}`);
    throw error;
  }
}
