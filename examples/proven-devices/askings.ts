import type { PreProvisioningEvent } from '@gangway/core';
import { anEvent, makeCertificate } from '@gangway/testing';
import type { Fleet } from './fleet.js';

/** Somebody who asks, and why both proofs are refused, or `allowed`. */
export interface Asking {
  readonly who: string;
  readonly event: PreProvisioningEvent;
  readonly expected: readonly string[];
}

/** Two devices, and a thief who holds the claim key, has listened to both, and has a certificate of his own by now. */
export async function askings(fleet: Fleet): Promise<readonly Asking[]> {
  const [one, two, thiefs] = await Promise.all([
    makeCertificate({ freshKey: true }),
    makeCertificate({ freshKey: true }),
    makeCertificate({ freshKey: true }),
  ]);
  const from = (serialNumber: string, certificate: typeof one, parameters = {}) =>
    anEvent({ serialNumber, certificate, parameters });
  const signed = fleet.proofBySignature(one);
  const token = fleet.proofByToken(two);
  return [
    {
      who: 'a thief as SN-0001, with no proof',
      event: from('SN-0001', thiefs),
      expected: ['FACTORY_CHAIN_MISSING', 'DEVICE_TOKEN_MISSING'],
    },
    {
      who: 'SN-0001 with its signature',
      event: from('SN-0001', one, signed),
      expected: ['allowed'],
    },
    {
      who: 'SN-0001 once more, signed anew',
      event: from('SN-0001', one, fleet.proofBySignature(one)),
      expected: ['allowed'],
    },
    {
      who: 'a thief with the signature of SN-0001',
      event: from('SN-0001', thiefs, signed),
      expected: ['FACTORY_PROOF_WRONG', 'DEVICE_TOKEN_MISSING'],
    },
    { who: 'SN-0002 with its token', event: from('SN-0002', two, token), expected: ['allowed'] },
    {
      who: 'a thief with the token of SN-0002',
      event: from('SN-0002', thiefs, token),
      expected: ['FACTORY_CHAIN_MISSING', 'DEVICE_TOKEN_WRONG'],
    },
    {
      who: 'SN-0001, who says that it is SN-0002',
      event: from('SN-0002', thiefs, fleet.proofBySignature(thiefs)),
      expected: ['FACTORY_SERIAL_MISMATCH', 'DEVICE_TOKEN_MISSING'],
    },
  ];
}
