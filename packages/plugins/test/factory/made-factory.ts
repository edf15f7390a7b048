import { createPrivateKey, hash, X509Certificate } from 'node:crypto';
import type { PreProvisioningEvent } from '@gangway/core';
import {
  type FactoryProofInput,
  factoryIdentity,
  proveFactoryIdentity,
} from '@gangway/plugins/factory-identity';
import {
  anEvent,
  type CertificateInput,
  type CertificateKey,
  type ExtensionInput,
  type MadeCertificate,
  makeCertificate,
} from '@gangway/testing';
import { decide, now, verdictOf } from '../deciding.js';

export const serialNumber = 'SN-0001';

const extension = (oid: string, hex: string, critical = false): ExtensionInput => ({
  oid,
  critical,
  value: Buffer.from(hex, 'hex'),
});

/** keyCertSign and cRLSign. */
const caExtensions = [
  extension('2.5.29.19', '30030101ff', true),
  extension('2.5.29.15', '03020106', true),
];
const signsOnly = extension('2.5.29.15', '03020780', true);

// A key's identifier is whatever its CA says (RFC 5280 section 4.2.1.2); here it is made of the name.
const identifierOf = (subject: string) => hash('sha256', subject).slice(0, 40);
const own = (subject: string) => extension('2.5.29.14', `0414${identifierOf(subject)}`);
const issuers = (subject: string) => extension('2.5.29.35', `30168014${identifierOf(subject)}`);

export const makeCa = (
  subject: string,
  issuedBy?: MadeCertificate,
  input: CertificateInput = {},
): Promise<MadeCertificate> =>
  makeCertificate({
    subject,
    freshKey: true,
    ...(issuedBy === undefined ? { issuer: subject } : { issuedBy }),
    ...input,
    extensions: [
      ...(input.extensions ?? caExtensions),
      own(subject),
      ...(issuedBy === undefined ? [] : [issuers(issuedBy.subject)]),
    ],
  });

export const makeDevice = (
  issuedBy: MadeCertificate,
  key: CertificateKey = 'p-256',
  input: CertificateInput = {},
): Promise<MadeCertificate> =>
  makeCertificate({
    key,
    subject: `serialNumber=${serialNumber}`,
    issuedBy,
    notAfter: new Date('9999-12-31T23:59:59Z'),
    ...input,
    extensions: [...(input.extensions ?? [signsOnly]), issuers(issuedBy.subject)],
  });

/** A factory: a root CA, a CA that issues, and a device of its making. */
export async function makeFactory(key: CertificateKey = 'p-256') {
  const root = await makeCa('CN=Factory Root CA');
  const issuing = await makeCa('CN=Factory Issuing CA', root);
  const device = await makeDevice(issuing, key);
  return { root, issuing, device };
}

export type Factory = Awaited<ReturnType<typeof makeFactory>>;

/** A request of the factory's device, with all that proves it, for a test to spoil. */
export function provenEvent(
  { issuing, device }: Factory,
  {
    event = anEvent({ serialNumber }),
    ...input
  }: Partial<FactoryProofInput> & {
    readonly event?: PreProvisioningEvent;
  } = {},
): PreProvisioningEvent & { readonly parameters: Record<string, string> } {
  const proof = proveFactoryIdentity({
    serialNumber,
    chain: [device.pem, issuing.pem],
    factoryKey: createPrivateKey(device.privateKeyPem),
    newKey: new X509Certificate(event.certificatePem).publicKey,
    at: now,
    ...input,
  });
  return { ...event, parameters: { ...event.parameters, ...proof } };
}

type Options = Parameters<typeof factoryIdentity>[0];

/** What the plugin says of an event, with the factory's root as its anchor unless told otherwise. */
export const judge = async (
  { root }: { readonly root: { readonly pem: string } },
  event: PreProvisioningEvent,
  options: Partial<Options> = {},
): Promise<string> =>
  verdictOf(
    await decide(
      [factoryIdentity({ serialNumber: 'SerialNumber', anchors: [root.pem], ...options })],
      event,
    ),
  );
