import {
  type Certificate,
  type Deny,
  definePlugin,
  permit,
  type SigningRequest,
} from '@gangway/core';
import * as v from 'valibot';
import { extensionRules } from './certificate/extension-rules.js';
import { keyRule } from './certificate/key-rules.js';
import { bindingsOf, policyOptions, rulesOf } from './certificate/policy-rules.js';
import { certificatePolicyCodes } from './certificate/reason-codes.js';
import { usageRules } from './certificate/usage-rules.js';
import { deviceRecord } from './device/device-record.js';

/**
 * Asks whether the device's certificate is of the kind that this fleet uses: version 3, valid now, a key and a signature
 * of this day, not a CA's, no critical extension that nobody knows; and on request a subject, names, uses and extensions
 * that match, some of them bound to what the device sent or to its record.
 *
 * It does not verify the signature: AWS IoT has issued the certificate itself. `certificateIssuer` does, for a fleet whose
 * certificates come from a CA of its own.
 *
 * "Now" is when the request came, by the hook's clock. Where a value is bound to the device's record, it needs
 * `registeredDevice` before it.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html
 * @see https://datatracker.ietf.org/doc/html/rfc5280#section-4.1
 * @example certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] })
 * @example certificatePolicy({ subject: { CN: { parameter: 'SerialNumber' } } })
 */
export const certificatePolicy = definePlugin({
  name: 'certificate-policy',
  options: policyOptions,
  reasonCodes: certificatePolicyCodes,
  build: (options) => {
    const rules = rulesOf(options);
    const { parameters, device } = bindingsOf(options);
    return {
      parameters,
      facts: device ? { needs: [deviceRecord] } : {},
      checks: {
        'certificate-policy': ({ certificate, receivedAt, parameters: sent }, { facts }) => {
          const record = device ? { device: facts.get(deviceRecord) } : {};
          const asked = { certificate, receivedAt, parameters: sent, ...record };
          for (const rule of rules) {
            const refusal = rule(asked);
            if (refusal !== undefined) return refusal;
          }
          return permit();
        },
      },
    };
  },
});

/**
 * Every reason for which `certificatePolicy()`, with its defaults, refuses a certificate, not the first alone: for tools.
 *
 * @param at the moment at which it would come, in milliseconds since 1970-01-01T00:00:00Z
 * @example
 * const reading = nodeCryptoCertificateReader().read(anEvent().certificatePem);
 * if (reading.kind !== 'certificate') throw new Error(reading.detail);
 * const refusals = certificateRefusals(reading.certificate, Date.UTC(2099, 0, 1));
 * refusals.map(({ code }) => code); // ['CERTIFICATE_EXPIRED']
 */
export function certificateRefusals(certificate: Certificate, at: number): readonly Deny[] {
  const asked = { certificate, receivedAt: at, parameters: {} };
  return rulesOf(v.parse(policyOptions, {})).flatMap((rule) => rule(asked) ?? []);
}

/**
 * Every reason for which `certificatePolicy()`, with its defaults, would refuse a certificate with what a signing request
 * brings: its key, and the extensions that it asks for.
 *
 * @example
 * const reading = readSigningRequest((await makeSigningRequest({ key: 'p-521' })).pem);
 * if (reading.kind !== 'signing-request') throw new Error(reading.detail);
 * requestRefusals(reading.request).map(({ code }) => code); // ['CERTIFICATE_KEY_NOT_ALLOWED']
 */
export function requestRefusals(request: SigningRequest): readonly Deny[] {
  const rules = v.parse(policyOptions, {});
  const asked = { certificate: request };
  return [keyRule(rules), ...usageRules(rules), ...extensionRules(rules)].flatMap(
    (rule) => rule(asked) ?? [],
  );
}
