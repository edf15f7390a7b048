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

/**
 * `RSASSA-PSS-params` (RFC 4055 section 3.1): `[0]` hash, `[1]` mask generation, `[2]` salt length, `[3]` trailer.
 * All have defaults, and DER leaves a default out (X.690 section 11.5). Which hashes go together is left to policy.
 */
export function checkPssParameters(algorithm: DerCursor): void {
  const params = algorithm.open(tags.sequence, 'RSASSA-PSS parameter list');
  inContext(params, 0, (inner) => {
    if (takeHash(inner) === sha1) throw contentFault('RSASSA-PSS: the default hash is written out');
  });
  inContext(params, 1, (inner) => {
    if (takeMaskHash(inner) === sha1)
      throw contentFault('RSASSA-PSS: the default mask is written out');
  });
  inContext(params, 2, (inner) => {
    if (takeSmallInteger(inner, maxSalt, 'RSASSA-PSS salt length') === 20) {
      throw contentFault('RSASSA-PSS: the default salt length is written out');
    }
  });
  // The one trailer there is, 1, is the default: what is written out is wrong either way.
  params.finish('RSASSA-PSS parameter list');
}

function inContext(params: DerCursor, number: number, read: (inner: DerCursor) => void): void {
  const tag = contextTag(number, 'constructed');
  if (!params.isNext(tag)) return;
  const inner = params.open(tag, 'RSASSA-PSS parameter list');
  read(inner);
  inner.finish('RSASSA-PSS parameter list');
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
