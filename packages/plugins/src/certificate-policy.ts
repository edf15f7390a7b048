import { definePlugin, deny, permit, policyCode } from '@gangway/core';
import * as v from 'valibot';
import { faultInKeyRules, judgeKey, keyOptions } from './certificate/key-rules.js';
import { compileNameRule, namePatterns } from './certificate/name-rules.js';
import { judgeValidity, validityOptions } from './certificate/validity-rules.js';

const signatureAlgorithms = [
  'sha256WithRSAEncryption',
  'sha384WithRSAEncryption',
  'sha512WithRSAEncryption',
  'ecdsa-with-SHA256',
  'ecdsa-with-SHA384',
  'ecdsa-with-SHA512',
] as const;

const options = v.pipe(
  v.strictObject({
    ...keyOptions,
    /** Algorithms that the issuer may have signed with. */
    signatureAlgorithms: v.optional(
      v.pipe(
        v.array(v.picklist([...signatureAlgorithms, 'RSASSA-PSS', 'Ed25519'])),
        v.minLength(1, 'at least one must be allowed'),
      ),
      [...signatureAlgorithms],
    ),
    ...validityOptions,
    /** Glob patterns by attribute name. */
    subject: v.optional(namePatterns, {}),
    /** Glob patterns by attribute name. */
    issuer: v.optional(namePatterns, {}),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? faultInKeyRules(dataset.value) : undefined;
    if (fault !== undefined) addIssue({ message: fault });
  }),
);

const reissue = 'Issue the certificate anew; `gangway inspect` shows what this one holds.';

/**
 * Asks whether the device's certificate is of the kind that this fleet uses: version 3, valid now, a key and a signature
 * of this day, and a subject and an issuer that match. It does not verify the signature: AWS IoT has issued the
 * certificate itself.
 *
 * "Now" is when the request came, by the hook's clock.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html
 * @see https://datatracker.ietf.org/doc/html/rfc5280#section-4.1
 * @example certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] })
 * @example certificatePolicy({ subject: { CN: 'AWS IoT Certificate' } })
 */
export const certificatePolicy = definePlugin({
  name: 'certificate-policy',
  options,
  reasonCodes: {
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
    CERTIFICATE_SUBJECT_MISMATCH: policyCode(
      'The subject lacks an attribute that a pattern asks for, has it twice, or has another value.',
      'Compare the subject with the patterns; a doubled attribute is always refused.',
    ),
    CERTIFICATE_ISSUER_MISMATCH: policyCode(
      'The issuer lacks an attribute that a pattern asks for, has it twice, or has another value.',
      'See who issued the certificate.',
    ),
  },
  build: (rules) => {
    const subjectFault = compileNameRule(rules.subject);
    const issuerFault = compileNameRule(rules.issuer);
    const signatures: readonly string[] = rules.signatureAlgorithms;
    return {
      checks: {
        'certificate-policy': ({ certificate, receivedAt }) => {
          if (certificate.version !== 3) {
            return deny('CERTIFICATE_VERSION_NOT_ALLOWED', `version ${certificate.version}`);
          }
          const { name } = certificate.signatureAlgorithm;
          if (!signatures.includes(name)) {
            return deny('CERTIFICATE_SIGNATURE_ALGORITHM_NOT_ALLOWED', name);
          }
          const fault =
            judgeKey(rules, certificate) ?? judgeValidity(rules, certificate, receivedAt);
          if (fault !== undefined) return fault;
          const subject = subjectFault(certificate.subject);
          if (subject !== undefined) return deny('CERTIFICATE_SUBJECT_MISMATCH', subject);
          const issuer = issuerFault(certificate.issuer);
          return issuer === undefined ? permit() : deny('CERTIFICATE_ISSUER_MISMATCH', issuer);
        },
      },
    };
  },
});
