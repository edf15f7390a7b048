import type { GeneralName } from '../../domain/certificate.js';
import { contextTag, type DerCursor, type DerElement, tags } from '../der.js';
import { takeAny } from '../der-any.js';
import { readIa5 } from '../directory-string.js';
import { contentFault } from '../fault.js';
import { takeName } from '../name.js';
import { readOid, takeOid } from '../object-identifier.js';
import { type AddressForm, readAddress } from './ip-address.js';

const tagOf = (number: number, form: 'primitive' | 'constructed' = 'primitive') =>
  contextTag(number, form);

/**
 * `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName` (RFC 5280 section 4.2.1.6).
 *
 * @param hex the whole certificate in hex, of which each part's hex is a slice
 * @param tag of the sequence, where it is implicit
 */
export function takeGeneralNames(
  value: DerCursor,
  hex: string,
  what: string,
  tag: number = tags.sequence,
): readonly GeneralName[] {
  const list = value.open(tag, what);
  const names: GeneralName[] = [];
  while (!list.done) names.push(takeGeneralName(list, hex, what));
  if (names.length === 0) throw contentFault(`${what} holds no name`);
  return Object.freeze(names);
}

/** One `GeneralName`, a CHOICE by its tag. */
export function takeGeneralName(
  list: DerCursor,
  hex: string,
  what: string,
  form: AddressForm = 'address',
): GeneralName {
  const { bytes } = list;
  const element = list.next();
  switch (element.tag) {
    case tagOf(0, 'constructed'):
      return otherName(list.enter(element), hex, what);
    case tagOf(1):
      return Object.freeze({ kind: 'rfc822Name', value: readIa5(bytes, element) });
    case tagOf(2):
      return Object.freeze({ kind: 'dNSName', value: readIa5(bytes, element) });
    case tagOf(3, 'constructed'):
      return opaque('x400Address', list.enter(element), element, hex);
    case tagOf(4, 'constructed'):
      return directoryName(list.enter(element), hex, what);
    case tagOf(5, 'constructed'):
      return opaque('ediPartyName', list.enter(element), element, hex);
    case tagOf(6):
      return Object.freeze({ kind: 'uniformResourceIdentifier', value: readIa5(bytes, element) });
    case tagOf(7):
      return Object.freeze({ kind: 'iPAddress', value: readAddress(bytes, element, what, form) });
    case tagOf(8):
      return Object.freeze({ kind: 'registeredID', value: readOid(bytes, element, what) });
    default:
      throw contentFault(`${what} holds a name of tag ${element.tag.toString(16)}`);
  }
}

// `[0] IMPLICIT SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }`
function otherName(inner: DerCursor, hex: string, what: string): GeneralName {
  const type = takeOid(inner, `${what}: the type of another name`);
  const explicit = inner.open(tagOf(0, 'constructed'), `${what}: another name`);
  inner.finish(`${what}: another name`);
  const { start, to } = takeAny(explicit, `${what}: another name`);
  explicit.finish(`${what}: another name`);
  return Object.freeze({ kind: 'otherName', type, hex: hex.slice(start * 2, to * 2) });
}

// A Name is a CHOICE, so its tag is explicit (X.680 section 31.2.7).
function directoryName(inner: DerCursor, hex: string, what: string): GeneralName {
  const name = takeName(inner, hex, what);
  inner.finish(what);
  return Object.freeze({ kind: 'directoryName', name });
}

// Nobody has names of these two kinds: they are DER, and no more is asked of them.
function opaque(
  kind: 'x400Address' | 'ediPartyName',
  inner: DerCursor,
  { start, to }: DerElement,
  hex: string,
): GeneralName {
  while (!inner.done) takeAny(inner, kind);
  return Object.freeze({ kind, hex: hex.slice(start * 2, to * 2) });
}
