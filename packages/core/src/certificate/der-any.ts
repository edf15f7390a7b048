import { type DerCursor, type DerElement, tags } from './der.js';
import { checkInteger, takeBitString, takeBoolean, takeNull } from './der-primitives.js';
import { contentFault, encodingFault } from './fault.js';
import { readOid } from './object-identifier.js';

// Nothing that stands in a certificate is nested deeper; the bound keeps hostile nesting off the stack.
const maxDepth = 16;

/** Checks that the next element is DER to the bottom, where the standard allows any type (parameters of an unknown algorithm). */
export function takeAny(cursor: DerCursor, what: string, depth = 0): DerElement {
  if (depth > maxDepth) throw encodingFault(`${what} is nested too deep`);
  const element = checkPrimitive(cursor, what);
  if ((element.tag & 0x20) !== 0) checkConstructed(cursor.enter(element), element, what, depth);
  return element;
}

function checkConstructed(inner: DerCursor, element: DerElement, what: string, depth: number) {
  // X.690 section 10.2: strings are never constructed; of the universal types, only SEQUENCE and SET are.
  if (element.tag < 0x40 && element.tag !== tags.sequence && element.tag !== tags.set) {
    throw encodingFault(`${what} holds a constructed string at ${element.start}`);
  }
  while (!inner.done) takeAny(inner, what, depth + 1);
}

function checkPrimitive(cursor: DerCursor, what: string): DerElement {
  const probe = cursor.fork();
  const element = cursor.next();
  switch (element.tag) {
    case tags.boolean:
      takeBoolean(probe, what);
      break;
    case tags.integer:
      checkInteger(cursor.bytes, element, what);
      break;
    case tags.bitString:
      takeBitString(probe, what);
      break;
    case tags.null:
      takeNull(probe, what);
      break;
    case tags.oid:
      readOid(cursor.bytes, element, what);
      break;
    // X.690 section 8.23.8: two octets a character. Other strings are octets to whoever does not ask for their text.
    case tags.bmpString:
      if ((element.to - element.from) % 2 !== 0)
        throw contentFault(`${what} holds half a character`);
      break;
    // A primitive SEQUENCE or SET (X.690 sections 8.9.1 and 8.11.1), and the end-of-contents of an indefinite length.
    case 0x10:
    case 0x11:
    case 0x00:
      throw encodingFault(`${what} holds a tag that is not DER at ${element.start}`);
  }
  return element;
}
