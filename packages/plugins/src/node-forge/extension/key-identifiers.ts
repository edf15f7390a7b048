import type { ExtensionContents } from '@gangway/core';
import { malformed } from '../refusal.js';
import { type Asn1, isContext, listOf, octetsOf, toHex, types } from '../tree.js';
import { integerFrom, serialFrom } from '../values.js';
import { namesFrom } from './general-name.js';

type Authority = NonNullable<ExtensionContents['authorityKeyIdentifier']>;

/** RFC 5280 section 4.2.1.2. */
export const subjectKeyIdentifierOf = (tree: Asn1): string =>
  identifierFrom(octetsOf(tree, types.octetString, 'the identifier'));

/** RFC 5280 section 4.2.1.1: three optional fields, of which the last two come together (appendix A.2). */
export function authorityKeyIdentifierOf(tree: Asn1): Authority {
  const fields = [...listOf(tree, types.sequence, 'the identifier')];
  const take = (number: number, constructed: boolean): Asn1 | undefined =>
    isContext(fields[0], number, constructed) ? fields.shift() : undefined;
  const key = take(0, false);
  const issuer = take(1, true);
  const serial = take(2, false);
  if (fields.length > 0) malformed('a field that does not belong');
  return Object.freeze({
    ...(key === undefined ? {} : { keyIdentifier: identifierFrom(String(key.value)) }),
    ...certificateOf(issuer, serial),
  });
}

function certificateOf(issuer: Asn1 | undefined, serial: Asn1 | undefined): Authority {
  if (issuer === undefined && serial === undefined) return {};
  if (issuer === undefined || serial === undefined) {
    return malformed('an issuer or a serial number alone');
  }
  const serialNumber = serialFrom(integerFrom(String(serial.value), 'serial number'));
  return { issuer: namesFrom(issuer), serialNumber };
}

const identifierFrom = (octets: string): string =>
  octets === '' ? malformed('an empty identifier') : toHex(octets);
