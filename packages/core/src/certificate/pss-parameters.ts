import { contextTag, type DerCursor, tags } from './der.js';
import { takeNull, takeSmallInteger } from './der-primitives.js';
import { contentFault } from './fault.js';
import { takeOid } from './object-identifier.js';

const sha1 = '1.3.14.3.2.26';
const mgf1 = '1.2.840.113549.1.1.8';
/** RFC 4055 section 2.1. */
const hashes: ReadonlySet<string> = new Set([
  sha1,
  '2.16.840.1.101.3.4.2.4',
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
]);
// The encoded message of a 16,384-bit key has 2,048 octets (RFC 8017 section 9.1.1): no salt is longer.
const maxSalt = 2_048;
const defaultSalt = 20;

/** Hashes as dotted identifiers, the salt in octets. */
export interface PssParameters {
  readonly hash: string;
  readonly maskHash: string;
  readonly saltLength: number;
}

/**
 * `RSASSA-PSS-params` (RFC 4055 section 3.1): `[0]` hash, `[1]` mask generation, `[2]` salt length, `[3]` trailer.
 * All have defaults, and DER leaves a default out (X.690 section 11.5). Which hashes go together is left to policy.
 */
export function takePssParameters(algorithm: DerCursor): PssParameters {
  const params = algorithm.open(tags.sequence, 'RSASSA-PSS parameter list');
  const hash = unlessDefault(inContext(params, 0, takeHash), sha1, 'hash');
  const maskHash = unlessDefault(inContext(params, 1, takeMaskHash), sha1, 'mask');
  const saltLength = unlessDefault(
    inContext(params, 2, (inner) => takeSmallInteger(inner, maxSalt, 'RSASSA-PSS salt length')),
    defaultSalt,
    'salt length',
  );
  // The one trailer there is, 1, is the default: what is written out is wrong either way.
  params.finish('RSASSA-PSS parameter list');
  return { hash, maskHash, saltLength };
}

function unlessDefault<T>(written: T | undefined, usual: T, what: string): T {
  if (written === usual) throw contentFault(`RSASSA-PSS: the default ${what} is written out`);
  return written ?? usual;
}

function inContext<T>(
  params: DerCursor,
  number: number,
  read: (inner: DerCursor) => T,
): T | undefined {
  const tag = contextTag(number, 'constructed');
  if (!params.isNext(tag)) return undefined;
  const inner = params.open(tag, 'RSASSA-PSS parameter list');
  const value = read(inner);
  inner.finish('RSASSA-PSS parameter list');
  return value;
}

function takeMaskHash(cursor: DerCursor): string {
  const inner = cursor.open(tags.sequence, 'RSASSA-PSS mask generation');
  if (takeOid(inner, 'RSASSA-PSS mask generation') !== mgf1) {
    throw contentFault('RSASSA-PSS: an unknown mask generation function');
  }
  const hash = takeHash(inner);
  inner.finish('RSASSA-PSS mask generation');
  return hash;
}

// RFC 4055 section 2.1: the parameters are NULL, and absent ones must be taken too.
function takeHash(cursor: DerCursor): string {
  const inner = cursor.open(tags.sequence, 'RSASSA-PSS hash');
  const oid = takeOid(inner, 'RSASSA-PSS hash');
  if (!hashes.has(oid)) throw contentFault(`RSASSA-PSS: an unknown hash ${oid}`);
  if (!inner.done) takeNull(inner, 'RSASSA-PSS hash parameters');
  inner.finish('RSASSA-PSS hash');
  return oid;
}
