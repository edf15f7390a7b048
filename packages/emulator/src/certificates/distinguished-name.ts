import { objectIdentifier, printableString, sequence, setOf, utf8String } from './der/write-der.js';

// RFC 4519 and, for serialNumber, RFC 5280 appendix A.1. The country and the serial number are PrintableStrings alone.
const attributeTypes: ReadonlyMap<string, { readonly type: Buffer; readonly printable: boolean }> =
  new Map(
    Object.entries({
      CN: '2.5.4.3',
      serialNumber: '2.5.4.5',
      C: '2.5.4.6',
      L: '2.5.4.7',
      ST: '2.5.4.8',
      O: '2.5.4.10',
      OU: '2.5.4.11',
    }).map(([name, oid]) => [
      name,
      { type: objectIdentifier(oid), printable: name === 'C' || name === 'serialNumber' },
    ]),
  );

// X.680 section 41.4.
const printable = /^[A-Za-z0-9 '()+,./:=?-]+$/;

/**
 * A distinguished name in DER, one attribute a part, in this order.
 *
 * @param text such as `O=Acme\, Inc., CN=SN-0001`; attributes are CN, O, OU, L, ST, C and serialNumber, a comma in a value is
 *   written `\,` ({@link escapeNameValue}), and no other backslash may be in it; the empty text is the empty name
 * @throws TypeError for text that is no such name
 * @example
 * distinguishedName('O=Acme, CN=SN-0001');
 */
export const distinguishedName = (text: string): Buffer =>
  text === '' ? sequence() : sequence(...text.split(/(?<!\\),\s*/u).map(attribute));

/**
 * A value as it stands in the text of a name.
 *
 * @example
 * distinguishedName(`CN=${escapeNameValue('SN-0001, rev. B')}`);
 */
export const escapeNameValue = (value: string): string => value.replaceAll(',', '\\,');

function attribute(part: string): Buffer {
  const at = part.indexOf('=');
  const known = attributeTypes.get(part.slice(0, at));
  if (known === undefined) {
    throw new TypeError(`a name's attributes are ${[...attributeTypes.keys()].join(', ')}`);
  }
  const value = part.slice(at + 1).replaceAll('\\,', ',');
  return setOf(sequence(known.type, directoryString(value, known.printable)));
}

// RFC 5280 section 4.1.2.4: PrintableString or UTF8String; DER alike for both, and readers of all ages take the former.
function directoryString(value: string, printableOnly: boolean): Buffer {
  if (printable.test(value)) return printableString(value);
  if (printableOnly || value === '' || value.includes('\\') || !value.isWellFormed()) {
    throw new TypeError('a value of a name is empty, or holds characters that it must not hold');
  }
  return utf8String(value);
}
