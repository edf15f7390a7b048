import { createHash } from 'node:crypto';
import {
  bindCertificate,
  claimDevice,
  type LedgerEntry,
  type ProvisioningRequest,
} from '@gangway/core';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The entry of a device that comes with a certificate; of its request a ledger reads identifiers only. */
export function entryOf(deviceId: string, certificate: string): LedgerEntry {
  const certificateId = sha256(certificate);
  return {
    certificateId,
    parametersHash: sha256(`${deviceId} parameters`),
    intents: [bindCertificate(deviceId), claimDevice(deviceId)],
    answer: { Site: { source: 'registry', value: certificate } },
    request: {
      certificateId,
      claimCertificateId: sha256('claim'),
      certificate: { publicKeyHash: sha256(`${certificate} key`) },
      template: { name: 'first-fleet' },
      parameters: {},
    } as unknown as ProvisioningRequest,
  };
}
