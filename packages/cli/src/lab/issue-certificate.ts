import { hash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from '@peculiar/asn1-x509';
import { type FactoryKeyKind, type FactoryKeyPair, signatureOf } from './factory-key.js';

/** What a certificate is for; it decides about its extensions. */
type Role =
  | { readonly kind: 'root CA' }
  | { readonly kind: 'issuing CA' }
  | { readonly kind: 'device'; readonly serialNumber: string };

/** A CA of the lab: what it is called and what it signs with. */
export interface LabCa {
  readonly name: Name;
  readonly keys: FactoryKeyPair;
}

// RFC 5280 section 4.1.2.5: a certificate without a well-defined end. IEEE 802.1AR-2018 has it for IDevIDs; and what vouches
// for a device that never expires must not expire either.
const never = new Date('9999-12-31T23:59:59Z');

/** The name of a certificate of the lab. */
export function nameOf(role: Role): Name {
  const own =
    role.kind === 'device'
      ? attribute('2.5.4.5', role.serialNumber)
      : attribute('2.5.4.3', role.kind === 'root CA' ? 'Factory Root CA' : 'Factory Issuing CA');
  return new Name([attribute('2.5.4.10', 'Gangway Lab'), own]);
}

const attribute = (type: string, printableString: string) =>
  new RelativeDistinguishedName([
    new AttributeTypeAndValue({ type, value: new AttributeValue({ printableString }) }),
  ]);

/**
 * Issues a certificate, in PEM, as IEEE 802.1AR-2018 clause 8 and RFC 5280 section 4 have it.
 *
 * @param from milliseconds since 1970
 */
export function issueCertificate(
  role: Role,
  publicKey: KeyObject,
  issuer: LabCa,
  { kind, from }: { readonly kind: FactoryKeyKind; readonly from: number },
): string {
  const { hash: digest, ...algorithm } = signatureOf[kind];
  const signature = new AlgorithmIdentifier(algorithm);
  const tbs = new TBSCertificate({
    version: 2,
    serialNumber: serialNumber(),
    signature,
    issuer: issuer.name,
    validity: new Validity({ notBefore: new Date(from), notAfter: never }),
    subject: nameOf(role),
    subjectPublicKeyInfo: toInfo(publicKey),
    extensions: new Extensions(extensionsOf(role, publicKey, issuer.keys.publicKey)),
  });
  const signed = Buffer.from(AsnConvert.serialize(tbs));
  const der = AsnConvert.serialize(
    new Certificate({
      tbsCertificate: tbs,
      signatureAlgorithm: signature,
      signatureValue: toArrayBuffer(sign(digest, signed, issuer.keys.privateKey)),
    }),
  );
  return toPem(Buffer.from(der));
}

function extensionsOf(role: Role, own: KeyObject, issuers: KeyObject): Extension[] {
  const authority = new AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(issuers) });
  const identifiers = [
    extension('2.5.29.14', new SubjectKeyIdentifier(keyIdentifier(own).buffer)),
    extension('2.5.29.35', authority),
  ];
  if (role.kind === 'device') return [usage(KeyUsageFlags.digitalSignature), ...identifiers];
  const constraints = new BasicConstraints(
    role.kind === 'root CA' ? { cA: true } : { cA: true, pathLenConstraint: 0 },
  );
  const signs = usage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign);
  return [extension('2.5.29.19', constraints, true), signs, ...identifiers];
}

const usage = (flags: number): Extension => extension('2.5.29.15', new KeyUsage(flags), true);

const extension = (extnID: string, content: object, critical = false): Extension =>
  new Extension({
    extnID,
    critical,
    extnValue: new OctetString(AsnConvert.serialize(content)),
  });

const toInfo = (key: KeyObject): SubjectPublicKeyInfo =>
  AsnConvert.parse(key.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo);

// RFC 7093 section 2, method 1: the first 160 bits of SHA-256 over the key's bits.
const keyIdentifier = (key: KeyObject): KeyIdentifier =>
  new KeyIdentifier(
    toArrayBuffer(
      hash('sha256', Buffer.from(toInfo(key).subjectPublicKey), 'buffer').subarray(0, 20),
    ),
  );

// RFC 5280 section 4.1.2.2: positive, at most 20 octets; 16 at random are one's own.
function serialNumber(): ArrayBuffer {
  const octets = randomBytes(16);
  octets.writeUInt8((octets.readUInt8(0) & 0x7f) | 0x40, 0);
  return toArrayBuffer(octets);
}

const toArrayBuffer = (octets: Buffer): ArrayBuffer => new Uint8Array(octets).buffer;

const toPem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
