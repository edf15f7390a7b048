import { type KeyObject, sign } from 'node:crypto';
import { bitString, integer, oid, sequence, setOf, tlv, toPem } from './certificate-der.js';
import { type CertificateKey, keyPairOf, newKeyPair } from './certificate-keys.js';
import { encodeName } from './certificate-name.js';
import {
  type ExtensionInput,
  encodeExtension,
  type SignatureHash,
  signatureAlgorithm,
} from './certificate-parts.js';

export interface SigningRequestInput {
  /** `p-256` unless told. Keys are made once a process for each kind, RSA ones being slow. */
  readonly key?: CertificateKey;
  /** A key pair of its own instead of the process's one of that kind. */
  readonly freshKey?: boolean;
  /** `CN=SN-0001` unless told; a comma in a value is written `\,`. */
  readonly subject?: string;
  readonly hash?: SignatureHash;
  /** Those that it asks for; none unless told. */
  readonly extensions?: readonly ExtensionInput[];
}

export interface MadeSigningRequest {
  readonly pem: string;
  readonly der: Buffer;
  readonly privateKeyPem: string;
}

/**
 * Makes a real certificate signing request (PKCS #10), as a device does that makes its own key.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2986#section-4
 * @example
 * const { pem, privateKeyPem } = await makeSigningRequest({ subject: 'CN=SN-0001' });
 */
export async function makeSigningRequest(
  input: SigningRequestInput = {},
): Promise<MadeSigningRequest> {
  const { key = 'p-256', subject = 'CN=SN-0001', hash = 'SHA-256', extensions = [] } = input;
  const pair = await (input.freshKey === true ? newKeyPair(key) : keyPairOf(key));
  const info = sequence(
    integer(0),
    encodeName(subject),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    encodeAttributes(extensions),
  );
  const der = sequence(
    info,
    signatureAlgorithm(pair.privateKey, hash),
    bitString(sign(digestOf(pair.privateKey, hash), info, pair.privateKey)),
  );
  return {
    pem: toPem(der, 'CERTIFICATE REQUEST'),
    der,
    privateKeyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const digestOf = (key: KeyObject, hash: SignatureHash): string | null =>
  key.asymmetricKeyType === 'ed25519' ? null : hash.replace('-', '').toLowerCase();

/** `attributes [0] IMPLICIT SET OF Attribute`, with the extensions in an extensionRequest (RFC 2985 section 5.4.2). */
const encodeAttributes = (extensions: readonly ExtensionInput[]): Buffer =>
  tlv(
    0xa0,
    ...(extensions.length === 0
      ? []
      : [
          sequence(
            oid('1.2.840.113549.1.9.14'),
            setOf(sequence(...extensions.map(encodeExtension))),
          ),
        ]),
  );
