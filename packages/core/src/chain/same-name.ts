import { DerCursor, type DerElement, tags } from '../certificate/der.js';
import type { Certificate, DistinguishedName } from '../domain/certificate.js';

// Names of anchors are compared at every request, so what they fold to is kept.
const foldedNames = new WeakMap<DistinguishedName, string>();

/** Whether two names are the same (RFC 5280 section 7.1): octet for octet, or else as they fold. */
export const isSameName = (a: DistinguishedName, b: DistinguishedName): boolean =>
  a.hex === b.hex || foldedName(a) === foldedName(b);

/** Whether subject and issuer are the same name (RFC 5280 section 6.1). */
export const isSelfIssued = ({ subject, issuer }: Certificate): boolean =>
  isSameName(subject, issuer);

/** One text for all names that are the same. */
export function foldedName(name: DistinguishedName): string {
  const known = foldedNames.get(name);
  if (known !== undefined) return known;
  const folded = foldedOrBytes(name.hex);
  foldedNames.set(name, folded);
  return folded;
}

// What no reader has read may be no name at all: it is the same as its own octets and as nothing else.
function foldedOrBytes(hex: string): string {
  try {
    return fold(Buffer.from(hex, 'hex'));
  } catch {
    return hex;
  }
}

// JSON keeps parts, attributes and texts apart, whatever stands in them.
function fold(bytes: Buffer): string {
  const parts: string[][] = [];
  const sets = new DerCursor(bytes).open(tags.sequence, 'name');
  while (!sets.done) {
    const set = sets.open(tags.set, 'name');
    const attributes: string[] = [];
    while (!set.done) attributes.push(foldAttribute(set.open(tags.sequence, 'name')));
    // The order in DER is that of the octets, which folding changes; RFC 5280 section 7.1 knows none within a part.
    parts.push(attributes.sort());
  }
  return JSON.stringify(parts);
}

function foldAttribute(pair: DerCursor): string {
  const { bytes } = pair;
  const type = pair.take(tags.oid, 'attribute type');
  const value = pair.next();
  return JSON.stringify([
    bytes.toString('hex', type.from, type.to),
    foldText(bytes, value) ?? bytes.toString('hex', value.start, value.to),
  ]);
}

/**
 * RFC 5280 section 7.1 has PrintableString and UTF8String compared by caseIgnoreMatch after RFC 4518's preparation, and any
 * other type by its octets. Of that preparation this is as much as cannot err: the letters A to Z lose their case, spaces (U+0020)
 * are stripped at the ends and one elsewhere. No other letter is folded, nothing normalised or left out: two names that only
 * Unicode's tables could tell to be the same are two names, and the chain is refused. A reader has seen to it that UTF-8 is UTF-8.
 */
function foldText(bytes: Buffer, { tag, from, to }: DerElement): string | undefined {
  if (tag !== 0x0c && tag !== 0x13) return undefined;
  const text = bytes.toString('utf8', from, to);
  const lower = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `text ${lower.replaceAll(/ +/g, ' ').replaceAll(/^ | $/g, '')}`;
}
