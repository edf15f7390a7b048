import {
  bitString,
  boolean,
  explicit,
  generalizedTime,
  integer,
  nullValue,
  octetString,
  oid,
  printableString,
  sequence,
  setOf,
  time,
  tlv,
  utcTime,
  utf8String,
} from './certificate-der.js';
import { attribute } from './certificate-name.js';
import { type CertificateParts, encodeExtension, encodeExtensions } from './certificate-parts.js';

/** What replaces sound parts, by defect. */
export type Defects = Readonly<Record<string, Partial<CertificateParts>>>;

const octets = (...values: number[]): Buffer => Buffer.from(values);
const none = Buffer.alloc(0);
const uniqueId = tlv(0x82, octets(0, 1));
const keyUsage = encodeExtension({
  oid: '2.5.29.15',
  critical: true,
  value: bitString(octets(0x80), 7),
});

export const versionDefects: Defects = {
  'version-1-written-out': { version: explicit(0, integer(0)), tail: none },
  'version-4': { version: explicit(0, integer(3)) },
  'version-negative': { version: explicit(0, tlv(0x02, octets(0xff))) },
  'version-not-minimal': { version: explicit(0, tlv(0x02, octets(0, 2))) },
  'version-not-a-number': { version: explicit(0, octetString(octets(2))) },
  'version-empty': { version: explicit(0) },
  'version-data-after': { version: explicit(0, integer(2), integer(2)) },
  'version-1-with-extensions': { version: none },
  'version-2-with-extensions': { version: explicit(0, integer(1)) },
  'version-1-with-unique-id': { version: none, tail: uniqueId },
};

export const serialDefects: Defects = {
  'serial-zero': { serialNumber: integer(0) },
  'serial-negative': { serialNumber: tlv(0x02, octets(0xfb)) },
  'serial-negative-many-octets': { serialNumber: tlv(0x02, octets(0x80, 1)) },
  'serial-not-minimal': { serialNumber: tlv(0x02, octets(0, 1)) },
  'serial-negative-not-minimal': { serialNumber: tlv(0x02, octets(0xff, 0x80)) },
  'serial-empty': { serialNumber: tlv(0x02) },
  'serial-21-octets': { serialNumber: tlv(0x02, Buffer.alloc(21, 0x11)) },
  'serial-20-octets-and-sign': { serialNumber: tlv(0x02, octets(0), Buffer.alloc(20, 0xee)) },
  'serial-not-a-number': { serialNumber: octetString(octets(1)) },
};

const rsaSha256 = oid('1.2.840.113549.1.1.11');
const ecdsaSha256 = oid('1.2.840.10045.4.3.2');
const both = (algorithm: Buffer) => ({ signature: algorithm, signatureAlgorithm: algorithm });
const pss = (...parameters: Buffer[]) =>
  both(sequence(oid('1.2.840.113549.1.1.10'), sequence(...parameters)));
const sha256 = oid('2.16.840.1.101.3.4.2.1');
const mgf = oid('1.2.840.113549.1.1.8');

export const algorithmDefects: Defects = {
  'algorithms-differ': { signatureAlgorithm: sequence(oid('1.2.840.10045.4.3.3')) },
  'algorithms-differ-in-parameters': {
    signature: sequence(oid('1.2.3.4'), nullValue),
    signatureAlgorithm: sequence(oid('1.2.3.4')),
  },
  'algorithm-empty': both(sequence()),
  'algorithm-not-a-sequence': both(setOf(ecdsaSha256)),
  'algorithm-null': both(sequence(nullValue)),
  'algorithm-oid-empty': both(sequence(tlv(0x06))),
  'algorithm-oid-not-minimal': both(sequence(tlv(0x06, octets(0x2a, 0x80, 0x01)))),
  'algorithm-oid-unfinished': both(sequence(tlv(0x06, octets(0x2a, 0x81)))),
  'rsa-algorithm-without-null': both(sequence(rsaSha256)),
  'rsa-algorithm-null-with-content': both(sequence(rsaSha256, tlv(0x05, octets(0)))),
  'ecdsa-algorithm-with-null': both(sequence(ecdsaSha256, nullValue)),
  'algorithm-data-after-null': both(sequence(rsaSha256, nullValue, nullValue)),
  'unknown-algorithm-bad-integer': both(sequence(oid('1.2.3.4'), tlv(0x02, octets(0, 1)))),
  'unknown-algorithm-bad-boolean': both(sequence(oid('1.2.3.4'), tlv(0x01, octets(1)))),
  'pss-parameters-absent': both(sequence(oid('1.2.840.113549.1.1.10'))),
  'pss-default-salt-written-out': pss(explicit(2, integer(20))),
  'pss-default-hash-written-out': pss(explicit(0, sequence(oid('1.3.14.3.2.26'), nullValue))),
  'pss-trailer-written-out': pss(explicit(3, integer(1))),
  'pss-unknown-hash': pss(explicit(0, sequence(oid('1.2.3.4')))),
  'pss-unknown-mask': pss(explicit(1, sequence(oid('1.2.3.4'), sequence(sha256)))),
  'pss-default-mask-written-out': pss(explicit(1, sequence(mgf, sequence(oid('1.3.14.3.2.26'))))),
  'pss-hash-empty': pss(explicit(0)),
  'pss-hash-without-oid': pss(explicit(0, sequence())),
  'pss-data-after-hash': pss(explicit(0, sequence(sha256, nullValue, nullValue))),
  'pss-data-after-hash-field': pss(explicit(0, sequence(sha256), nullValue)),
  'pss-mask-not-a-sequence': pss(explicit(1, nullValue)),
  'pss-mask-without-oid': pss(explicit(1, sequence())),
  'pss-mask-without-hash': pss(explicit(1, sequence(mgf))),
  'pss-data-after-mask': pss(explicit(1, sequence(mgf, sequence(sha256), nullValue))),
  'pss-out-of-order': pss(explicit(2, integer(32)), explicit(0, sequence(sha256))),
  'pss-negative-salt': pss(explicit(2, tlv(0x02, octets(0xff)))),
  'pss-huge-salt': pss(explicit(2, integer(2_049))),
  'pss-hash-parameters-not-null': pss(explicit(0, sequence(sha256, integer(1)))),
};

const cn = (value: Buffer) => sequence(attribute('2.5.4.3', value));
const pair = (type: string, text: string) => sequence(oid(type), utf8String(text));

export const nameDefects: Defects = {
  'issuer-empty': { issuer: sequence() },
  'issuer-not-a-sequence': { issuer: setOf() },
  'subject-part-not-a-set': { subject: sequence(pair('2.5.4.3', 'a')) },
  'subject-part-empty': { subject: sequence(setOf()) },
  'subject-attributes-out-of-order': {
    subject: sequence(setOf(pair('2.5.4.10', 'a'), pair('2.5.4.3', 'a'))),
  },
  'subject-attribute-without-value': { subject: sequence(setOf(sequence(oid('2.5.4.3')))) },
  'subject-attribute-with-two-values': {
    subject: sequence(setOf(sequence(oid('2.5.4.3'), utf8String('a'), utf8String('b')))),
  },
  'subject-type-not-minimal': {
    subject: sequence(setOf(sequence(tlv(0x06, octets(0x55, 4, 0x80, 3)), utf8String('a')))),
  },
  'subject-printable-with-at': { subject: cn(printableString('a@b')) },
  'subject-printable-with-nul': { subject: cn(printableString('a\0')) },
  'subject-numeric-with-letter': { subject: cn(tlv(0x12, Buffer.from('12a'))) },
  'subject-ia5-not-ascii': { subject: cn(tlv(0x16, octets(0x61, 0xe9))) },
  'subject-utf8-overlong': { subject: cn(tlv(0x0c, octets(0xc1, 0x81))) },
  'subject-utf8-surrogate': { subject: cn(tlv(0x0c, octets(0xed, 0xa0, 0x80))) },
  'subject-utf8-cut-off': { subject: cn(tlv(0x0c, octets(0xe2, 0x82))) },
  'subject-bmp-high-surrogate': { subject: cn(tlv(0x1e, octets(0xd8, 0))) },
  'subject-bmp-low-surrogate': { subject: cn(tlv(0x1e, octets(0xdf, 0xff))) },
  'subject-universal-cut-off': { subject: cn(tlv(0x1c, octets(0, 0, 0))) },
  'subject-universal-surrogate': { subject: cn(tlv(0x1c, octets(0, 0, 0xdf, 0xff))) },
  'subject-universal-too-high': { subject: cn(tlv(0x1c, octets(0, 0x11, 0, 0))) },
  'subject-value-not-a-string': { subject: cn(integer(7)) },
};

const from = utcTime('250101000000Z');
const validity = (notBefore: Buffer, ...rest: Buffer[]) => ({
  validity: sequence(notBefore, ...rest),
});

export const validityDefects: Defects = {
  'validity-ends-before-it-begins': validity(from, utcTime('241231235959Z')),
  'validity-one-date': validity(from),
  'validity-three-dates': validity(from, utcTime('260101000000Z'), utcTime('260101000000Z')),
  'validity-month-13': validity(from, utcTime('261301000000Z')),
  'validity-month-0': validity(from, utcTime('260001000000Z')),
  'validity-30-february': validity(from, utcTime('260230000000Z')),
  'validity-29-february-2100': validity(from, generalizedTime('21000229000000Z')),
  'validity-day-0': validity(from, utcTime('260100000000Z')),
  'validity-24-hours': validity(from, utcTime('260101240000Z')),
  'validity-60-minutes': validity(from, utcTime('260101006000Z')),
  'validity-60-seconds': validity(from, utcTime('260101000060Z')),
  'validity-letters': validity(from, utcTime('26010100000xZ')),
  'validity-letter-for-tens': validity(from, utcTime('2601010000x0Z')),
  'validity-slash': validity(from, utcTime('26010100000/Z')),
  'validity-colon': validity(from, utcTime('26010100000:Z')),
  'validity-slash-for-tens': validity(from, utcTime('2601010000/0Z')),
  'validity-text': validity(from, utcTime('never-is-a-Z!')),
  'validity-without-seconds': validity(from, utcTime('2601010000Z')),
  'validity-with-offset': validity(from, utcTime('260101000000+0000')),
  'validity-without-z': validity(from, utcTime('2601010000000')),
  'validity-generalized-fraction': validity(from, generalizedTime('20600101000000.5Z')),
  'validity-before-1950': validity(generalizedTime('19491231235959Z'), utcTime('260101000000Z')),
  'validity-in-the-year-49': validity(generalizedTime('00490101000000Z'), utcTime('260101000000Z')),
  'validity-not-a-time': validity(from, printableString('260101000000Z')),
  'validity-not-a-sequence': { validity: time(new Date('2026-01-01T00:00:00Z')) },
};

const list = (...items: Buffer[]) => ({ tail: explicit(3, sequence(...items)) });
const keyUsageOid = oid('2.5.29.15');
const content = octetString(bitString(octets(0x80), 7));

export const extensionDefects: Defects = {
  'extensions-empty': list(),
  'extensions-not-a-sequence': { tail: explicit(3, setOf(keyUsage)) },
  'extensions-data-after': { tail: explicit(3, sequence(keyUsage), nullValue) },
  'extension-doubled': list(keyUsage, keyUsage),
  'extension-doubled-apart': {
    tail: encodeExtensions([
      { oid: '1.2.3.4', value: nullValue },
      { oid: '1.2.3.5', value: nullValue },
      { oid: '1.2.3.4', value: integer(1) },
    ]),
  },
  'extension-critical-01': list(sequence(keyUsageOid, tlv(0x01, octets(1)), content)),
  'extension-critical-empty': list(sequence(keyUsageOid, tlv(0x01), content)),
  'extension-critical-two-octets': list(
    sequence(keyUsageOid, tlv(0x01, octets(255, 255)), content),
  ),
  'extension-critical-false-written-out': list(sequence(keyUsageOid, boolean(false), content)),
  'extension-without-content': list(sequence(keyUsageOid)),
  'extension-content-not-octets': list(sequence(keyUsageOid, bitString(octets(0x80), 7))),
  'extension-data-after-content': list(sequence(keyUsageOid, content, nullValue)),
  'extension-without-oid': list(sequence(content)),
};

/** Faults of the outer structure: an element that is missing, surplus, out of place or of another type. */
export const structureDefects: Defects = {
  'unique-ids-out-of-order': { tail: Buffer.concat([uniqueId, tlv(0x81, octets(0, 1))]) },
  'unique-id-without-bit-count': { tail: tlv(0x82) },
  'unique-id-nine-unused-bits': { tail: tlv(0x82, octets(9, 1)) },
  'unique-id-unused-bits-not-zero': { tail: tlv(0x82, octets(3, 1)) },
  'tbs-data-at-end': { tail: nullValue },
  'tbs-unknown-field': { tail: explicit(4, nullValue) },
};
