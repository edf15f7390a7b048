import {
  type Certificate,
  type Deny,
  deny,
  type KeyUsage,
  keyPurposeNames,
  keyUsages,
} from '@gangway/core';
import * as v from 'valibot';
import { type Identifier, identifierOf, knownAs } from './identifier.js';

/** Purposes of extKeyUsage: dotted identifiers, or names of RFC 5280. */
export const purposes = v.pipe(
  v.array(identifierOf(keyPurposeNames, 'purpose')),
  v.minLength(1, 'names no purpose'),
);

export const usageOptions = {
  /** Whether a certificate may be a CA's. */
  ca: v.optional(v.boolean(), false),
  /** Bits of keyUsage that must all be set. */
  keyUsage: v.optional(v.pipe(v.array(v.picklist(keyUsages)), v.minLength(1, 'names no usage'))),
  /** Purposes that extKeyUsage must all name. */
  extendedKeyUsage: v.optional(purposes),
};

export interface UsageRules {
  readonly ca: boolean;
  readonly keyUsage?: readonly KeyUsage[] | undefined;
  readonly extendedKeyUsage?: readonly Identifier[] | undefined;
}

/** What the certificate's extensions say of its use, as a signing request may ask for it, too. */
type Used = Pick<Certificate, 'basicConstraints' | 'keyUsage' | 'extendedKeyUsage'>;

type UsageRule = (asked: { readonly certificate: Used }) => Deny | undefined;

/**
 * Refuses what could issue certificates of its own: nobody gives that to a device. The key usage counts as much as the flag,
 * which RFC 5280 section 4.2.1.3 has go with it, and which not everybody looks at.
 */
const noCa: UsageRule = ({ certificate: { basicConstraints, keyUsage } }) => {
  if (basicConstraints?.ca === true)
    return deny('CERTIFICATE_IS_CA', 'its basicConstraints say cA');
  return keyUsage?.includes('keyCertSign') === true
    ? deny('CERTIFICATE_IS_CA', 'its keyUsage has keyCertSign')
    : undefined;
};

const keyUsageRule =
  (wanted: readonly KeyUsage[]): UsageRule =>
  ({ certificate: { keyUsage } }) => {
    const missing = wanted.find((usage) => keyUsage?.includes(usage) !== true);
    if (missing === undefined) return undefined;
    const detail = keyUsage === undefined ? 'it has no keyUsage' : `it lacks ${missing}`;
    return deny('CERTIFICATE_KEY_USAGE_MISMATCH', detail);
  };

// RFC 5280 section 4.2.1.12: anyExtendedKeyUsage may be refused by who asks for one purpose, and here it is.
const extendedKeyUsageRule =
  (wanted: readonly Identifier[]): UsageRule =>
  ({ certificate: { extendedKeyUsage } }) => {
    const missing = wanted.find((purpose) => extendedKeyUsage?.includes(purpose) !== true);
    if (missing === undefined) return undefined;
    const detail =
      extendedKeyUsage === undefined
        ? 'it has no extKeyUsage'
        : `it lacks ${knownAs(missing, keyPurposeNames)}`;
    return deny('CERTIFICATE_EXTENDED_KEY_USAGE_MISMATCH', detail);
  };

/** Holds the certificate to what it may be used for (RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12). */
export const usageRules = (rules: UsageRules): readonly UsageRule[] => [
  ...(rules.ca ? [] : [noCa]),
  ...(rules.keyUsage === undefined ? [] : [keyUsageRule(rules.keyUsage)]),
  ...(rules.extendedKeyUsage === undefined ? [] : [extendedKeyUsageRule(rules.extendedKeyUsage)]),
];
