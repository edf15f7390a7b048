import { definePlugin, deny, permit, policyCode } from '@gangway/core';

/**
 * Asks whether the event belongs together: `certificateId` is the SHA-256 of the certificate's whole DER, and the
 * device's new certificate is not the claim certificate it asks with.
 *
 * That `certificatePem` is one well-formed block of one certificate is seen to before any check, by the
 * `CertificateReader`.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 * @example defineHook([eventIntegrity(), certificatePolicy()])
 */
export const eventIntegrity = definePlugin({
  name: 'event-integrity',
  reasonCodes: {
    CERTIFICATE_ID_MISMATCH: policyCode(
      'certificateId is not the SHA-256 of the certificate in certificatePem.',
      'Look at who calls the hook: AWS IoT always sends the two together.',
    ),
    CLAIM_CERTIFICATE_REUSED: policyCode(
      "The device's certificate is the claim certificate itself.",
      'Let the device ask for a certificate of its own before it registers.',
    ),
  },
  build: () => ({
    checks: {
      'event-integrity': ({ certificate, certificateId, claimCertificateId }) => {
        if (certificate.fingerprint256 !== certificateId) {
          return deny(
            'CERTIFICATE_ID_MISMATCH',
            `certificateId is ${certificateId}, the certificate is ${certificate.fingerprint256}`,
          );
        }
        if (claimCertificateId === certificateId) {
          return deny('CLAIM_CERTIFICATE_REUSED', `both are ${certificateId}`);
        }
        return permit();
      },
    },
  }),
});
