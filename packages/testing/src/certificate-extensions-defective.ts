import {
  bitString,
  boolean,
  explicit,
  ia5String,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from './certificate-der.js';
import type { Defects } from './certificate-fields-defective.js';
import { generalName } from './certificate-general-names.js';
import { encodeExtensions } from './certificate-parts.js';

const octets = (...values: number[]): Buffer => Buffer.from(values);
const bits = (unused: number, ...values: number[]): Buffer => bitString(octets(...values), unused);
const named = (id: string, value: Buffer) => ({ tail: encodeExtensions([{ oid: id, value }]) });

const basicConstraints = (value: Buffer) => named('2.5.29.19', value);
const ca = boolean(true);

export const basicConstraintsDefects: Defects = {
  'basic-constraints-empty': basicConstraints(Buffer.alloc(0)),
  'basic-constraints-not-a-sequence': basicConstraints(setOf(ca)),
  'basic-constraints-ca-false-written-out': basicConstraints(sequence(boolean(false))),
  'basic-constraints-ca-01': basicConstraints(sequence(tlv(0x01, octets(1)))),
  'basic-constraints-path-negative': basicConstraints(sequence(ca, tlv(0x02, octets(0xff)))),
  'basic-constraints-path-256': basicConstraints(sequence(ca, integer(256))),
  'basic-constraints-path-of-five-octets': basicConstraints(sequence(ca, integer(2 ** 32))),
  'basic-constraints-path-not-minimal': basicConstraints(sequence(ca, tlv(0x02, octets(0, 0x7f)))),
  'basic-constraints-path-empty': basicConstraints(sequence(ca, tlv(0x02))),
  'basic-constraints-out-of-order': basicConstraints(sequence(integer(0), ca)),
  'basic-constraints-data-inside': basicConstraints(sequence(ca, integer(0), integer(0))),
  'basic-constraints-data-after': basicConstraints(Buffer.concat([sequence(ca), nullValue])),
  'basic-constraints-cut-off': basicConstraints(sequence(ca).subarray(0, -1)),
  'basic-constraints-length-not-minimal': basicConstraints(octets(0x30, 0x81, 3, 1, 1, 0xff)),
  'basic-constraints-length-indefinite': basicConstraints(octets(0x30, 0x80, 1, 1, 0xff, 0, 0)),
};

const keyUsage = (value: Buffer) => named('2.5.29.15', value);
const extKeyUsage = (value: Buffer) => named('2.5.29.37', value);
const serverAuth = oid('1.3.6.1.5.5.7.3.1');

export const usageDefects: Defects = {
  'key-usage-without-bits': keyUsage(bits(0)),
  'key-usage-without-bit-count': keyUsage(tlv(0x03)),
  'key-usage-no-bit-set': keyUsage(bits(7, 0)),
  'key-usage-zero-at-end': keyUsage(bits(6, 0x80)),
  'key-usage-zero-octet-at-end': keyUsage(bits(0, 0x80, 0)),
  'key-usage-unused-bits-not-zero': keyUsage(bits(7, 0xc0)),
  'key-usage-eight-unused-bits': keyUsage(bits(8, 0x80)),
  'key-usage-tenth-bit': keyUsage(bits(6, 0x80, 0x40)),
  'key-usage-17-bits': keyUsage(bits(7, 0x80, 0, 0x80)),
  'key-usage-not-bits': keyUsage(octetString(octets(7, 0x80))),
  'key-usage-constructed': keyUsage(tlv(0x23, bits(7, 0x80))),
  'key-usage-data-after': keyUsage(Buffer.concat([bits(7, 0x80), nullValue])),
  'ext-key-usage-empty': extKeyUsage(sequence()),
  'ext-key-usage-not-a-sequence': extKeyUsage(serverAuth),
  'ext-key-usage-not-an-oid': extKeyUsage(sequence(serverAuth, octetString(octets(1)))),
  'ext-key-usage-oid-not-minimal': extKeyUsage(sequence(tlv(0x06, octets(0x2a, 0x80, 1)))),
  'ext-key-usage-data-after': extKeyUsage(Buffer.concat([sequence(serverAuth), nullValue])),
};

const policies = (value: Buffer) => named('2.5.29.32', value);
const mappings = (value: Buffer) => named('2.5.29.33', value);
const constraints = (value: Buffer) => named('2.5.29.36', value);
const inhibitAnyPolicy = (value: Buffer) => named('2.5.29.54', value);
const policy = oid('1.2.3.4');
const cps = oid('1.3.6.1.5.5.7.2.1');
const qualified = (...qualifiers: Buffer[]) =>
  policies(sequence(sequence(policy, sequence(...qualifiers))));

export const policyDefects: Defects = {
  'policies-empty': policies(sequence()),
  'policies-not-a-sequence': policies(setOf(sequence(policy))),
  'policies-data-after': policies(Buffer.concat([sequence(sequence(policy)), nullValue])),
  'policy-without-oid': policies(sequence(sequence())),
  'policy-not-a-sequence': policies(sequence(policy)),
  'policy-data-after-qualifiers': policies(
    sequence(sequence(policy, sequence(sequence(cps, ia5String('u'))), nullValue)),
  ),
  'policy-qualifiers-empty': qualified(),
  'policy-qualifiers-not-a-sequence': policies(sequence(sequence(policy, nullValue))),
  'policy-qualifier-empty': qualified(sequence()),
  'policy-qualifier-without-value': qualified(sequence(cps)),
  'policy-qualifier-two-values': qualified(sequence(cps, ia5String('u'), ia5String('v'))),
  'policy-qualifier-bad-value': qualified(sequence(cps, tlv(0x02, octets(0, 1)))),
  'policy-mappings-empty': mappings(sequence()),
  'policy-mapping-of-one': mappings(sequence(sequence(policy))),
  'policy-mapping-of-three': mappings(sequence(sequence(policy, policy, policy))),
  'policy-mappings-data-after': mappings(
    Buffer.concat([sequence(sequence(policy, policy)), nullValue]),
  ),
  'policy-constraints-empty': constraints(sequence()),
  'policy-constraints-negative': constraints(sequence(tlv(0x80, octets(0xff)))),
  'policy-constraints-not-minimal': constraints(sequence(tlv(0x81, octets(0, 1)))),
  'policy-constraints-without-octets': constraints(sequence(tlv(0x81))),
  'policy-constraints-constructed': constraints(sequence(explicit(0, integer(0)))),
  'policy-constraints-out-of-order': constraints(
    sequence(tlv(0x81, octets(0)), tlv(0x80, octets(0))),
  ),
  'policy-constraints-doubled': constraints(sequence(tlv(0x80, octets(0)), tlv(0x80, octets(0)))),
  'policy-constraints-unknown-field': constraints(sequence(tlv(0x82, octets(0)))),
  'inhibit-any-policy-negative': inhibitAnyPolicy(tlv(0x02, octets(0x80))),
  'inhibit-any-policy-not-minimal': inhibitAnyPolicy(tlv(0x02, octets(0, 0))),
  'inhibit-any-policy-not-a-number': inhibitAnyPolicy(sequence(integer(0))),
  'inhibit-any-policy-data-after': inhibitAnyPolicy(Buffer.concat([integer(0), nullValue])),
};

const keyId = (value: Buffer) => named('2.5.29.14', value);
const authority = (...fields: Buffer[]) => named('2.5.29.35', sequence(...fields));
const key = tlv(0x80, octets(1, 2));
const issuer = explicit(1, generalName.dNSName('ca'));
const serial = tlv(0x82, octets(5));

export const keyIdentifierDefects: Defects = {
  'subject-key-id-empty': keyId(octetString()),
  'subject-key-id-bare': keyId(octets(1, 2, 3)),
  'subject-key-id-not-octets': keyId(bits(0, 1)),
  'subject-key-id-data-after': keyId(Buffer.concat([octetString(octets(1)), octets(0)])),
  'authority-key-id-not-a-sequence': named('2.5.29.35', octetString(octets(1))),
  'authority-key-id-empty-key': authority(tlv(0x80)),
  'authority-key-id-untagged': authority(octetString(octets(1))),
  'authority-key-id-issuer-alone': authority(key, issuer),
  'authority-key-id-serial-alone': authority(key, serial),
  'authority-key-id-issuer-empty': authority(explicit(1), serial),
  'authority-key-id-issuer-primitive': authority(tlv(0x81), serial),
  'authority-key-id-serial-zero': authority(issuer, tlv(0x82, octets(0))),
  'authority-key-id-serial-negative': authority(issuer, tlv(0x82, octets(0x85))),
  'authority-key-id-serial-not-minimal': authority(issuer, tlv(0x82, octets(0, 5))),
  'authority-key-id-serial-empty': authority(issuer, tlv(0x82)),
  'authority-key-id-serial-21-octets': authority(issuer, tlv(0x82, Buffer.alloc(21, 1))),
  'authority-key-id-out-of-order': authority(issuer, serial, key),
  'authority-key-id-doubled-key': authority(key, key),
  'authority-key-id-data-after': named('2.5.29.35', Buffer.concat([sequence(key), nullValue])),
};
