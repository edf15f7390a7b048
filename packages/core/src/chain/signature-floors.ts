import type { Certificate, PublicKey } from '../domain/certificate.js';
import { type Objection, objection } from './objection.js';
import { pssFault } from './pss-floor.js';
import type { Standing } from './standing.js';

/** The signature algorithms that may stand in a path, all over SHA-256 or better, and the kind of key that makes them. */
const algorithms: ReadonlyMap<string, PublicKey['kind']> = new Map([
  ['1.2.840.113549.1.1.11', 'RSA'],
  ['1.2.840.113549.1.1.12', 'RSA'],
  ['1.2.840.113549.1.1.13', 'RSA'],
  ['1.2.840.113549.1.1.10', 'RSA'],
  ['1.2.840.10045.4.3.2', 'EC'],
  ['1.2.840.10045.4.3.3', 'EC'],
  ['1.2.840.10045.4.3.4', 'EC'],
  ['1.3.101.112', 'Ed25519'],
]);
const pss = '1.2.840.113549.1.1.10';

/** No MD5, SHA-1 or SHA-224: who can make two certificates of one hash has the harmless one signed. */
export function signatureFloor(
  certificate: Certificate,
  { anchor }: Standing,
): Objection | undefined {
  // RFC 5280 section 6.1: the anchor is trusted as it is, so nobody looks at its signature.
  if (anchor) return undefined;
  const { oid, name } = certificate.signatureAlgorithm;
  if (!algorithms.has(oid)) return objection('CHAIN_KEY_NOT_ALLOWED', `is signed with ${name}`);
  const fault = oid === pss ? pssFault(certificate) : undefined;
  return fault === undefined ? undefined : objection('CHAIN_KEY_NOT_ALLOWED', fault);
}

/** RFC 5280 section 6.1.3 (a)(1): the signature can only have been made with a key of the kind that its algorithm has. */
export const fitsKey = ({ signatureAlgorithm }: Certificate, { publicKey }: Certificate): boolean =>
  algorithms.get(signatureAlgorithm.oid) === publicKey.kind;
