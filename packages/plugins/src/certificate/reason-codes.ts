import { policyCode, type ReasonCodes } from '@gangway/core';

const reissue = 'Issue the certificate anew; `gangway inspect` shows what this one holds.';

export const certificatePolicyCodes: ReasonCodes = {
  CERTIFICATE_VERSION_NOT_ALLOWED: policyCode('The certificate is not of version 3.', reissue),
  CERTIFICATE_SIGNATURE_ALGORITHM_NOT_ALLOWED: policyCode(
    'The certificate is signed with an algorithm that is not on the list.',
    reissue,
  ),
  CERTIFICATE_KEY_NOT_ALLOWED: policyCode(
    "The public key's kind, size, curve or exponent is not allowed.",
    'Let the device make a key of an allowed kind, or change the policy.',
  ),
  CERTIFICATE_NOT_YET_VALID: policyCode(
    'The certificate is not valid yet.',
    "Compare the issuer's clock with the hook's.",
  ),
  CERTIFICATE_EXPIRED: policyCode('The certificate is no longer valid.', reissue),
  CERTIFICATE_VALIDITY_TOO_LONG: policyCode(
    'The certificate is valid for longer than `maxValidityDays`.',
    'Issue certificates for a shorter time, or raise `maxValidityDays`.',
  ),
  CERTIFICATE_IS_CA: policyCode(
    "The certificate is a CA's, or its key may sign certificates.",
    'Find out how a device came by it, before anything else; issue device certificates without either.',
  ),
  CERTIFICATE_KEY_USAGE_MISMATCH: policyCode(
    'keyUsage is absent, or lacks a usage that `keyUsage` asks for.',
    reissue,
  ),
  CERTIFICATE_EXTENDED_KEY_USAGE_MISMATCH: policyCode(
    'extKeyUsage is absent, or lacks a purpose that `extendedKeyUsage` asks for.',
    reissue,
  ),
  CERTIFICATE_EXTENSION_MISSING: policyCode(
    'An extension of `requiredExtensions` is absent.',
    reissue,
  ),
  CERTIFICATE_EXTENSION_FORBIDDEN: policyCode(
    'An extension of `forbiddenExtensions` is there.',
    reissue,
  ),
  CERTIFICATE_EXTENSION_UNKNOWN: policyCode(
    'An extension that is not known here is critical: it must not be passed over.',
    'Issue the certificate without it or with it not critical, or set `allowUnknownCritical` if what it asks does not matter to you.',
  ),
  CERTIFICATE_POLICY_DOUBLED: policyCode('certificatePolicies names a policy twice.', reissue),
  CERTIFICATE_SUBJECT_MISMATCH: policyCode(
    'The subject lacks an attribute that `subject` asks for, has it twice, or has another value.',
    'Compare the subject with the option; a doubled attribute is always refused.',
  ),
  CERTIFICATE_ISSUER_MISMATCH: policyCode(
    'The issuer lacks an attribute that a pattern asks for, has it twice, or has another value.',
    'See who issued the certificate.',
  ),
  CERTIFICATE_SUBJECT_ALT_NAME_MISMATCH: policyCode(
    'subjectAltName lacks a name that `subjectAltName` asks for, has two of the kind, or has another value.',
    'Compare the names with the option; two names of one kind are always refused.',
  ),
};
