import type { DeviceInventory, PreProvisioningEvent } from '@gangway/core';
import { anEvent, makeCertificate } from '@gangway/testing';

/** A device that asks, and what an operator did before. */
export interface Asking {
  readonly who: string;
  readonly event: PreProvisioningEvent;
  readonly before?: (inventory: DeviceInventory) => Promise<unknown>;
}

/** The devices of a morning: one honest, one forgetful, some that are not what they say. Certificates are made for this run. */
export async function askings(): Promise<readonly Asking[]> {
  const claim = await makeCertificate({ key: 'rsa-2048', subject: 'CN=claim' });
  const [first, second, third, fourth] = await Promise.all([
    makeCertificate({ key: 'rsa-2048' }),
    makeCertificate({ key: 'p-256', freshKey: true }),
    makeCertificate({ key: 'p-256', freshKey: true }),
    makeCertificate({ key: 'p-384' }),
  ]);
  const { certificateId: claimCertificateId } = claim;
  const from = (serialNumber: string, certificate: typeof first, more = {}) => {
    const event = anEvent({ serialNumber, certificate, claimCertificateId });
    return { ...event, parameters: { ...event.parameters, ...more } };
  };
  const stolen = { kind: 'claim-certificate', id: claimCertificateId } as const;
  return [
    { who: 'SN-0001, registered', event: from('SN-0001', first) },
    { who: 'SN-0001 once more, the same request', event: from('SN-0001', first) },
    { who: 'SN-0001, but of another colour', event: from('SN-0001', first, { Colour: 'red' }) },
    { who: 'SN-0001 with another certificate', event: from('SN-0001', second) },
    { who: 'SN-0002 with the certificate of SN-0001', event: from('SN-0002', first) },
    { who: 'SN-0002, registered', event: from('SN-0002', third) },
    { who: 'SN-6666, a stranger', event: from('SN-6666', fourth) },
    {
      who: 'SN-0003, after its claim certificate was blocked',
      event: from('SN-0003', fourth),
      before: (inventory) =>
        inventory.block(
          { subject: stolen, since: Date.now(), reason: 'stolen' },
          { signal: AbortSignal.timeout(5_000) },
        ),
    },
  ];
}
