import { type Signer, signerFor } from '@gangway/emulator/certificates';
import { type FactoryKeyKind, makeKeyPair } from './factory-key.js';
import { issueCertificate, nameOf } from './issue-certificate.js';

/** A factory of the lab; the private keys of its CAs are here and nowhere else. */
export interface LabFactory {
  readonly kind: FactoryKeyKind;
  /** When its certificates begin, in milliseconds since 1970. */
  readonly from: number;
  readonly issuing: Signer;
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
  const [rootKeys, issuingKeys] = await Promise.all([makeKeyPair(kind), makeKeyPair(kind)]);
  const root = signerFor(nameOf({ kind: 'root CA' }), rootKeys);
  return {
    kind,
    from,
    issuing: signerFor(nameOf({ kind: 'issuing CA' }), issuingKeys),
    rootCertificate: issueCertificate({ kind: 'root CA' }, rootKeys.publicKey, root, from),
    issuingCertificate: issueCertificate({ kind: 'issuing CA' }, issuingKeys.publicKey, root, from),
  };
}

export async function makeDevice(
  { kind, from, issuing }: LabFactory,
  serialNumber: string,
): Promise<LabDevice> {
  const { publicKey, privateKey } = await makeKeyPair(kind);
  return {
    serialNumber,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: issueCertificate({ kind: 'device', serialNumber }, publicKey, issuing, from),
  };
}
