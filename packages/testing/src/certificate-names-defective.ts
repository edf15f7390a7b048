import {
  explicit,
  integer,
  nullValue,
  octetString,
  oid,
  printableString,
  sequence,
  setOf,
  tlv,
  utf8String,
} from './certificate-der.js';
import type { Defects } from './certificate-fields-defective.js';
import { generalName } from './certificate-general-names.js';
import { encodeName } from './certificate-name.js';
import { encodeExtensions } from './certificate-parts.js';

const octets = (...values: number[]): Buffer => Buffer.from(values);
const named = (id: string, value: Buffer) => ({ tail: encodeExtensions([{ oid: id, value }]) });
const altNames = (...names: Buffer[]) => named('2.5.29.17', sequence(...names));
const dns = generalName.dNSName('a.example');
const name = encodeName('CN=a');

/** An INTEGER in so many SEQUENCEs. */
const nested = (levels: number): Buffer =>
  levels === 0 ? integer(1) : sequence(nested(levels - 1));

/** Names that are none, where names stand: subjectAltName, and issuerAltName which is built alike. */
export const generalNameDefects: Defects = {
  'alt-names-empty': altNames(),
  'alt-names-not-a-sequence': named('2.5.29.17', setOf(dns)),
  'alt-names-no-sequence-around': named('2.5.29.17', dns),
  'alt-names-data-after': named('2.5.29.17', Buffer.concat([sequence(dns), nullValue])),
  'alt-names-cut-off': named('2.5.29.17', sequence(dns).subarray(0, -1)),
  'alt-names-of-issuer-empty': named('2.5.29.18', sequence()),
  'alt-names-of-issuer-not-ascii': named('2.5.29.18', sequence(generalName.dNSName('é'))),
  'alt-names-not-critical-without-subject': { ...altNames(dns), subject: sequence() },
  'alt-name-not-tagged': altNames(tlv(0x16, Buffer.from('a.example'))),
  'alt-name-unknown-tag': altNames(dns, tlv(0x89, octets(1))),
  'alt-name-constructed-dns': altNames(explicit(2, tlv(0x16, Buffer.from('a')))),
  'alt-name-dns-not-ascii': altNames(generalName.dNSName('bücher.example')),
  'alt-name-mail-not-ascii': altNames(generalName.rfc822Name('ü@a.example')),
  'alt-name-uri-not-ascii': altNames(generalName.uniformResourceIdentifier('urn:ü')),
  'alt-name-ip-empty': altNames(generalName.iPAddress('')),
  'alt-name-ip-of-3-octets': altNames(generalName.iPAddress('c00002')),
  'alt-name-ip-of-5-octets': altNames(generalName.iPAddress('c000020100')),
  'alt-name-ip-with-mask': altNames(generalName.iPAddress('c0000200ffffff00')),
  'alt-name-ip-of-15-octets': altNames(generalName.iPAddress('20'.repeat(15))),
  'alt-name-ip-of-17-octets': altNames(generalName.iPAddress('20'.repeat(17))),
  'alt-name-ip-with-mask-v6': altNames(generalName.iPAddress('20'.repeat(16) + 'ff'.repeat(16))),
  'alt-name-id-empty': altNames(generalName.registeredID('')),
  'alt-name-id-not-minimal': altNames(generalName.registeredID('2a8001')),
  'alt-name-id-unfinished': altNames(generalName.registeredID('2a81')),
  'alt-name-directory-without-name': altNames(generalName.directoryName()),
  'alt-name-directory-two-names': altNames(generalName.directoryName(name, name)),
  'alt-name-directory-implicit': altNames(tlv(0xa4, name.subarray(2))),
  'alt-name-directory-bad-text': altNames(
    generalName.directoryName(sequence(setOf(sequence(oid('2.5.4.3'), printableString('a@b'))))),
  ),
  'alt-name-other-empty': altNames(explicit(0)),
  'alt-name-other-without-value': altNames(explicit(0, oid('1.2.3'))),
  'alt-name-other-empty-value': altNames(generalName.otherName('1.2.3')),
  'alt-name-other-two-values': altNames(
    generalName.otherName('1.2.3', utf8String('a'), utf8String('b')),
  ),
  'alt-name-other-value-not-tagged': altNames(explicit(0, oid('1.2.3'), utf8String('a'))),
  'alt-name-other-data-after': altNames(
    explicit(0, oid('1.2.3'), explicit(0, nullValue), nullValue),
  ),
  'alt-name-other-bad-value': altNames(generalName.otherName('1.2.3', tlv(0x01, octets(1)))),
  'alt-name-other-constructed-string': altNames(
    generalName.otherName('1.2.3', tlv(0x24, octetString(octets(1)))),
  ),
  'alt-name-other-half-a-character': altNames(
    generalName.otherName('1.2.3', tlv(0x1e, octets(0, 0x41, 0))),
  ),
  'alt-name-other-nested-too-deep': altNames(generalName.otherName('1.2.3', nested(17))),
  'alt-name-x400-bad-content': altNames(generalName.x400Address(tlv(0x02, octets(0, 1)))),
  'alt-name-edi-bad-content': altNames(generalName.ediPartyName(tlv(0x05, octets(0)))),
  'alt-name-edi-primitive': altNames(tlv(0x85, nullValue)),
};

const constraints = (...fields: Buffer[]) => named('2.5.29.30', sequence(...fields));
const permitted = (...names: Buffer[]) => explicit(0, ...names.map((base) => sequence(base)));
const permittedAddress = (hex: string) => constraints(permitted(generalName.iPAddress(hex)));

export const nameConstraintDefects: Defects = {
  'name-constraints-empty': constraints(),
  'name-constraints-not-a-sequence': named('2.5.29.30', setOf(permitted(dns))),
  'name-constraints-permitted-empty': constraints(permitted()),
  'name-constraints-excluded-empty': constraints(permitted(dns), explicit(1)),
  'name-constraints-primitive': constraints(tlv(0x80, sequence(dns))),
  'name-constraints-out-of-order': constraints(explicit(1, sequence(dns)), permitted(dns)),
  'name-constraints-doubled': constraints(permitted(dns), permitted(dns)),
  'name-constraints-unknown-field': constraints(permitted(dns), explicit(2, sequence(dns))),
  'name-constraints-data-after': named(
    '2.5.29.30',
    Buffer.concat([sequence(permitted(dns)), nullValue]),
  ),
  'name-constraint-empty': constraints(explicit(0, sequence())),
  'name-constraint-not-a-sequence': constraints(explicit(0, dns)),
  'name-constraint-minimum-written-out': constraints(
    explicit(0, sequence(dns, tlv(0x80, octets(0)))),
  ),
  'name-constraint-minimum-1': constraints(explicit(0, sequence(dns, tlv(0x80, octets(1))))),
  'name-constraint-maximum': constraints(explicit(0, sequence(dns, tlv(0x81, octets(1))))),
  'name-constraint-not-ascii': constraints(permitted(generalName.dNSName('é'))),
  'name-constraint-unknown-tag': constraints(permitted(tlv(0x8a, octets(1)))),
  'name-constraint-ip-empty': permittedAddress(''),
  'name-constraint-ip-without-mask': permittedAddress('c0000200'),
  'name-constraint-ip-of-7-octets': permittedAddress('c0000200ffffff'),
  'name-constraint-ip-of-9-octets': permittedAddress('c0000200ffffff0000'),
  'name-constraint-ip-without-mask-v6': permittedAddress('20'.repeat(16)),
  'name-constraint-ip-of-31-octets': permittedAddress('20'.repeat(16) + 'ff'.repeat(15)),
  'name-constraint-ip-of-33-octets': permittedAddress('20'.repeat(16) + 'ff'.repeat(17)),
  'name-constraint-ip-mask-with-hole': permittedAddress('c0000200ff00ff00'),
  'name-constraint-ip-mask-with-hole-in-octet': permittedAddress('c0000200fffffd00'),
  'name-constraint-ip-mask-from-the-right': permittedAddress('c0000200000000ff'),
  'name-constraint-ip-mask-with-last-bit': permittedAddress('c0000200ffff8001'),
};
