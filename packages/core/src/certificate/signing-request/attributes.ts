import { contextTag, type DerCursor, type DerElement, tags } from '../der.js';
import { takeAny } from '../der-any.js';
import { type ReadExtensions, takeExtensionList } from '../extensions.js';
import { contentFault } from '../fault.js';
import { takeOid } from '../object-identifier.js';
import { inPart } from './fault.js';

/** RFC 2985 section 5.4.2. */
const extensionRequest = '1.2.840.113549.1.9.14';

/** The attributes of a request: their types, and what the one of them that matters asks for. */
export interface RequestAttributes {
  readonly types: readonly string[];
  readonly asked: ReadExtensions;
}

/**
 * `attributes [0] IMPLICIT SET OF Attribute` (RFC 2986 section 4.1). It is not optional: a request without attributes has
 * an empty set.
 *
 * @param hex the whole request in hex, of which each part's hex is a slice
 */
export function takeAttributes(info: DerCursor, hex: string): RequestAttributes {
  const set = info.open(contextTag(0, 'constructed'), 'attributes');
  const types = new Set<string>();
  let asked: ReadExtensions = { list: Object.freeze([]), contents: {} };
  let previous: DerElement | undefined;
  while (!set.done) {
    const element = set.take(tags.sequence, 'an attribute');
    checkOrder(set.bytes, previous, element);
    const attribute = set.enter(element);
    const type = takeOid(attribute, 'an attribute type');
    if (types.has(type)) throw contentFault(`attribute ${type} is doubled`);
    types.add(type);
    const values = attribute.open(tags.set, `attribute ${type}`);
    attribute.finish(`attribute ${type}`);
    if (type === extensionRequest) asked = takeRequestedExtensions(values, hex);
    else takeValues(values, `attribute ${type}`);
    previous = element;
  }
  return { types: Object.freeze([...types]), asked };
}

// RFC 2985 section 5.4.2: one value, `Extensions`.
function takeRequestedExtensions(values: DerCursor, hex: string): ReadExtensions {
  return inPart('CSR_EXTENSIONS_INVALID', () => {
    const asked = takeExtensionList(values, hex);
    values.finish('the extension request');
    return asked;
  });
}

// `values SET SIZE(1..MAX) OF ANY`: DER to the bottom; what they say is nobody's business here.
function takeValues(values: DerCursor, what: string): void {
  if (values.done) throw contentFault(`${what} has no value`);
  let previous: DerElement | undefined;
  while (!values.done) {
    const element = takeAny(values, what);
    checkOrder(values.bytes, previous, element);
    previous = element;
  }
}

// X.690 section 11.6: a SET OF is sorted by its elements' encodings.
function checkOrder(bytes: Buffer, previous: DerElement | undefined, element: DerElement): void {
  if (previous === undefined) return;
  if (bytes.compare(bytes, previous.start, previous.to, element.start, element.to) < 0) {
    throw contentFault('attributes that are not in DER order');
  }
}
