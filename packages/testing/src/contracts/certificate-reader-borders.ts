import type { Certificate, PublicKey } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  bitString,
  explicit,
  generalizedTime,
  integer,
  nullValue,
  oid,
  sequence,
  tlv,
  unsigned,
  utcTime,
} from '../certificate-der.js';
import type { CertificateParts } from '../certificate-parts.js';

const octets = (...values: number[]): Buffer => Buffer.from(values);

const rsa = (modulus: Buffer, exponent: Buffer): Buffer =>
  sequence(
    sequence(oid('1.2.840.113549.1.1.1'), nullValue),
    bitString(sequence(unsigned(modulus), unsigned(exponent))),
  );
const ec = (curve: string, point: Buffer): Buffer =>
  sequence(sequence(oid('1.2.840.10045.2.1'), oid(curve)), bitString(point));

/** An odd number of so many bits, all of them ones. */
function ones(bits: number): Buffer {
  const number = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  number[0] = 0xff >> (number.length * 8 - bits);
  return number;
}

const e3 = octets(3);
const exponentOf6 = octets(1, 0, 0, 0, 0, 1);
const exponentOf7 = octets(1, 0, 0, 0, 0, 0, 1);
const keys: Readonly<Record<string, readonly [info: Buffer, key: PublicKey]>> = {
  'RSA of 16,384 bits': [rsa(ones(16_384), e3), { kind: 'RSA', bits: 16_384, exponent: 3n }],
  'RSA of 1,025 bits': [rsa(ones(1_025), e3), { kind: 'RSA', bits: 1_025, exponent: 3n }],
  'RSA of 1,031 bits': [rsa(ones(1_031), e3), { kind: 'RSA', bits: 1_031, exponent: 3n }],
  'an exponent of six octets': [
    rsa(ones(1_024), exponentOf6),
    { kind: 'RSA', bits: 1_024, exponent: 0x0100_0000_0001n },
  ],
  'an exponent of seven octets': [
    rsa(ones(1_024), exponentOf7),
    { kind: 'RSA', bits: 1_024, exponent: 0x01_0000_0000_0001n },
  ],
  'an exponent just below the modulus': [
    rsa(octets(0x83, 0x01), octets(0x82, 0xff)),
    { kind: 'RSA', bits: 16, exponent: 0x82ffn },
  ],
  'a compressed point of an unknown curve': [
    ec('1.2.3.4', octets(2, 7)),
    { kind: 'EC', curve: '1.2.3.4' },
  ],
  'the other compressed form': [ec('1.2.3.4', octets(3, 7)), { kind: 'EC', curve: '1.2.3.4' }],
  'the shortest point of an unknown curve': [
    ec('1.2.3.4', octets(4, 7, 8)),
    { kind: 'EC', curve: '1.2.3.4' },
  ],
  'an unknown algorithm with parameters': [
    sequence(sequence(oid('1.2.3'), sequence(integer(5))), bitString(octets(1))),
    { kind: 'other', algorithm: '1.2.3' },
  ],
};

const dates: Readonly<
  Record<string, readonly [from: Buffer, to: Buffer, first: string, last: string]>
> = {
  'an instant': [
    utcTime('250101000000Z'),
    utcTime('250101000000Z'),
    '2025-01-01T00:00:00Z',
    '2025-01-01T00:00:00Z',
  ],
  'the years 50 and 49': [
    utcTime('500101000000Z'),
    utcTime('491231235959Z'),
    '1950-01-01T00:00:00Z',
    '2049-12-31T23:59:59Z',
  ],
  'generalized times of 1950 and 2049': [
    generalizedTime('19500101000000Z'),
    generalizedTime('20491231235959Z'),
    '1950-01-01T00:00:00Z',
    '2049-12-31T23:59:59Z',
  ],
  'a leap day': [
    utcTime('240229000000Z'),
    generalizedTime('20500101000000Z'),
    '2024-02-29T00:00:00Z',
    '2050-01-01T00:00:00Z',
  ],
  'the leap day of 2400': [
    utcTime('991231235959Z'),
    generalizedTime('24000229235959Z'),
    '1999-12-31T23:59:59Z',
    '2400-02-29T23:59:59Z',
  ],
};

const sha384 = oid('2.16.840.1.101.3.4.2.2');
const mgf1 = oid('1.2.840.113549.1.1.8');
const pss: Readonly<Record<string, readonly Buffer[]>> = {
  'no salt': [explicit(2, integer(0))],
  'the longest salt': [explicit(2, integer(2_048))],
  'a hash without parameters': [explicit(0, sequence(sha384))],
  'a mask alone': [explicit(1, sequence(mgf1, sequence(sha384, nullValue)))],
};

/** Values at the very edge of what is allowed. */
export function describeBorders(
  readWith: (parts: Partial<CertificateParts>) => Promise<Certificate>,
): void {
  describe('reads at the borders', () => {
    for (const [what, [publicKey, expected]] of Object.entries(keys)) {
      it(what, async () => {
        expect((await readWith({ publicKey })).publicKey).to.deep.equal(expected);
      });
    }

    for (const [what, [from, to, first, last]] of Object.entries(dates)) {
      it(`from and to: ${what}`, async () => {
        const { validity } = await readWith({ validity: sequence(from, to) });
        expect(validity).to.deep.equal({
          notBefore: Date.parse(first),
          notAfter: Date.parse(last),
        });
      });
    }

    for (const [what, parameters] of Object.entries(pss)) {
      it(`RSASSA-PSS with ${what}`, async () => {
        const signature = sequence(oid('1.2.840.113549.1.1.10'), sequence(...parameters));
        expect((await readWith({ signature })).signatureAlgorithm.name).to.equal('RSASSA-PSS');
      });
    }

    it('a unique identifier alone in version 3, before extensions', async () => {
      const certificate = await readWith({ tail: tlv(0x82, octets(7, 0x80)) });
      expect([certificate.version, certificate.extensions]).to.deep.equal([3, []]);
    });
  });
}
