import { type CertificateAuthority, createCertificateAuthority } from '@gangway/emulator';
import { fakeClock, makeSigningRequest } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { Rejection } from '../../dist/provisioning/rejection.js';

const pemOf = (der: Buffer, label = 'CERTIFICATE REQUEST') =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;

describe('a signing request that is refused', () => {
  let authority: CertificateAuthority;
  before(async () => {
    authority = await createCertificateAuthority({ clock: fakeClock() });
  });

  const refusalOf = (pem: string): Rejection => {
    try {
      authority.issueForRequest(pem);
    } catch (error) {
      if (error instanceof Rejection) return error;
      throw error;
    }
    throw new Error('it was signed');
  };

  it('is told to the device without a reason, and to the operator with one', async () => {
    const { pem } = await makeSigningRequest({ key: 'rsa-1024' });
    const refusal = refusalOf(pem);
    expect(refusal.payload).to.deep.equal({
      statusCode: 400,
      errorCode: 'InvalidRequest',
      errorMessage: 'Certificate signing request is invalid.',
    });
    expect(refusal.reason).to.equal('CSR_KEY_NOT_TAKEN: RSA of 1024 bits');
  });

  for (const [key, reason] of [
    ['ed25519', 'CSR_KEY_NOT_TAKEN'],
    ['secp256k1', 'CSR_SIGNATURE_ALGORITHM_UNSUPPORTED'],
  ] as const) {
    it(`may be one for ${key}`, async () => {
      expect(refusalOf((await makeSigningRequest({ key })).pem).reason).to.match(
        new RegExp(`^${reason}: `),
      );
    });
  }

  const text = 'secret text of somebody';
  for (const [what, pem] of Object.entries({
    'no text at all': '',
    'text without a block': text,
    'a block that is empty': pemOf(Buffer.alloc(0)),
    'a block of something else': pemOf(Buffer.from(text)),
    'a block without an end': '-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n',
    'a text of a megabyte': 'A'.repeat(1_048_576),
    'text with NUL in it': '\0'.repeat(100),
  })) {
    it(`may be ${what}`, () => {
      const { reason, message } = refusalOf(pem);
      expect(reason).to.match(/^CSR_[A-Z_]+: /);
      expect(`${reason}${message}`).not.to.include(text);
    });
  }

  it('may be under another label, twice, or with more behind it', async () => {
    const { der, pem } = await makeSigningRequest();
    for (const bad of [
      pemOf(der, 'CERTIFICATE'),
      `${pem}${pem}`,
      pemOf(Buffer.concat([der, Buffer.from([0])])),
      pemOf(der.subarray(0, -1)),
    ]) {
      expect(refusalOf(bad).statusCode).to.equal(400);
    }
  });

  it('may be signed with SHA-1', async () => {
    const { pem } = await makeSigningRequest({ key: 'rsa-2048', hash: 'SHA-1' });
    expect(refusalOf(pem).reason).to.match(/^CSR_SIGNATURE_ALGORITHM_UNSUPPORTED: /);
  });

  it('may be one whose subject was replaced after somebody else had signed it', async () => {
    const { der } = await makeSigningRequest({ subject: 'CN=SN-0001' });
    const forged = Buffer.from(der.toString('latin1').replace('SN-0001', 'SN-0002'), 'latin1');
    expect(refusalOf(pemOf(forged)).reason).to.match(/^CSR_SIGNATURE_INVALID: /);
  });

  it('may have any octet changed: it is never signed, and nothing else happens', async () => {
    const { der } = await makeSigningRequest();
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bad = Buffer.from(der);
        bad.writeUInt8(bad.readUInt8(at) ^ flip, at);
        expect(refusalOf(pemOf(bad)).statusCode).to.equal(400);
      }),
      { numRuns: 300 },
    );
  });
});
