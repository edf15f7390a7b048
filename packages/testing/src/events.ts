import { randomBytes } from 'node:crypto';
import type { PreProvisioningEvent } from '@gangway/core';
import { type EventCertificate, sampleCertificate } from './sample-certificate.js';

/** What may differ from the event that {@link anEvent} makes by itself. */
export interface EventOptions {
  /** Sent as the parameter `SerialNumber`; `SN-0001` unless given. */
  readonly serialNumber?: string;
  /** ARN of the template that calls the hook; `…:provisioningtemplate/first-fleet` unless given. */
  readonly templateArn?: string;
  /** MQTT client id, at most 128 characters; the serial number unless given. */
  readonly clientId?: string;
  /** Further parameters that the device sends; one named `SerialNumber` goes before `serialNumber`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The device's certificate, such as `makeCertificate` gives; a fresh P-256 one unless given. */
  readonly certificate?: EventCertificate;
  /** Id of the claim certificate, 64 lowercase hex digits; drawn unless given. */
  readonly claimCertificateId?: string;
}

/**
 * A valid event as AWS IoT sends it, with a real certificate of its own: every call makes another device's event.
 * For a device that asks again, use the same event again.
 *
 * @returns a plain, unfrozen object, for a test to spoil as it likes
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 * @example
 * anEvent({ serialNumber: 'SN-0002' }).parameters; // { SerialNumber: 'SN-0002' }
 */
export function anEvent(options: EventOptions = {}): PreProvisioningEvent {
  const serialNumber = options.serialNumber ?? 'SN-0001';
  const certificate = options.certificate ?? sampleCertificate();
  return {
    claimCertificateId: options.claimCertificateId ?? randomBytes(32).toString('hex'),
    certificateId: certificate.certificateId,
    certificatePem: certificate.pem,
    templateArn:
      options.templateArn ?? 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet',
    clientId: options.clientId ?? serialNumber,
    parameters: { SerialNumber: serialNumber, ...options.parameters },
  };
}
