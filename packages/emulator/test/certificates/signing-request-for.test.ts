import { generateKeyPairSync } from 'node:crypto';
import { readSigningRequest, type SigningRequest } from '@gangway/core';
import { escapeNameValue, signingRequestFor } from '@gangway/emulator/certificates';
import { expect } from 'chai';
import fc from 'fast-check';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

function read(pem: string): SigningRequest {
  const reading = readSigningRequest(pem);
  if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
  return reading.request;
}

describe('signingRequestFor()', () => {
  const kinds = {
    'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    'RSA-2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
    Ed25519: generateKeyPairSync('ed25519'),
  };
  for (const [kind, pair] of Object.entries(kinds)) {
    it(`writes a request for a key of the kind ${kind} that a strict reader takes, signature and all`, () => {
      const { subject, extensions, attributes } = read(
        signingRequestFor({ subject: 'O=Acme, CN=SN-0001', keys: pair }),
      );
      expect(subject.attributes).to.deep.equal([
        { type: '2.5.4.10', name: 'O', value: 'Acme' },
        { type: '2.5.4.3', name: 'CN', value: 'SN-0001' },
      ]);
      expect([extensions, attributes]).to.deep.equal([[], []]);
    });
  }

  it('may leave the subject empty', () => {
    expect(read(signingRequestFor({ subject: '', keys })).subject.attributes).to.deep.equal([]);
  });

  it('keeps any value of a name as it is, once its commas are written as such', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !text.includes('\\'));
    fc.assert(
      fc.property(value, value, (unit, name) => {
        const subject = `OU=${escapeNameValue(unit)}, CN=${escapeNameValue(name)}`;
        expect(
          read(signingRequestFor({ subject, keys })).subject.attributes.map((part) => part.value),
        ).to.deep.equal([unit, name]);
      }),
    );
  });

  for (const [what, subject] of [
    ['an attribute without a name', 'SN-0001'],
    ['an unknown attribute', 'DC=example'],
    ['an attribute without a value', 'CN='],
    ['a comma at its end', 'CN=SN-0001,'],
    ['a backslash before anything but a comma', 'CN=SN\\0001'],
    ['half of a surrogate pair', 'CN=SN-\ud800'],
    ['a country that is no PrintableString', 'C=Ö'],
    ['a serial number that is no PrintableString', 'serialNumber=SN_1'],
  ] as const) {
    it(`refuses a subject with ${what}`, () => {
      expect(() => signingRequestFor({ subject, keys })).to.throw(TypeError);
    });
  }

  it('refuses a key that AWS IoT has no use for and X.509 no signature of', () => {
    const x25519 = generateKeyPairSync('x25519');
    expect(() => signingRequestFor({ subject: 'CN=SN-0001', keys: x25519 })).to.throw(TypeError);
    const k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    expect(() => signingRequestFor({ subject: 'CN=SN-0001', keys: k1 })).to.throw(TypeError);
  });
});
