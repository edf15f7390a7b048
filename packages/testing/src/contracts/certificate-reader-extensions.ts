import type { Certificate, ExtensionContents } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  explicit,
  ia5String,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  tlv,
  utf8String,
} from '../certificate-der.js';
import { generalName } from '../certificate-general-names.js';
import { encodeName } from '../certificate-name.js';
import { type CertificateParts, encodeExtensions } from '../certificate-parts.js';
import { type SoundExtension, soundUsage } from './certificate-reader-usage.js';

const octets = (...values: number[]): Buffer => Buffer.from(values);
const issuer = encodeName('CN=Factory CA');
const directory = {
  kind: 'directoryName',
  name: {
    attributes: [{ type: '2.5.4.3', name: 'CN', value: 'Factory CA' }],
    hex: issuer.toString('hex'),
  },
} as const;
const longestSerial = `7f${'ee'.repeat(19)}`;

const keyIdentifiers: Readonly<Record<string, SoundExtension>> = {
  'the shortest of a subject': [
    '2.5.29.14',
    octetString(octets(0)),
    { subjectKeyIdentifier: '00' },
  ],
  'a long one of a subject': [
    '2.5.29.14',
    octetString(Buffer.alloc(200, 0xab)),
    { subjectKeyIdentifier: 'ab'.repeat(200) },
  ],
  'nothing of the authority': ['2.5.29.35', sequence(), { authorityKeyIdentifier: {} }],
  "the authority's key": [
    '2.5.29.35',
    sequence(tlv(0x80, octets(0x0a, 0xff))),
    { authorityKeyIdentifier: { keyIdentifier: '0aff' } },
  ],
  "the authority's issuer and serial number": [
    '2.5.29.35',
    sequence(explicit(1, generalName.directoryName(issuer)), tlv(0x82, octets(0, 0x80))),
    { authorityKeyIdentifier: { issuer: [directory], serialNumber: '80' } },
  ],
  'all three': [
    '2.5.29.35',
    sequence(
      tlv(0x80, octets(1)),
      explicit(1, generalName.directoryName(issuer), generalName.dNSName('ca')),
      tlv(0x82, Buffer.from(longestSerial, 'hex')),
    ),
    {
      authorityKeyIdentifier: {
        keyIdentifier: '01',
        issuer: [directory, { kind: 'dNSName', value: 'ca' }],
        serialNumber: longestSerial,
      },
    },
  ],
};

const policy = oid('1.2.3.4');
const cps = sequence(oid('1.3.6.1.5.5.7.2.1'), ia5String('https://a.example/cps'));
const notice = sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(utf8String('é')));

const policies: Readonly<Record<string, SoundExtension>> = {
  'one policy': ['2.5.29.32', sequence(sequence(policy)), { certificatePolicies: ['1.2.3.4'] }],
  'any policy, and one that is there twice': [
    '2.5.29.32',
    sequence(sequence(oid('2.5.29.32.0')), sequence(policy), sequence(policy)),
    { certificatePolicies: ['2.5.29.32.0', '1.2.3.4', '1.2.3.4'] },
  ],
  'qualifiers, which are left out': [
    '2.5.29.32',
    sequence(sequence(policy, sequence(cps, notice)), sequence(oid('1.2.3.5'), sequence(cps))),
    { certificatePolicies: ['1.2.3.4', '1.2.3.5'] },
  ],
  mappings: ['2.5.29.33', sequence(sequence(policy, oid('1.2.3.5'))), {}],
  'an explicit policy required': ['2.5.29.36', sequence(tlv(0x80, octets(0))), {}],
  'mappings inhibited': ['2.5.29.36', sequence(tlv(0x81, octets(0, 0x80))), {}],
  'both constraints': ['2.5.29.36', sequence(tlv(0x80, octets(1)), tlv(0x81, octets(127))), {}],
  'any policy inhibited': ['2.5.29.54', integer(2 ** 33), {}],
};

const others: Readonly<Record<string, SoundExtension>> = {
  'names of the issuer, which are left out': [
    '2.5.29.18',
    sequence(generalName.dNSName('ca.example')),
    {},
  ],
  'anything in one that is not known': ['1.2.3.4', octets(0xff, 0, 1), {}],
  'nothing in one that is not known': ['1.2.3.4', Buffer.alloc(0), {}],
  'one whose identifier only begins like a known one': ['2.5.29.15.1', nullValue, {}],
  'one whose identifier only ends like a known one': ['1.2.5.29.15', nullValue, {}],
};

const members = [
  'basicConstraints',
  'keyUsage',
  'extendedKeyUsage',
  'subjectAltName',
  'subjectKeyIdentifier',
  'authorityKeyIdentifier',
  'certificatePolicies',
  'nameConstraints',
] as const satisfies readonly (keyof ExtensionContents)[];

/** The members that are there: one that is absent is no member, not even an undefined one. */
export const contentsOf = (certificate: Certificate): ExtensionContents =>
  Object.fromEntries(
    members
      .filter((member) => member in certificate)
      .map((member) => [member, certificate[member]]),
  );

/** What the extensions hold, each one alone in a certificate, critical and not. */
export function describeExtensions(
  readWith: (parts: Partial<CertificateParts>) => Promise<Certificate>,
): void {
  const groups = { ...soundUsage, keyIdentifiers, policies, others };
  for (const [group, cases] of Object.entries(groups)) {
    describe(`reads ${group}`, () => {
      for (const [what, [id, value, contents]] of Object.entries(cases)) {
        it(what, async () => {
          for (const critical of [false, true]) {
            const tail = encodeExtensions([{ oid: id, critical, value }]);
            const certificate = await readWith({ tail });
            expect(contentsOf(certificate)).to.deep.equal(contents);
            expect(certificate.extensions).to.deep.equal([
              { oid: id, critical, hex: value.toString('hex') },
            ]);
          }
        });
      }
    });
  }
}
