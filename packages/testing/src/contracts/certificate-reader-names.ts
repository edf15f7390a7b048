import type { Certificate, GeneralName } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  explicit,
  ia5String,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
  utf8String,
} from '../certificate-der.js';
import { generalName } from '../certificate-general-names.js';
import { encodeName } from '../certificate-name.js';
import { type CertificateParts, encodeExtensions } from '../certificate-parts.js';
import { contentsOf } from './certificate-reader-extensions.js';

type Names = Readonly<Record<string, readonly [der: Buffer, name: GeneralName]>>;

/** An INTEGER in so many SEQUENCEs. */
const nested = (levels: number): Buffer =>
  levels === 0 ? integer(1) : sequence(nested(levels - 1));

const subject = encodeName('CN=Zürich, O=a');
const uuid = oid('2.25.329800735698586629295641978511506172918');
const orAddress = sequence(explicit(1, tlv(0x13, Buffer.from('NO'))));
const party = explicit(1, utf8String('é'));
const ip = generalName.iPAddress;

/** Each kind of name (RFC 5280 section 4.2.1.6). */
const names: Names = {
  'a host': [generalName.dNSName('A.example'), { kind: 'dNSName', value: 'A.example' }],
  'an empty host': [generalName.dNSName(''), { kind: 'dNSName', value: '' }],
  'a host with what is no host': [
    generalName.dNSName('*.a.example\0 .b\x7f'),
    { kind: 'dNSName', value: '*.a.example\0 .b\x7f' },
  ],
  'a mail address': [generalName.rfc822Name('a@B'), { kind: 'rfc822Name', value: 'a@B' }],
  'a URI': [
    generalName.uniformResourceIdentifier('urn:dev:ops:32473-SN7'),
    { kind: 'uniformResourceIdentifier', value: 'urn:dev:ops:32473-SN7' },
  ],
  'an IPv4 address': [ip('c0000201'), { kind: 'iPAddress', value: '192.0.2.1' }],
  'the address of all ones': [ip('ffffffff'), { kind: 'iPAddress', value: '255.255.255.255' }],
  'an IPv6 address': [
    ip('20010db8000000000000000000000001'),
    { kind: 'iPAddress', value: '2001:db8:0:0:0:0:0:1' },
  ],
  'the IPv6 address of all zeros': [
    ip('00'.repeat(16)),
    { kind: 'iPAddress', value: '0:0:0:0:0:0:0:0' },
  ],
  'a registered identifier': [
    generalName.registeredID('8837'),
    { kind: 'registeredID', value: '2.999' },
  ],
  'a directory name': [
    generalName.directoryName(subject),
    {
      kind: 'directoryName',
      name: {
        attributes: [
          { type: '2.5.4.3', name: 'CN', value: 'Zürich' },
          { type: '2.5.4.10', name: 'O', value: 'a' },
        ],
        hex: subject.toString('hex'),
      },
    },
  ],
  'an empty directory name': [
    generalName.directoryName(sequence()),
    { kind: 'directoryName', name: { attributes: [], hex: '3000' } },
  ],
  'a hardware module (RFC 4108 section 5)': [
    generalName.otherName('1.3.6.1.5.5.7.8.4', sequence(uuid, octetString(Buffer.from('SN-7')))),
    {
      kind: 'otherName',
      type: '1.3.6.1.5.5.7.8.4',
      hex: sequence(uuid, octetString(Buffer.from('SN-7'))).toString('hex'),
    },
  ],
  'another name of another kind': [
    generalName.otherName('1.2.3', setOf(ia5String('a'))),
    { kind: 'otherName', type: '1.2.3', hex: setOf(ia5String('a')).toString('hex') },
  ],
  'another name of 17 levels': [
    generalName.otherName('1.2.3', nested(16)),
    { kind: 'otherName', type: '1.2.3', hex: nested(16).toString('hex') },
  ],
  'an X.400 address': [
    generalName.x400Address(orAddress),
    { kind: 'x400Address', hex: explicit(3, orAddress).toString('hex') },
  ],
  'a party of EDI': [
    generalName.ediPartyName(party),
    { kind: 'ediPartyName', hex: explicit(5, party).toString('hex') },
  ],
};

const v6 = (address: string, mask: string) => ip(address + mask);

/** Names that only a constraint has (RFC 5280 section 4.2.1.10). */
const bases: Names = {
  'a network': [ip('c0000200ffffff00'), { kind: 'iPAddress', value: '192.0.2.0/255.255.255.0' }],
  'one address': [
    ip('c0000201ffffffff'),
    { kind: 'iPAddress', value: '192.0.2.1/255.255.255.255' },
  ],
  'every address': [ip('00'.repeat(8)), { kind: 'iPAddress', value: '0.0.0.0/0.0.0.0' }],
  'a mask that ends within an octet': [
    ip('0a000000fffe0000'),
    { kind: 'iPAddress', value: '10.0.0.0/255.254.0.0' },
  ],
  'a mask of one bit': [
    ip('8000000080000000'),
    { kind: 'iPAddress', value: '128.0.0.0/128.0.0.0' },
  ],
  'a base with bits beyond its mask': [
    ip('c0000207ffffff00'),
    { kind: 'iPAddress', value: '192.0.2.7/255.255.255.0' },
  ],
  'a network of IPv6': [
    v6(`20010db8${'00'.repeat(12)}`, `ffffffff${'00'.repeat(12)}`),
    { kind: 'iPAddress', value: '2001:db8:0:0:0:0:0:0/ffff:ffff:0:0:0:0:0:0' },
  ],
  'the hosts of a domain': [generalName.dNSName('.a'), { kind: 'dNSName', value: '.a' }],
};

/** Names in subjectAltName and in nameConstraints. */
export function describeNames(
  readWith: (parts: Partial<CertificateParts>) => Promise<Certificate>,
): void {
  const readContents = async (id: string, value: Buffer, parts: Partial<CertificateParts> = {}) =>
    contentsOf(
      await readWith({ tail: encodeExtensions([{ oid: id, critical: true, value }]), ...parts }),
    );

  describe('reads subjectAltName', () => {
    for (const [what, [der, name]] of Object.entries(names)) {
      it(what, async () => {
        expect(await readContents('2.5.29.17', sequence(der))).to.deep.equal({
          subjectAltName: [name],
        });
      });
    }

    it('all of them in their order, one of them twice', async () => {
      const all = Object.values(names).concat(Object.values(names).slice(0, 1));
      const value = sequence(...all.map(([der]) => der));
      expect(await readContents('2.5.29.17', value)).to.deep.equal({
        subjectAltName: all.map(([, name]) => name),
      });
    });

    it('critical, where the subject is empty', async () => {
      const value = sequence(generalName.dNSName('a'));
      expect(await readContents('2.5.29.17', value, { subject: sequence() })).to.deep.equal({
        subjectAltName: [{ kind: 'dNSName', value: 'a' }],
      });
    });
  });

  describe('reads nameConstraints', () => {
    const isNoAddress = ([, { kind }]: readonly [Buffer, GeneralName]) => kind !== 'iPAddress';
    const constraints = [...Object.values(names).filter(isNoAddress), ...Object.values(bases)];
    const subtrees = (number: number) =>
      explicit(number, ...constraints.map(([der]) => sequence(der)));
    const all = constraints.map(([, name]) => name);

    for (const [what, [der, name]] of Object.entries(bases)) {
      it(what, async () => {
        const value = sequence(explicit(0, sequence(der)));
        expect(await readContents('2.5.29.30', value)).to.deep.equal({
          nameConstraints: { permitted: [name], excluded: [] },
        });
      });
    }

    it('permitted names, excluded ones and both, of every kind', async () => {
      const cases = [
        [[subtrees(0)], { permitted: all, excluded: [] }],
        [[subtrees(1)], { permitted: [], excluded: all }],
        [[subtrees(0), subtrees(1)], { permitted: all, excluded: all }],
      ] as const;
      for (const [fields, nameConstraints] of cases) {
        expect(await readContents('2.5.29.30', sequence(...fields))).to.deep.equal({
          nameConstraints,
        });
      }
    });
  });
}
