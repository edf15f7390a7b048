import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { toPem, unsigned } from './certificate-der.js';
import { type CaInput, usualExtensions } from './certificate-extensions.js';
import { type CertificateKey, type KeyPair, keyPairOf, newKeyPair } from './certificate-keys.js';
import { encodeName } from './certificate-name.js';
import {
  assemble,
  awsIssuer,
  certificateIdOf,
  type ExtensionInput,
  encodeExtensions,
  encodeValidity,
  type SignatureHash,
  signatureAlgorithm,
  soundParts,
} from './certificate-parts.js';
import type { PssInput } from './certificate-pss.js';

export interface CertificateInput {
  /** `p-256` unless told. Keys are made once a process for each kind, RSA ones being slow. */
  readonly key?: CertificateKey;
  /** A key pair of its own instead of the process's one of that kind. */
  readonly freshKey?: boolean;
  /** The key pair of another certificate: it is renewed, or certified by another CA. */
  readonly keyOf?: MadeCertificate;
  /** `CN=AWS IoT Certificate` unless told; a comma in a value is written `\,`. */
  readonly subject?: string;
  /** AWS IoT's own unless told, or the issuing certificate's subject. */
  readonly issuer?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Hex of a positive integer; random unless told. */
  readonly serialNumber?: string;
  readonly hash?: SignatureHash;
  /** Signs with RSASSA-PSS, where the signing key is an RSA key. */
  readonly pss?: PssInput;
  /** Makes it a CA's certificate. */
  readonly ca?: CaInput;
  /**
   * What AWS IoT puts in unless told, or what a CA has, with the key identifier of the certificate that issued it; an empty list
   * leaves the field out.
   */
  readonly extensions?: readonly ExtensionInput[];
  /** The certificate whose key signs; its own key unless told. */
  readonly issuedBy?: MadeCertificate;
}

export interface MadeCertificate {
  readonly pem: string;
  readonly der: Buffer;
  /** SHA-256 of the DER in lowercase hex, as AWS IoT gives it. */
  readonly certificateId: string;
  readonly privateKeyPem: string;
  readonly subject: string;
}

/**
 * Makes a real certificate, as AWS IoT would unless told otherwise.
 *
 * @example
 * const { pem, certificateId } = await makeCertificate({ key: 'rsa-2048', subject: 'CN=SN-0001' });
 *
 * @example
 * const factory = await makeCertificate({ subject: 'CN=Factory CA', ca: { pathLength: 0 }, freshKey: true });
 * const device = await makeCertificate({ subject: 'CN=SN-0001', issuedBy: factory });
 */
export async function makeCertificate(input: CertificateInput = {}): Promise<MadeCertificate> {
  const pair = await keyPairFor(input);
  const subject = input.subject ?? 'CN=AWS IoT Certificate';
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' });
  const hashName = input.hash ?? 'SHA-256';
  const signer = signerOf(input, pair);
  const sound = soundParts(publicKey, signatureAlgorithm(signer, hashName, input.pss));
  const der = assemble(
    {
      ...sound,
      serialNumber: unsigned(serialOf(input)),
      issuer: encodeName(input.issuer ?? input.issuedBy?.subject ?? awsIssuer),
      validity: encodeValidity(
        input.notBefore ?? new Date('2025-01-01T00:00:00Z'),
        input.notAfter ?? new Date('2049-12-31T23:59:59Z'),
      ),
      subject: encodeName(subject),
      tail: encodeExtensions(
        input.extensions ?? usualExtensions(publicKey, input.ca, input.issuedBy?.privateKeyPem),
      ),
    },
    signer,
    hashName,
    input.pss,
  );
  return {
    pem: toPem(der),
    der,
    certificateId: certificateIdOf(der),
    privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject,
  };
}

async function keyPairFor({ key = 'p-256', freshKey, keyOf }: CertificateInput): Promise<KeyPair> {
  if (keyOf === undefined) return freshKey === true ? newKeyPair(key) : keyPairOf(key);
  const { privateKeyPem } = keyOf;
  return {
    privateKey: createPrivateKey(privateKeyPem),
    publicKey: createPublicKey(privateKeyPem),
  };
}

const signerOf = ({ issuedBy }: CertificateInput, own: KeyPair): KeyObject =>
  issuedBy === undefined ? own.privateKey : createPrivateKey(issuedBy.privateKeyPem);

function serialOf({ serialNumber }: CertificateInput): Buffer {
  if (serialNumber !== undefined) {
    return Buffer.from(
      serialNumber.padStart(serialNumber.length + (serialNumber.length % 2), '0'),
      'hex',
    );
  }
  // 20 octets with the highest bit clear: the longest that RFC 5280 section 4.1.2.2 allows.
  const octets = randomBytes(20);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets;
}
