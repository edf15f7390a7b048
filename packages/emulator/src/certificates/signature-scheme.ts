import { type KeyObject, sign } from 'node:crypto';
import { bitString, nullValue, objectIdentifier, sequence } from './der/write-der.js';

/** How a key signs. */
export interface SignatureScheme {
  /** Absent where the algorithm brings its own. */
  readonly digest: string | null;
  /** The AlgorithmIdentifier in DER. */
  readonly algorithm: Buffer;
}

// RFC 4055 section 5, RFC 5758 section 3.2, RFC 8410 section 3; for each curve the digest of its strength.
const rsa: SignatureScheme = {
  digest: 'sha256',
  algorithm: sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue),
};
const ed25519: SignatureScheme = {
  digest: null,
  algorithm: sequence(objectIdentifier('1.3.101.112')),
};
const ecdsa = (digest: string, arc: number): SignatureScheme => ({
  digest,
  algorithm: sequence(objectIdentifier(`1.2.840.10045.4.3.${arc}`)),
});
const curves: Readonly<Partial<Record<string, SignatureScheme>>> = {
  prime256v1: ecdsa('sha256', 2),
  secp384r1: ecdsa('sha384', 3),
  secp521r1: ecdsa('sha512', 4),
};

/** @throws TypeError for a kind of key that signs no certificates here */
export function signatureSchemeOf(key: KeyObject): SignatureScheme {
  const kind = key.asymmetricKeyType;
  if (kind === 'rsa') return rsa;
  if (kind === 'ed25519') return ed25519;
  const scheme = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (scheme === undefined) throw new TypeError(`no signature with a key of the kind ${kind}`);
  return scheme;
}

/** `SEQUENCE { content, signatureAlgorithm, signature }`, in which certificates and requests are the same. */
export const signed = (
  content: Buffer,
  { digest, algorithm }: SignatureScheme,
  key: KeyObject,
): Buffer => sequence(content, algorithm, bitString(sign(digest, content, key)));
