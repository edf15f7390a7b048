import type { ExtensionContents } from '../../domain/certificate.js';
import { contextTag, type DerCursor, type DerElement, tags } from '../der.js';
import { contentFault } from '../fault.js';
import { readSerialNumber } from '../serial-number.js';
import { takeGeneralNames } from './general-names.js';

/** `SubjectKeyIdentifier ::= OCTET STRING` (RFC 5280 section 4.2.1.2), in lowercase hex. */
export const takeSubjectKeyIdentifier = (value: DerCursor, hex: string): string =>
  identifierOf(value.take(tags.octetString, 'subjectKeyIdentifier'), hex, 'subjectKeyIdentifier');

/**
 * `AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0], authorityCertIssuer [1], authorityCertSerialNumber [2] }`, all
 * optional and implicit (RFC 5280 section 4.2.1.1).
 */
export function takeAuthorityKeyIdentifier(
  value: DerCursor,
  hex: string,
): NonNullable<ExtensionContents['authorityKeyIdentifier']> {
  const what = 'authorityKeyIdentifier';
  const fields = value.open(tags.sequence, what);
  const keyTag = contextTag(0, 'primitive');
  const issuerTag = contextTag(1, 'constructed');
  const serialTag = contextTag(2, 'primitive');
  const keyIdentifier = fields.isNext(keyTag) ? identifierOf(fields.next(), hex, what) : undefined;
  const issuer = fields.isNext(issuerTag)
    ? takeGeneralNames(fields, hex, what, issuerTag)
    : undefined;
  const serialNumber = fields.isNext(serialTag)
    ? readSerialNumber(fields.bytes, fields.next(), 'the serial number of the authority')
    : undefined;
  fields.finish(what);
  // RFC 5280 appendix A.2: both are there, or neither.
  if ((issuer === undefined) !== (serialNumber === undefined)) {
    throw contentFault(`${what} has an issuer or a serial number without the other`);
  }
  return Object.freeze({
    ...(keyIdentifier === undefined ? {} : { keyIdentifier }),
    ...(issuer === undefined || serialNumber === undefined ? {} : { issuer, serialNumber }),
  });
}

function identifierOf({ from, to }: DerElement, hex: string, what: string): string {
  if (from === to) throw contentFault(`${what} is empty`);
  return hex.slice(from * 2, to * 2);
}
