import { type CertificateKeys, publicKeyInfo } from './certificate-keys.js';
import { explicit, integer, sequence } from './der/write-der.js';
import { distinguishedName } from './distinguished-name.js';
import { signatureSchemeOf, signed } from './signature-scheme.js';
import { toPem } from './to-pem.js';

// `version INTEGER { v1(0) }`, and `attributes [0] IMPLICIT SET OF Attribute`, which has to be there also when it is empty.
const version = integer(Buffer.from([0]));
const noAttributes = explicit(0);

/**
 * Writes a certificate signing request (PKCS #10) for a key pair, as a device does that makes its own, in PEM.
 *
 * @param input `subject`: the name that is asked for, such as `CN=SN-0001`, as `distinguishedName` reads it; `keys`: RSA, EC on
 *   P-256, P-384 or P-521, or Ed25519, which AWS IoT takes none of
 * @throws TypeError for a subject that is none, or another kind of key
 * @see https://www.rfc-editor.org/rfc/rfc2986#section-4
 * @example
 * import { generateKeyPairSync } from 'node:crypto';
 *
 * const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
 * signingRequestFor({ subject: 'CN=SN-0001', keys });
 */
export function signingRequestFor({
  subject,
  keys: { publicKey, privateKey },
}: {
  readonly subject: string;
  readonly keys: CertificateKeys;
}): string {
  const scheme = signatureSchemeOf(privateKey);
  const info = sequence(
    version,
    distinguishedName(subject),
    publicKeyInfo(publicKey),
    noAttributes,
  );
  return toPem(signed(info, scheme, privateKey), 'CERTIFICATE REQUEST');
}
