import {
  type Certificate,
  certificateExtensionNames,
  type Deny,
  deny,
  isReadExtension,
} from '@gangway/core';
import * as v from 'valibot';
import { type Identifier, identifierOf, knownAs } from './identifier.js';

const extensions = v.pipe(
  v.array(identifierOf(certificateExtensionNames, 'extension')),
  v.minLength(1, 'names no extension'),
);

export const extensionOptions = {
  /** Extensions that must be there: dotted identifiers, or names of RFC 5280. */
  requiredExtensions: v.optional(extensions),
  /** Extensions that may not be there. */
  forbiddenExtensions: v.optional(extensions),
  /** Whether an extension may be critical that nobody here looks into. */
  allowUnknownCritical: v.optional(v.boolean(), false),
};

export interface ExtensionRules {
  readonly requiredExtensions?: readonly Identifier[] | undefined;
  readonly forbiddenExtensions?: readonly Identifier[] | undefined;
  readonly allowUnknownCritical: boolean;
}

/** What contradicts itself in the rules, if anything does. */
export function faultInExtensionRules({
  requiredExtensions = [],
  forbiddenExtensions = [],
}: ExtensionRules): string | undefined {
  const both = requiredExtensions.find((extension) => forbiddenExtensions.includes(extension));
  return both === undefined ? undefined : `${named(both)} is both required and forbidden`;
}

const named = (extension: Identifier) => knownAs(extension, certificateExtensionNames);

/** The extensions of a certificate, or those that a signing request asks for. */
type Extended = Pick<Certificate, 'extensions' | 'certificatePolicies'>;

type ExtensionRule = (asked: { readonly certificate: Extended }) => Deny | undefined;

const required =
  (wanted: readonly Identifier[]): ExtensionRule =>
  ({ certificate }) => {
    const missing = wanted.find((one) => !certificate.extensions.some(({ oid }) => oid === one));
    return missing === undefined
      ? undefined
      : deny('CERTIFICATE_EXTENSION_MISSING', `it has no ${named(missing)}`);
  };

const forbidden =
  (unwanted: readonly Identifier[]): ExtensionRule =>
  ({ certificate }) => {
    const found = certificate.extensions.find(({ oid }) => unwanted.includes(oid));
    return found === undefined
      ? undefined
      : deny('CERTIFICATE_EXTENSION_FORBIDDEN', `it has ${named(found.oid)}`);
  };

// RFC 5280 section 4.2: a critical extension that is not recognised must get the certificate refused.
const noUnknownCritical: ExtensionRule = ({ certificate }) => {
  const found = certificate.extensions.find(
    ({ critical, oid }) => critical && !isReadExtension(oid),
  );
  return found === undefined
    ? undefined
    : deny('CERTIFICATE_EXTENSION_UNKNOWN', `${named(found.oid)} is critical`);
};

// RFC 5280 section 4.2.1.4: a policy must not appear more than once.
const noDoubledPolicy: ExtensionRule = ({ certificate: { certificatePolicies = [] } }) => {
  const seen = new Set<string>();
  for (const policy of certificatePolicies) {
    if (seen.has(policy)) {
      return deny('CERTIFICATE_POLICY_DOUBLED', `it has the policy ${policy} twice`);
    }
    seen.add(policy);
  }
  return undefined;
};

/** Holds the certificate to the extensions that it may and must have. */
export const extensionRules = (rules: ExtensionRules): readonly ExtensionRule[] => [
  ...(rules.requiredExtensions === undefined ? [] : [required(rules.requiredExtensions)]),
  ...(rules.forbiddenExtensions === undefined ? [] : [forbidden(rules.forbiddenExtensions)]),
  ...(rules.allowUnknownCritical ? [] : [noUnknownCritical]),
  noDoubledPolicy,
];
