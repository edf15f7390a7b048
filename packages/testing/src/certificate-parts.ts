import { constants, hash, type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  explicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  time,
} from './certificate-der.js';
import { encodeName } from './certificate-name.js';
import { type PssInput, pssAlgorithm, pssSaltLength } from './certificate-pss.js';

export type SignatureHash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

export interface ExtensionInput {
  readonly oid: string;
  readonly critical?: boolean;
  /** The DER that the extension's OCTET STRING holds. */
  readonly value: Buffer;
}

/** A certificate's fields in DER, each one ready to be replaced by a wrong one. */
export interface CertificateParts {
  readonly version: Buffer;
  readonly serialNumber: Buffer;
  readonly signature: Buffer;
  readonly issuer: Buffer;
  readonly validity: Buffer;
  readonly subject: Buffer;
  readonly publicKey: Buffer;
  /** The optional fields at the end: unique identifiers and extensions. */
  readonly tail: Buffer;
  /** The outer algorithm field, where it differs from `signature`. */
  readonly signatureAlgorithm?: Buffer;
}

const hashSuffix = { 'SHA-1': '1', 'SHA-256': '256', 'SHA-384': '384', 'SHA-512': '512' } as const;
const rsaArc = { 'SHA-1': 5, 'SHA-256': 11, 'SHA-384': 12, 'SHA-512': 13 } as const;
const ecdsaOid = {
  'SHA-1': '1.2.840.10045.4.1',
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
} as const;

/** The AlgorithmIdentifier of what this key signs with. */
export function signatureAlgorithm(
  key: KeyObject,
  hashName: SignatureHash,
  pss?: PssInput,
): Buffer {
  if (pss !== undefined) return pssAlgorithm(hashName, pss);
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return sequence(oid(`1.2.840.113549.1.1.${rsaArc[hashName]}`), nullValue);
    case 'ed25519':
      return sequence(oid('1.3.101.112'));
    default:
      return sequence(oid(ecdsaOid[hashName]));
  }
}

export const encodeExtension = ({ oid: id, critical = false, value }: ExtensionInput): Buffer =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));

export const encodeExtensions = (extensions: readonly ExtensionInput[]): Buffer =>
  extensions.length === 0
    ? Buffer.alloc(0)
    : explicit(3, sequence(...extensions.map(encodeExtension)));

/** The extensions that AWS IoT puts into the certificates it issues. */
export const deviceExtensions = (publicKey: Buffer): readonly ExtensionInput[] => [
  { oid: '2.5.29.14', value: octetString(hash('sha1', publicKey, 'buffer')) },
  { oid: '2.5.29.19', critical: true, value: sequence() },
  { oid: '2.5.29.15', critical: true, value: bitString(Buffer.from([0x80]), 7) },
];

export const encodeValidity = (notBefore: Date, notAfter: Date): Buffer =>
  sequence(time(notBefore), time(notAfter));

/** The parts of a sound version 3 certificate. */
export function soundParts(publicKey: Buffer, signature: Buffer): CertificateParts {
  return {
    version: explicit(0, integer(2)),
    serialNumber: integer(0x1f2e3d4c5b),
    signature,
    issuer: encodeName(awsIssuer),
    validity: encodeValidity(new Date('2025-01-01T00:00:00Z'), new Date('2049-12-31T23:59:59Z')),
    subject: encodeName('CN=AWS IoT Certificate'),
    publicKey,
    tail: encodeExtensions(deviceExtensions(publicKey)),
  };
}

/** The issuer of the certificates that AWS IoT makes. */
export const awsIssuer = 'OU=Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US';

/** The TBSCertificate of the parts: what is signed. */
export const encodeTbs = (parts: CertificateParts): Buffer =>
  sequence(
    parts.version,
    parts.serialNumber,
    parts.signature,
    parts.issuer,
    parts.validity,
    parts.subject,
    parts.publicKey,
    parts.tail,
  );

/** Signs the parts and puts them together. */
export function assemble(
  parts: CertificateParts,
  key: KeyObject,
  hashName: SignatureHash,
  pss?: PssInput,
): Buffer {
  const tbs = encodeTbs(parts);
  const digest = key.asymmetricKeyType === 'ed25519' ? null : `sha${hashSuffix[hashName]}`;
  return sequence(
    tbs,
    parts.signatureAlgorithm ?? parts.signature,
    bitString(sign(digest, tbs, pss === undefined ? key : { key, ...pssOptions(hashName, pss) })),
  );
}

const pssOptions = (hashName: SignatureHash, pss: PssInput) => ({
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: pssSaltLength(hashName, pss),
});

export const certificateIdOf = (der: Buffer): string => hash('sha256', der, 'hex');
