import { definePlugin, deny, permit, validateChain } from '@gangway/core';
import * as v from 'valibot';
import { caCertificates, intermediateCertificates } from './certificate/ca-certificates.js';
import { chainReasonCodes } from './certificate/chain-reason-codes.js';
import { momentWithin } from './certificate/moment-within.js';
import { purposes } from './certificate/usage-rules.js';
import { clockSkewSeconds } from './certificate/validity-rules.js';

const options = v.strictObject({
  /** Certificates of the CAs that may have issued the device's: PEM texts, or paths or URLs of PEM files. */
  anchors: caCertificates,
  /** Certificates of CAs between those and the device, in the same form. */
  intermediates: v.optional(intermediateCertificates()),
  /** Purposes that the whole chain must allow, each: dotted identifiers, or names of RFC 5280. */
  extendedKeyUsage: v.optional(purposes),
  /** How far the hook's clock and the issuer's may be apart, in seconds. */
  clockSkewSeconds,
});

/**
 * Asks whether the device's certificate was issued by one of these CAs: its signature, and those of the CAs between, by
 * RFC 5280 section 6. AWS IoT issues certificates itself, and this question does not arise; an account with a certificate
 * provider has a CA of its own to hold them to.
 *
 * "Now" is when the request came, by the hook's clock. A certificate that has not begun, or has ended, by no more than the
 * skew is asked about at the nearest moment of its validity; CA certificates get no skew of their own.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provisioning-cert-provider.html
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-6
 * @example
 * const fleetCa = await makeCertificate({ subject: 'CN=Fleet CA', ca: {} });
 * certificateIssuer({ anchors: [fleetCa.pem] });
 */
export const certificateIssuer = definePlugin({
  name: 'certificate-issuer',
  options,
  reasonCodes: chainReasonCodes(
    'See who issued the certificate, and what `anchors` and `intermediates` hold.',
  ),
  build: ({ anchors, intermediates = [], extendedKeyUsage, clockSkewSeconds: skew }) => {
    // A chain is good for one purpose of several, and here it must be for each: so it is asked for each.
    const purposes = extendedKeyUsage?.map((purpose) => ({ extendedKeyUsage: [purpose] })) ?? [{}];
    return {
      checks: {
        'certificate-issuer': ({ certificate, receivedAt }) => {
          const at = momentWithin(certificate.validity, receivedAt, skew * 1_000);
          for (const purpose of purposes) {
            const rules = { anchors, at, ...purpose };
            const verdict = validateChain(certificate, intermediates, rules);
            if (verdict.kind === 'invalid') return deny(verdict.code, verdict.detail);
          }
          return permit();
        },
      },
    };
  },
});
