import { generateKeyPairSync, hash, X509Certificate } from 'node:crypto';
import {
  distinguishedName,
  publicKeyInfo,
  signCertificate,
  signerFor,
} from '@gangway/emulator/certificates';
import { expect } from 'chai';
import { readCertificate } from './read-certificate.js';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const subject = distinguishedName('CN=Factory CA');

const pemUntil = (notAfter: number): string =>
  signCertificate({
    subject,
    publicKey: publicKeyInfo(keys.publicKey),
    issuer: signerFor(subject, keys),
    validity: { notBefore: Date.UTC(2025, 0), notAfter },
    extensions: [],
  }).certificatePem;
const sign = () => readCertificate(pemUntil(Date.UTC(2040, 0)));

describe('signCertificate()', () => {
  // RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050.
  for (const [end, form] of [
    ['2049-12-31T23:59:59Z', '\x17\x0d491231235959Z'],
    ['2050-01-01T00:00:00Z', '\x18\x0f20500101000000Z'],
    ['9999-12-31T23:59:59Z', '\x18\x0f99991231235959Z'],
  ] as const) {
    it(`ends at ${end} in the form of time that its year has`, () => {
      const pem = pemUntil(Date.parse(end));
      expect(readCertificate(pem).validity.notAfter).to.equal(Date.parse(end));
      expect(new X509Certificate(pem).raw.toString('latin1')).to.include(form);
    });
  }

  it('gives each certificate a serial number of its own, of 159 bits', () => {
    const [one, other] = [sign(), sign()];
    expect(one.serialNumber).to.match(/^[4-7][0-9a-f]{39}$/);
    expect(one.serialNumber).not.to.equal(other.serialNumber);
  });

  it('names keys by the first 160 bits of the SHA-256 of their bits', () => {
    // The point as such, uncompressed: the last 65 octets of the key's DER.
    const point = publicKeyInfo(keys.publicKey).subarray(-65);
    const { subjectKeyIdentifier, authorityKeyIdentifier } = sign();
    expect(subjectKeyIdentifier).to.equal(hash('sha256', point, 'hex').slice(0, 40));
    expect(authorityKeyIdentifier?.keyIdentifier).to.equal(subjectKeyIdentifier);
  });
});
