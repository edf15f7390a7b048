import { ia5String, oid, printableString, sequence, setOf, utf8String } from './certificate-der.js';

interface AttributeType {
  readonly oid: string;
  readonly encode: (text: string) => Buffer;
}

const attributeTypes: Readonly<Record<string, AttributeType>> = {
  CN: { oid: '2.5.4.3', encode: utf8String },
  serialNumber: { oid: '2.5.4.5', encode: printableString },
  C: { oid: '2.5.4.6', encode: printableString },
  L: { oid: '2.5.4.7', encode: utf8String },
  ST: { oid: '2.5.4.8', encode: utf8String },
  O: { oid: '2.5.4.10', encode: utf8String },
  OU: { oid: '2.5.4.11', encode: utf8String },
  DC: { oid: '0.9.2342.19200300.100.1.25', encode: ia5String },
  emailAddress: { oid: '1.2.840.113549.1.9.1', encode: ia5String },
};

/** One attribute in a name part of its own. */
export const attribute = (type: string, value: Buffer): Buffer => setOf(sequence(oid(type), value));

/**
 * A Name in DER, from text such as `CN=device 7, O=Example\, Inc.`: in this order, one attribute a part.
 *
 * @throws TypeError for an attribute that has no short name here
 */
export function encodeName(text: string): Buffer {
  if (text === '') return sequence();
  return sequence(...text.split(/(?<!\\),\s*/).map(encodePart));
}

function encodePart(part: string): Buffer {
  const at = part.indexOf('=');
  const type = attributeTypes[part.slice(0, at)];
  if (type === undefined) throw new TypeError(`no attribute type known for ${part}`);
  return attribute(type.oid, type.encode(part.slice(at + 1).replaceAll('\\,', ',')));
}
