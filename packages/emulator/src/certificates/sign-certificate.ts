<<<<<<< HEAD
import { createPublicKey, hash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AuthorityKeyIdentifier,
  Certificate,
  Extension,
  Extensions,
  KeyIdentifier,
  type Name,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from '@peculiar/asn1-x509';

/** Who signs. */
export interface Issuer {
  readonly name: Name;
  readonly privateKey: KeyObject;
}

export interface CertificateInput {
  readonly subject: Name;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Besides the key identifiers of subject and issuer, which every certificate has. */
  readonly extensions: readonly Extension[];
}

/**
 * Signs a certificate, as RFC 5280 section 4 has it; the signature's algorithm is that of the issuer's key.
 *
 * @returns DER
 */
export function signCertificate(input: CertificateInput, issuer: Issuer): Buffer {
  const { subject, publicKey, notBefore, notAfter, extensions } = input;
  const { digest, algorithm } = signatureOf(issuer.privateKey);
  const info = infoOf(publicKey);
  const authority = keyIdentifier(infoOf(createPublicKey(issuer.privateKey)));
  const tbs = new TBSCertificate({
    version: 2,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: issuer.name,
    validity: new Validity({ notBefore, notAfter }),
    subject,
    subjectPublicKeyInfo: info,
    extensions: new Extensions([
      ...extensions,
      extension('2.5.29.14', new SubjectKeyIdentifier(keyIdentifier(info))),
      extension(
        '2.5.29.35',
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(authority) }),
      ),
    ]),
  });
  const signed = Buffer.from(AsnConvert.serialize(tbs));
  const certificate = new Certificate({
    tbsCertificate: tbs,
    signatureAlgorithm: algorithm,
    signatureValue: toArrayBuffer(sign(digest, signed, issuer.privateKey)),
  });
  return Buffer.from(AsnConvert.serialize(certificate));
}

/** An extension of a certificate, by its dotted type. */
export const extension = (extnID: string, content: object, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(content)) });

/** DER as one PEM block. */
export const toPem = (der: Buffer, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

/** How a key signs: `parameters` is NULL for RSA (RFC 4055 section 5) and absent for the others (RFC 5758, RFC 8410). */
export function signatureOf(key: KeyObject) {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'rsa') {
    const algorithm = new AlgorithmIdentifier({
      algorithm: '1.2.840.113549.1.1.11',
      parameters: null,
    });
    return { digest: 'sha256', algorithm };
  }
  if (key.asymmetricKeyType === 'ed25519') {
    return { digest: null, algorithm: new AlgorithmIdentifier({ algorithm: '1.3.101.112' }) };
  }
  return curve === 'secp384r1'
    ? { digest: 'sha384', algorithm: ecdsa('1.2.840.10045.4.3.3') }
    : { digest: 'sha256', algorithm: ecdsa('1.2.840.10045.4.3.2') };
}

const ecdsa = (algorithm: string) => new AlgorithmIdentifier({ algorithm });

const infoOf = (key: KeyObject): SubjectPublicKeyInfo =>
  AsnConvert.parse(key.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo);

// RFC 7093 section 2, method 1: the first 160 bits of SHA-256 over the key's bits.
const keyIdentifier = (info: SubjectPublicKeyInfo): ArrayBuffer =>
  toArrayBuffer(hash('sha256', Buffer.from(info.subjectPublicKey), 'buffer').subarray(0, 20));

// RFC 5280 section 4.1.2.2: positive, at most 20 octets; 16 at random are one's own.
function serialNumber(): ArrayBuffer {
  const octets = randomBytes(16);
  octets.writeUInt8((octets.readUInt8(0) & 0x7f) | 0x40, 0);
  return toArrayBuffer(octets);
}

export const toArrayBuffer = (octets: Buffer): ArrayBuffer => new Uint8Array(octets).buffer;
=======
import { hash, type KeyObject, randomBytes } from 'node:crypto';
import type { IssuedCertificate } from './certificate-authority.js';
import { type CertificateKeys, publicKeyInfo } from './certificate-keys.js';
import { explicit, integer, sequence, time } from './der/write-der.js';
import { authorityKeyIdentifier, keyIdentifier, subjectKeyIdentifier } from './extensions.js';
import { type SignatureScheme, signatureSchemeOf, signed } from './signature-scheme.js';
import { toPem } from './to-pem.js';

/** Whoever signs certificates, with all that is the same in each of them. */
export interface Signer {
  /** DER. */
  readonly name: Buffer;
  readonly privateKey: KeyObject;
  readonly scheme: SignatureScheme;
  /** The extension, in DER, that names its key. */
  readonly authority: Buffer;
}

/**
 * A CA that signs certificates.
 *
 * @param name its distinguished name in DER
 * @example
 * import { generateKeyPairSync } from 'node:crypto';
 *
 * signerFor(distinguishedName('CN=Factory CA'), generateKeyPairSync('ec', { namedCurve: 'P-256' }));
 */
export const signerFor = (name: Buffer, { publicKey, privateKey }: CertificateKeys): Signer => ({
  name,
  privateKey,
  scheme: signatureSchemeOf(privateKey),
  authority: authorityKeyIdentifier(keyIdentifier(publicKeyInfo(publicKey))),
});

/** What a certificate says. */
export interface CertificateContent {
  /** The subject's distinguished name in DER. */
  readonly subject: Buffer;
  /** The subject's SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer;
  readonly issuer: Signer;
  /** Both inclusive, in milliseconds since 1970-01-01T00:00:00Z; seconds are kept. */
  readonly validity: { readonly notBefore: number; readonly notAfter: number };
  /** Those beside the key identifiers, in DER. */
  readonly extensions: readonly Buffer[];
}

const version3 = explicit(0, integer(Buffer.from([2])));

/**
 * Signs a certificate of version 3, with a serial number of its own and the key identifiers of subject and issuer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 * @example
 * import { generateKeyPairSync } from 'node:crypto';
 *
 * const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
 * const subject = distinguishedName('CN=Factory CA');
 * signCertificate({
 *   subject,
 *   publicKey: publicKeyInfo(keys.publicKey),
 *   issuer: signerFor(subject, keys),
 *   validity: { notBefore: Date.UTC(2025, 0), notAfter: Date.UTC(2049, 0) },
 *   extensions: [basicConstraints({ pathLength: 0 }), keyUsage('certifies')],
 * }).certificatePem; // '-----BEGIN CERTIFICATE-----…'
 */
export function signCertificate(content: CertificateContent): IssuedCertificate {
  const { subject, publicKey, issuer, validity, extensions } = content;
  const tbs = sequence(
    version3,
    integer(serialNumber()),
    issuer.scheme.algorithm,
    issuer.name,
    sequence(time(validity.notBefore), time(validity.notAfter)),
    subject,
    publicKey,
    explicit(
      3,
      sequence(...extensions, subjectKeyIdentifier(keyIdentifier(publicKey)), issuer.authority),
    ),
  );
  const der = signed(tbs, issuer.scheme, issuer.privateKey);
  return { certificateId: hash('sha256', der, 'hex'), certificatePem: toPem(der, 'CERTIFICATE') };
}

// RFC 5280 section 4.1.2.2: positive, at most 20 octets, in the shortest form; so many at random are nobody else's.
function serialNumber(): Buffer {
  const octets = randomBytes(20);
  octets.writeUInt8((octets.readUInt8(0) & 0x7f) | 0x40, 0);
  return octets;
}
>>>>>>> w-c
