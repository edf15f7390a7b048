import { type KeyObject, sign } from 'node:crypto';
import { Attributes, CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr';
import { AsnConvert } from '@peculiar/asn1-schema';
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { commonName } from './names.js';
import { signatureOf, toArrayBuffer, toPem } from './sign-certificate.js';

/**
 * Makes a certificate signing request, as a device does that makes its own key.
 *
 * @param subject its common name
 * @param keys EC or RSA
 * @returns PEM
 * @see https://www.rfc-editor.org/rfc/rfc2986#section-4
 * @example
 * const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
 * signingRequestFor({ subject: 'SN-0001', keys }).startsWith('-----BEGIN CERTIFICATE REQUEST-----'); // true
 */
export function signingRequestFor({
  subject,
  keys,
}: {
  readonly subject: string;
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}): string {
  const { publicKey, privateKey } = keys;
  const { digest, algorithm } = signatureOf(privateKey);
  const info = new CertificationRequestInfo({
    subject: commonName(subject),
    subjectPKInfo: AsnConvert.parse(
      publicKey.export({ type: 'spki', format: 'der' }),
      SubjectPublicKeyInfo,
    ),
    attributes: new Attributes(),
  });
  const signed = Buffer.from(AsnConvert.serialize(info));
  const request = new CertificationRequest({
    certificationRequestInfo: info,
    signatureAlgorithm: algorithm,
    signature: toArrayBuffer(sign(digest, signed, privateKey)),
  });
  return toPem(Buffer.from(AsnConvert.serialize(request)), 'CERTIFICATE REQUEST');
}
