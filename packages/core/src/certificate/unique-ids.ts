import { contextTag, type DerCursor } from './der.js';
import { takeBitString } from './der-primitives.js';

/**
 * `issuerUniqueID [1]` and `subjectUniqueID [2]`, each `IMPLICIT BIT STRING OPTIONAL` (RFC 5280 section 4.1.2.8): checked and
 * passed over.
 *
 * @returns whether there was one
 */
export function takeUniqueIds(tbs: DerCursor): boolean {
  let found = false;
  for (const number of [1, 2]) {
    const tag = contextTag(number, 'primitive');
    if (!tbs.isNext(tag)) continue;
    takeBitString(tbs, 'unique identifier', tag);
    found = true;
  }
  return found;
}
