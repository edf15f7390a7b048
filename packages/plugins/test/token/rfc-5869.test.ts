import { createSecretKey } from 'node:crypto';
import { expect } from 'chai';
import { hkdfSha256 } from '../../dist/token/device-key.js';

const hex = (text: string) => Buffer.from(text, 'hex');
const from = (first: number, count: number) =>
  Buffer.from(Array.from({ length: count }, (_, at) => first + at));

// https://datatracker.ietf.org/doc/html/rfc5869#appendix-A, those with SHA-256
const cases = {
  'A.1': {
    ikm: Buffer.alloc(22, 0x0b),
    salt: from(0x00, 13),
    info: from(0xf0, 10),
    okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  'A.2': {
    ikm: from(0x00, 80),
    salt: from(0x60, 80),
    info: from(0xb0, 80),
    okm: 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  'A.3': {
    ikm: Buffer.alloc(22, 0x0b),
    salt: Buffer.alloc(0),
    info: Buffer.alloc(0),
    okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
};

describe('HKDF-SHA256', () => {
  for (const [name, { ikm, salt, info, okm }] of Object.entries(cases)) {
    it(`gives what RFC 5869 gives in ${name}`, () => {
      const octets = hex(okm);
      expect(hkdfSha256(createSecretKey(ikm), salt, info, octets.length)).to.deep.equal(octets);
    });
  }
});
