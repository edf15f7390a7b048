import { type FactoryKeyKind, type FactoryKeyPair, makeKeyPair } from './factory-key.js';
import { issueCertificate, type LabCa, nameOf } from './issue-certificate.js';

/** A factory of the lab; the private keys of its CAs are here and nowhere else. */
export interface LabFactory {
  readonly kind: FactoryKeyKind;
  /** When its certificates begin, in milliseconds since 1970. */
  readonly from: number;
  readonly issuing: LabCa;
  /** PEM. */
  readonly rootCertificate: string;
  readonly issuingCertificate: string;
}

/** A device as it leaves the factory: its key and its certificate (IDevID), both PEM. */
export interface LabDevice {
  readonly serialNumber: string;
  readonly key: string;
  readonly certificate: string;
}

export async function makeFactory(kind: FactoryKeyKind, from: number): Promise<LabFactory> {
  const validity = { kind, from };
  const root = await makeCa('root CA', kind);
  const issuing = await makeCa('issuing CA', kind);
  return {
    kind,
    from,
    issuing,
    rootCertificate: issueCertificate({ kind: 'root CA' }, root.keys.publicKey, root, validity),
    issuingCertificate: issueCertificate(
      { kind: 'issuing CA' },
      issuing.keys.publicKey,
      root,
      validity,
    ),
  };
}

const makeCa = async (role: 'root CA' | 'issuing CA', kind: FactoryKeyKind): Promise<LabCa> => ({
  name: nameOf({ kind: role }),
  keys: await makeKeyPair(kind),
});

export async function makeDevice(
  { kind, from, issuing }: LabFactory,
  serialNumber: string,
): Promise<LabDevice> {
  const { publicKey, privateKey }: FactoryKeyPair = await makeKeyPair(kind);
  return {
    serialNumber,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: issueCertificate({ kind: 'device', serialNumber }, publicKey, issuing, {
      kind,
      from,
    }),
  };
}
