import type { DistinguishedName, NameAttribute } from '../domain/certificate.js';
import { attributeNames } from './attribute-types.js';
import { type DerCursor, type DerElement, tags } from './der.js';
import { readDirectoryString } from './directory-string.js';
import { contentFault } from './fault.js';
import { takeOid } from './object-identifier.js';

/**
 * `Name ::= SEQUENCE OF SET OF AttributeTypeAndValue` (RFC 5280 section 4.1.2.4).
 *
 * @param hex the whole certificate in hex, of which the name's hex is a slice
 */
export function takeName(tbs: DerCursor, hex: string, what: string): DistinguishedName {
  const element = tbs.take(tags.sequence, what);
  const attributes: NameAttribute[] = [];
  const sets = tbs.enter(element);
  while (!sets.done) takeAttributes(sets.open(tags.set, what), what, attributes);
  return Object.freeze({
    attributes: Object.freeze(attributes),
    hex: hex.slice(element.start * 2, element.to * 2),
  });
}

function takeAttributes(set: DerCursor, what: string, attributes: NameAttribute[]): void {
  if (set.done) throw contentFault(`${what} has a name part without attributes`);
  let previous: DerElement | undefined;
  while (!set.done) {
    const element = set.take(tags.sequence, what);
    checkOrder(set.bytes, previous, element, what);
    attributes.push(readAttribute(set.enter(element), what));
    previous = element;
  }
}

// X.690 section 11.6: a SET OF is sorted by its elements' encodings.
function checkOrder(
  bytes: Buffer,
  previous: DerElement | undefined,
  element: DerElement,
  what: string,
): void {
  if (previous === undefined) return;
  if (bytes.compare(bytes, previous.start, previous.to, element.start, element.to) < 0) {
    throw contentFault(`${what} has attributes that are not in DER order`);
  }
}

function readAttribute(pair: DerCursor, what: string): NameAttribute {
  const type = takeOid(pair, `${what}: an attribute type`);
  const value = readDirectoryString(pair.bytes, pair.next());
  pair.finish(what);
  return Object.freeze({ type, name: attributeNames.get(type) ?? type, value });
}
