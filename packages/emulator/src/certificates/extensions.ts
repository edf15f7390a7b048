import { hash } from 'node:crypto';
import { isIP } from 'node:net';
import { contentOf, partsOf } from './der/parts-of.js';
import {
  bitString,
  booleanTrue,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  tagged,
} from './der/write-der.js';
import { ipOctets } from './ip-octets.js';

// Extensions of a certificate in DER, as RFC 5280 section 4.2.1 has them.

const extension = (oid: string, content: Buffer, critical = false): Buffer =>
  sequence(objectIdentifier(oid), ...(critical ? [booleanTrue] : []), octetString(content));

/** RFC 7093 section 2, method 1: the first 160 bits of SHA-256 over the key's bits, of a SubjectPublicKeyInfo in DER. */
export function keyIdentifier(publicKeyInfo: Buffer): Buffer {
  const [, bits = Buffer.alloc(0)] = partsOf(publicKeyInfo);
  return hash('sha256', contentOf(bits).subarray(1), 'buffer').subarray(0, 20);
}

export const subjectKeyIdentifier = (identifier: Buffer): Buffer =>
  extension('2.5.29.14', octetString(identifier));

export const authorityKeyIdentifier = (identifier: Buffer): Buffer =>
  extension('2.5.29.35', sequence(tagged(0x80, identifier)));

/**
 * What the key is for: `digitalSignature`, or a CA's `keyCertSign` with `cRLSign`.
 *
 * @example keyUsage('signs').toString('hex'); // '300e0603551d0f0101ff040403020780'
 */
export const keyUsage = (use: 'signs' | 'certifies'): Buffer =>
  extension(
    '2.5.29.15',
    use === 'signs' ? bitString(Buffer.from([0x80]), 7) : bitString(Buffer.from([0x06]), 1),
    true,
  );

/**
 * Whether it is a CA's certificate.
 *
 * @param ca how many CAs may follow it, any number where it does not say; absent for a certificate that is no CA's
 * @example basicConstraints().toString('hex'); // '300c0603551d130101ff04023000'
 */
export const basicConstraints = (ca?: { readonly pathLength?: number }): Buffer =>
  extension('2.5.29.19', constraints(ca), true);

function constraints(ca?: { readonly pathLength?: number }): Buffer {
  if (ca === undefined) return sequence();
  const { pathLength } = ca;
  return pathLength === undefined
    ? sequence(booleanTrue)
    : sequence(booleanTrue, integer(Buffer.from([pathLength])));
}

/** RFC 5280 section 4.2.1.12: `id-kp-serverAuth`. */
export const serverAuthentication: Buffer = extension(
  '2.5.29.37',
  sequence(objectIdentifier('1.3.6.1.5.5.7.3.1')),
);

/**
 * The names that a TLS server answers to: DNS names and IP addresses.
 *
 * @throws TypeError for one that is neither
 */
export const subjectAltName = (names: readonly string[]): Buffer =>
  extension('2.5.29.17', sequence(...names.map(generalName)));

function generalName(name: string): Buffer {
  if (isIP(name) !== 0) return tagged(0x87, ipOctets(name));
  if (!/^(?:\*\.)?[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*$/.test(name)) {
    throw new TypeError(`${JSON.stringify(name)} is neither a DNS name nor an IP address`);
  }
  return tagged(0x82, Buffer.from(name, 'latin1'));
}
