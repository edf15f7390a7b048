import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey } from '../../domain/certificate.js';
import { isAlike } from '../node-agreement.js';
import { SigningRequestFault } from './fault.js';

/** What a signature is verified with: the kind of key, and the digest, which Ed25519 brings itself. */
interface Scheme {
  readonly kind: PublicKey['kind'];
  readonly digest: string | null;
}

const rsa = (digest: string): Scheme => ({ kind: 'RSA', digest });
const ecdsa = (digest: string): Scheme => ({ kind: 'EC', digest });

// Not SHA-1 and MD5: whoever can make two requests with one digest proves nothing by signing it.
const schemes: ReadonlyMap<string, Scheme> = new Map([
  ['sha224WithRSAEncryption', rsa('sha224')],
  ['sha256WithRSAEncryption', rsa('sha256')],
  ['sha384WithRSAEncryption', rsa('sha384')],
  ['sha512WithRSAEncryption', rsa('sha512')],
  ['ecdsa-with-SHA224', ecdsa('sha224')],
  ['ecdsa-with-SHA256', ecdsa('sha256')],
  ['ecdsa-with-SHA384', ecdsa('sha384')],
  ['ecdsa-with-SHA512', ecdsa('sha512')],
  ['Ed25519', { kind: 'Ed25519', digest: null }],
]);

/** What is signed, by what, with which algorithm. */
export interface SelfSigned {
  /** The SubjectPublicKeyInfo in DER. */
  readonly keyInfo: Buffer;
  readonly publicKey: PublicKey;
  readonly algorithm: string;
  readonly content: Buffer;
  readonly signature: Buffer;
}

/**
 * Makes sure that a request is signed with its own key (RFC 2986 section 3, note 2): so its sender has the private key.
 *
 * @throws SigningRequestFault `CSR_KEY_INVALID`, `CSR_SIGNATURE_ALGORITHM_UNSUPPORTED`, `CSR_SIGNATURE_INVALID`
 */
export function verifyOwnSignature(signed: SelfSigned): void {
  const { publicKey, algorithm, content, signature } = signed;
  const scheme = schemes.get(algorithm);
  // `verify` takes any kind of key with any digest: that the algorithm is one for this key is asked here.
  if (scheme?.kind !== publicKey.kind) {
    const detail = `${algorithm} with a key of kind ${publicKey.kind}`;
    throw new SigningRequestFault('CSR_SIGNATURE_ALGORITHM_UNSUPPORTED', detail);
  }
  const key = importKey(signed);
  if (!isSignedBy(key, scheme.digest, content, signature)) {
    throw new SigningRequestFault('CSR_SIGNATURE_INVALID', `${algorithm} does not verify`);
  }
}

function importKey({ keyInfo, publicKey }: SelfSigned): KeyObject {
  // A curve that the reader does not know is given by its identifier.
  if (publicKey.kind === 'EC' && !publicKey.curve.startsWith('P-')) {
    const detail = `a key on the curve ${publicKey.curve}`;
    throw new SigningRequestFault('CSR_SIGNATURE_ALGORITHM_UNSUPPORTED', detail);
  }
  const key = parseWithNode(keyInfo);
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details = {} } = key;
  if (!isAlike(publicKey, kind, details)) {
    throw new SigningRequestFault('CSR_KEY_INVALID', 'Node reads another key');
  }
  return key;
}

function parseWithNode(keyInfo: Buffer): KeyObject {
  try {
    return createPublicKey({ key: keyInfo, format: 'der', type: 'spki' });
  } catch {
    // Such as a point that is not on its curve. OpenSSL's text is left out: it changes with every release.
    throw new SigningRequestFault('CSR_KEY_INVALID', 'Node cannot import the key');
  }
}

function isSignedBy(
  key: KeyObject,
  digest: string | null,
  content: Buffer,
  signature: Buffer,
): boolean {
  try {
    return verify(digest, content, key, signature);
  } catch {
    // A digest that the platform does not allow, or a key that is too small for it.
    return false;
  }
}
