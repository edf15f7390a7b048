import type { DeviceRecord, DeviceStore, PreProvisioningEvent } from '@gangway/core';
import { anEvent, makeCertificate } from '@gangway/testing';

/** A row of the table: what happened before, who asks, and what the hook must say. */
export interface Asking {
  readonly name: string;
  readonly event: PreProvisioningEvent;
  /** `ALLOW`, or the reason code. */
  readonly expected: string;
  readonly before?: (store: DeviceStore) => Promise<unknown>;
}

const signal = () => AbortSignal.timeout(10_000);
const day = 86_400_000;
const template = 'first-fleet';
const ownClaim = 'c'.repeat(64);
const otherClaim = 'd'.repeat(64);

const device = (id: string, more: Partial<DeviceRecord> = {}): DeviceRecord => ({
  id,
  state: 'expected',
  attributes: { site: 'Oslo' },
  ...more,
});

/** The devices that the askings are about, at a moment in milliseconds since 1970. */
export const devicesOfTheMorning = (now: number): readonly DeviceRecord[] => [
  ...['SN-0001', 'SN-0002', 'SN-0003', 'SN-0004', 'SN-0005', 'SN-0006'].map((id) => device(id)),
  device('SN-blocked', { state: 'blocked' }),
  device('SN-retired', { state: 'retired' }),
  device('SN-active', { state: 'active' }),
  device('SN-siteless', { attributes: {} }),
  device('SN-early', { batch: { id: 'b1', notBefore: now + day } }),
  device('SN-late', { batch: { id: 'b2', notAfter: now - day } }),
  device('SN-in-time', { batch: { id: 'b3', notBefore: now - day, notAfter: now + day } }),
  device('SN-stopped-batch', { batch: { id: 'b4' } }),
  device('SN-own-claim', { claimCertificateIds: [ownClaim] }),
  device('SN-own-template', { templates: ['second-fleet'] }),
  device('SN-both', { claimCertificateIds: [ownClaim], templates: [template] }),
];

/** Events in an order that matters: each finds the registry as those before it, and the operator, left it. */
export async function morning(): Promise<readonly Asking[]> {
  const [first, other] = await Promise.all([freshCertificate(), freshCertificate()]);
  const sameKey = await Promise.all([0, 1, 2].map(() => makeCertificate({ key: 'p-384' })));
  const from = (serialNumber: string, options: Parameters<typeof anEvent>[0] = {}) =>
    anEvent({ serialNumber, clientId: 'device', claimCertificateId: ownClaim, ...options });
  const again = from('SN-0001', { certificate: first });
  return [
    { name: 'a registered device', event: again, expected: 'ALLOW' },
    { name: 'the same request', event: again, expected: 'ALLOW' },
    {
      name: 'the same certificate, other parameters',
      event: { ...again, parameters: { ...again.parameters, Colour: 'red' } },
      expected: 'REQUEST_CHANGED',
    },
    {
      name: 'the same certificate for another device',
      event: from('SN-0002', { certificate: first }),
      expected: 'REQUEST_CHANGED',
    },
    {
      name: 'another certificate',
      event: from('SN-0001', { certificate: other }),
      expected: 'DEVICE_CLAIMED',
    },
    {
      name: 'another certificate, after its claim was released',
      event: from('SN-0001', { certificate: other }),
      expected: 'ALLOW',
      before: (store) => store.ledger.release('SN-0001', { signal: signal() }),
    },
    { name: 'the first certificate again', event: again, expected: 'DEVICE_CLAIMED' },
    {
      name: 'a released certificate for another device',
      event: from('SN-0002', { certificate: first }),
      expected: 'CERTIFICATE_BOUND',
    },
    ...sameKeyAskings(sameKey, from),
    ...strangers(from),
    ...recordAskings(from),
    ...operatorAskings(from),
  ];
}

type From = (serialNumber: string, options?: Parameters<typeof anEvent>[0]) => PreProvisioningEvent;

const freshCertificate = () => makeCertificate({ key: 'p-256', freshKey: true });

/** A device that asks for a new certificate with the key it has: let through until it was seen to connect. */
function sameKeyAskings(
  [first, second, third]: readonly Awaited<ReturnType<typeof makeCertificate>>[],
  from: From,
): readonly Asking[] {
  if (first === undefined || second === undefined || third === undefined) return [];
  const event = from('SN-0003', { certificate: first });
  return [
    { name: 'a device with a key of its own', event, expected: 'ALLOW' },
    {
      name: 'the same key in a new certificate',
      event: from('SN-0003', { certificate: second }),
      expected: 'ALLOW',
    },
    { name: 'its former certificate', event, expected: 'CLAIM_SUPERSEDED' },
    {
      name: 'the same key once more, after its certificate has connected',
      event: from('SN-0003', { certificate: third }),
      expected: 'DEVICE_CLAIMED',
      before: ({ ledger }) =>
        ledger.confirm(
          { certificateId: second.certificateId, at: Date.now() },
          { signal: signal() },
        ),
    },
    {
      name: 'the certificate that has connected',
      event: from('SN-0003', { certificate: second }),
      expected: 'ALLOW',
    },
  ];
}

function strangers(from: From): readonly Asking[] {
  const unknown = {
    'a stranger': 'SN-6666',
    'part of a serial': 'SN-000',
    'a serial and more': 'SN-00011',
    'a serial in small letters': 'sn-0004',
    'a serial in full-width digits': 'SN-０００４',
    'a serial with a space behind': 'SN-0004 ',
    'a key of the store': 'DEVICE#SN-0004',
    'a member of every object': '__proto__',
    'a pattern of SQL': 'SN-%',
  };
  return [
    ...Object.entries(unknown).map(([name, serialNumber]) => ({
      name,
      event: from(serialNumber),
      expected: 'DEVICE_UNKNOWN',
    })),
    { name: 'an empty serial', event: from(''), expected: 'SERIAL_NUMBER_MISSING' },
    {
      name: 'a zero-width space in a serial',
      event: from('SN-\u200b0004'),
      expected: 'TEXT_INVISIBLE_CHARACTER',
    },
  ];
}

function recordAskings(from: From): readonly Asking[] {
  return [
    { name: 'a blocked device', event: from('SN-blocked'), expected: 'DEVICE_BLOCKED' },
    { name: 'a retired device', event: from('SN-retired'), expected: 'DEVICE_RETIRED' },
    { name: 'a device active elsewhere', event: from('SN-active'), expected: 'DEVICE_CLAIMED' },
    { name: 'no attribute', event: from('SN-siteless'), expected: 'ATTRIBUTE_MISSING' },
    { name: 'too early', event: from('SN-early'), expected: 'DEVICE_BATCH_NOT_YET_OPEN' },
    { name: 'too late', event: from('SN-late'), expected: 'DEVICE_BATCH_CLOSED' },
    { name: 'in time', event: from('SN-in-time'), expected: 'ALLOW' },
    { name: 'its claim certificate', event: from('SN-own-claim'), expected: 'ALLOW' },
    {
      name: 'another claim certificate',
      event: from('SN-both', { claimCertificateId: otherClaim }),
      expected: 'DEVICE_CLAIM_NOT_ALLOWED',
    },
    {
      name: 'another template',
      event: from('SN-own-template'),
      expected: 'DEVICE_TEMPLATE_NOT_ALLOWED',
    },
    { name: 'its claim certificate and template', event: from('SN-both'), expected: 'ALLOW' },
  ];
}

/** What an operator stops and lets go on is seen by the next request. */
function operatorAskings(from: From): readonly Asking[] {
  const block = (subject: Parameters<DeviceStore['inventory']['unblock']>[0]) => {
    return ({ inventory }: DeviceStore) =>
      inventory.block({ subject, since: Date.now() }, { signal: signal() });
  };
  const unblock = (subject: Parameters<DeviceStore['inventory']['unblock']>[0]) => {
    return ({ inventory }: DeviceStore) => inventory.unblock(subject, { signal: signal() });
  };
  const claim = { kind: 'claim-certificate', id: otherClaim } as const;
  const all = { kind: 'all' } as const;
  return [
    {
      name: 'a blocked claim certificate',
      event: from('SN-0004', { claimCertificateId: otherClaim }),
      expected: 'CLAIM_CERTIFICATE_BLOCKED',
      before: block(claim),
    },
    { name: 'a claim certificate that is not', event: from('SN-0004'), expected: 'ALLOW' },
    {
      name: 'a blocked batch',
      event: from('SN-stopped-batch'),
      expected: 'BATCH_BLOCKED',
      before: block({ kind: 'batch', id: 'b4' }),
    },
    {
      name: 'a blocked template',
      event: from('SN-0005'),
      expected: 'TEMPLATE_BLOCKED',
      before: block({ kind: 'template', id: template }),
    },
    {
      name: 'everything stopped',
      event: from('SN-0005'),
      expected: 'PROVISIONING_STOPPED',
      before: async (store) => {
        await unblock({ kind: 'template', id: template })(store);
        await block(all)(store);
      },
    },
    {
      name: 'everything let go on',
      event: from('SN-0005'),
      expected: 'ALLOW',
      before: unblock(all),
    },
    {
      name: 'a claimed device that was blocked since',
      event: from('SN-0005'),
      expected: 'DEVICE_BLOCKED',
      before: ({ inventory }) => inventory.withdraw('SN-0005', 'blocked', { signal: signal() }),
    },
    {
      name: 'a claim certificate that is let go on',
      event: from('SN-0006', { claimCertificateId: otherClaim }),
      expected: 'ALLOW',
      before: unblock(claim),
    },
  ];
}
