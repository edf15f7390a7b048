import type { PublicKey } from '../domain/certificate.js';
import { type DerCursor, type DerElement, tags } from './der.js';
import { takeAny } from './der-any.js';
import { takeNull, takeOctetBits } from './der-primitives.js';
import { readEcKey } from './ec-key.js';
import { contentFault } from './fault.js';
import { takeOid } from './object-identifier.js';
import { readRsaKey } from './rsa-key.js';

/** `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7): what the key is, and where it stands. */
export function takePublicKey(tbs: DerCursor): {
  readonly element: DerElement;
  readonly value: PublicKey;
} {
  const element = tbs.take(tags.sequence, 'public key');
  const info = tbs.enter(element);
  const algorithm = info.open(tags.sequence, 'public key algorithm');
  const oid = takeOid(algorithm, 'public key algorithm');
  const value = readKey(oid, algorithm, info);
  info.finish('public key');
  return { element, value: Object.freeze(value) };
}

function readKey(oid: string, algorithm: DerCursor, info: DerCursor): PublicKey {
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      // RFC 3279 section 2.3.1: the parameters are NULL.
      takeNull(algorithm, 'RSA key parameter');
      return readRsaKey(takeKeyBits(algorithm, info));
    case '1.2.840.10045.2.1': {
      const curve = takeCurve(algorithm);
      const { bytes, element } = takeBits(algorithm, info);
      return readEcKey(curve, bytes.subarray(element.from, element.to));
    }
    case '1.3.101.112':
      return readEd25519Key(takeBits(algorithm, info).element);
    default:
      if (!algorithm.done) takeAny(algorithm, 'public key parameter');
      takeBits(algorithm, info);
      return { kind: 'other', algorithm: oid };
  }
}

function takeBits(algorithm: DerCursor, info: DerCursor): { bytes: Buffer; element: DerElement } {
  algorithm.finish('public key algorithm');
  return { bytes: info.bytes, element: takeOctetBits(info, 'public key') };
}

const takeKeyBits = (algorithm: DerCursor, info: DerCursor): DerCursor =>
  info.enter(takeBits(algorithm, info).element);

// RFC 5480 section 2.1.1: a named curve; implicit and specified curves must not be used.
function takeCurve(algorithm: DerCursor): string {
  if (!algorithm.isNext(tags.oid)) throw contentFault('the EC key has no named curve');
  return takeOid(algorithm, 'EC curve');
}

// RFC 8410 section 4: no parameters; RFC 8032 section 5.1.2: 32 octets.
function readEd25519Key({ from, to }: DerElement): PublicKey {
  if (to - from !== 32) {
    throw contentFault(`the Ed25519 key has ${to - from} octets instead of 32`);
  }
  return { kind: 'Ed25519' };
}
