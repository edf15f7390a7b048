import { claimDevice, type LedgerEntry, type ProvisioningRequest } from '@gangway/core';

/** What a ledger is told when a certificate claims a device; it reads of the request what a claim tells. */
export function ledgerEntryFor(deviceId: string, certificateId: string): LedgerEntry {
  const request = {
    certificateId,
    claimCertificateId: 'c0'.repeat(32),
    certificate: { publicKeyHash: 'e0'.repeat(32) },
    template: { name: 'first-fleet' },
  } as ProvisioningRequest;
  return {
    certificateId,
    parametersHash: 'f0'.repeat(32),
    request,
    intents: [claimDevice(deviceId)],
    answer: {
      Site: { source: 'registry-overrides', value: 'Oslo' },
      Token: { source: 'secrets', version: '7' },
    },
  };
}
