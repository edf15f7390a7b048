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
