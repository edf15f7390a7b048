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
 * }).certificatePem.split('\n').at(0); // '-----BEGIN CERTIFICATE-----'
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
