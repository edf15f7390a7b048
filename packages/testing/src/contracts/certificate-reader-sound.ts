import { createHash, X509Certificate } from 'node:crypto';
import type { Certificate, CertificateReader, PublicKey } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  bitString,
  explicit,
  integer,
  nullValue,
  oid,
  printableString,
  sequence,
  setOf,
  tlv,
  toPem,
  utf8String,
} from '../certificate-der.js';
import { type CertificateKey, keyPairOf } from '../certificate-keys.js';
import { encodeName } from '../certificate-name.js';
import {
  assemble,
  type CertificateParts,
  signatureAlgorithm,
  soundParts,
} from '../certificate-parts.js';
import { makeCertificate } from '../certificates.js';
import { everyExtension } from '../every-extension.js';
import { describeBorders } from './certificate-reader-borders.js';
import { contentsOf, describeExtensions } from './certificate-reader-extensions.js';
import { describeNames } from './certificate-reader-names.js';

const keys: Readonly<Partial<Record<CertificateKey, PublicKey>>> = {
  'rsa-1024': { kind: 'RSA', bits: 1024, exponent: 65_537n },
  'rsa-2048': { kind: 'RSA', bits: 2048, exponent: 65_537n },
  'p-256': { kind: 'EC', curve: 'P-256' },
  'p-384': { kind: 'EC', curve: 'P-384' },
  'p-521': { kind: 'EC', curve: 'P-521' },
  secp256k1: { kind: 'EC', curve: '1.3.132.0.10' },
  ed25519: { kind: 'Ed25519' },
};

export function describeSoundCertificates(reader: CertificateReader): void {
  const read = (pem: string): Certificate => {
    const reading = reader.read(pem);
    if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
    return reading.certificate;
  };

  describe('reads sound certificates', () => {
    for (const [key, publicKey] of Object.entries(keys)) {
      it(`with a key ${key}: every field`, async () => {
        const made = await makeCertificate({
          key: key as CertificateKey,
          subject: 'CN=SN-0001, O=Example\\, Inc., C=NO',
          serialNumber: '0fa',
        });
        const certificate = read(made.pem);
        expect(certificate.publicKey).to.deep.equal(publicKey);
        checkFields(certificate, made.der, made.certificateId);
      });
    }

    it('with each signature hash', async () => {
      for (const [hash, name] of [
        ['SHA-1', 'ecdsa-with-SHA1'],
        ['SHA-384', 'ecdsa-with-SHA384'],
        ['SHA-512', 'ecdsa-with-SHA512'],
      ] as const) {
        const { pem } = await makeCertificate({ hash });
        expect(read(pem).signatureAlgorithm.name).to.equal(name);
      }
      const { pem } = await makeCertificate({ key: 'rsa-2048', hash: 'SHA-384' });
      expect(read(pem).signatureAlgorithm).to.deep.equal({
        oid: '1.2.840.113549.1.1.12',
        name: 'sha384WithRSAEncryption',
      });
    });

    it('with dates on both sides of 2050 and of 1970', async () => {
      const notBefore = new Date('1950-01-01T00:00:00Z');
      const notAfter = new Date('9999-12-31T23:59:59Z');
      const { pem } = await makeCertificate({ notBefore, notAfter });
      expect(read(pem).validity).to.deep.equal({ notBefore: +notBefore, notAfter: +notAfter });
    });

    it('frozen to the bottom', async () => {
      const { pem } = await makeCertificate({ extensions: everyExtension() });
      expect(Object.keys(contentsOf(read(pem)))).to.have.lengthOf(8);
      expect(thawed(reader.read(pem))).to.deep.equal([]);
    });
  });
  describeUnusualCertificates(read);
}

function checkFields(certificate: Certificate, der: Buffer, certificateId: string): void {
  const node = new X509Certificate(der);
  const spki = node.publicKey.export({ type: 'spki', format: 'der' });
  expect(certificate.fingerprint256).to.equal(certificateId);
  expect(certificate.hex).to.equal(der.toString('hex'));
  expect(certificate.publicKeyHash).to.equal(createHash('sha256').update(spki).digest('hex'));
  expect(certificate.version).to.equal(3);
  expect(certificate.serialNumber).to.equal('fa');
  expect(certificate.subject.attributes).to.deep.equal([
    { type: '2.5.4.3', name: 'CN', value: 'SN-0001' },
    { type: '2.5.4.10', name: 'O', value: 'Example, Inc.' },
    { type: '2.5.4.6', name: 'C', value: 'NO' },
  ]);
  expect(certificate.subject.hex).to.equal(
    encodeName('CN=SN-0001, O=Example\\, Inc., C=NO').toString('hex'),
  );
  expect(certificate.issuer.attributes.map(({ name }) => name)).to.deep.equal(['OU']);
  expect(certificate.validity).to.deep.equal({
    notBefore: Date.UTC(2025, 0, 1),
    notAfter: Date.UTC(2049, 11, 31, 23, 59, 59),
  });
  expect(certificate.extensions.map(({ oid: id, critical }) => [id, critical])).to.deep.equal([
    ['2.5.29.14', false],
    ['2.5.29.19', true],
    ['2.5.29.15', true],
  ]);
  expect(certificate.extensions[1]?.hex).to.equal('3000');
  expect(certificate.extensions[2]?.hex).to.equal('03020780');
}

/** Everything in a value that could still be changed. */
function thawed(value: unknown, path = 'reading'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.isFrozen(value) ? [] : [path];
  return own.concat(
    Object.entries(value).flatMap(([key, inner]) => thawed(inner, `${path}.${key}`)),
  );
}

const octets = (...values: number[]): Buffer => Buffer.from(values);
const cn = (value: Buffer): Buffer => sequence(setOf(sequence(oid('2.5.4.3'), value)));

/** Text of each string type, as it stands in the certificate. */
const texts: Readonly<Record<string, readonly [Buffer, string]>> = {
  PrintableString: [printableString("Az09 '()+,-./:=?"), "Az09 '()+,-./:=?"],
  NumericString: [tlv(0x12, Buffer.from('12 34')), '12 34'],
  IA5String: [tlv(0x16, Buffer.from('a@b\x7f')), 'a@b\x7f'],
  TeletexString: [tlv(0x14, octets(0x61, 0xe5)), 'a\u00e5'],
  UTF8String: [
    utf8String('\ufeff \u200bA\u030a\u0000\u{1f600}'),
    '\ufeff \u200bA\u030a\u0000\u{1f600}',
  ],
  BMPString: [tlv(0x1e, octets(0x00, 0x41, 0x26, 0x3a)), 'A\u263a'],
  UniversalString: [tlv(0x1c, octets(0, 1, 0xf6, 0, 0, 0, 0, 0x42)), '\u{1f600}B'],
};

function describeUnusualCertificates(read: (pem: string) => Certificate): void {
  const readWith = async (parts: Partial<CertificateParts>): Promise<Certificate> => {
    const { publicKey, privateKey } = await keyPairOf('p-256');
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const sound = soundParts(spki, signatureAlgorithm(privateKey, 'SHA-256'));
    return read(toPem(assemble({ ...sound, ...parts }, privateKey, 'SHA-256')));
  };

  describeBorders(readWith);
  describeExtensions(readWith);
  describeNames(readWith);
  describe('reads unusual certificates', () => {
    it('of version 1', async () => {
      const { version, extensions } = await readWith({ version: octets(), tail: octets() });
      expect([version, extensions]).to.deep.equal([1, []]);
    });

    it('of version 2, with unique identifiers', async () => {
      const tail = Buffer.concat([tlv(0x81, octets(4, 0xf0)), tlv(0x82, octets(0))]);
      expect((await readWith({ version: explicit(0, integer(1)), tail })).version).to.equal(2);
    });

    it('with serial numbers of 1 and of 20 octets', async () => {
      const longest = `7f${'ee'.repeat(19)}`;
      for (const [content, text] of [
        ['01', '01'],
        ['0080', '80'],
        ['00ff', 'ff'],
        [longest, longest],
      ] as const) {
        const serialNumber = tlv(0x02, Buffer.from(content, 'hex'));
        expect((await readWith({ serialNumber })).serialNumber).to.equal(text);
      }
    });

    for (const [type, [value, text]] of Object.entries(texts)) {
      it(`with a ${type} as it stands`, async () => {
        const { subject } = await readWith({ subject: cn(value) });
        expect(subject.attributes.map((attribute) => attribute.value)).to.deep.equal([text]);
      });
    }

    it('with an empty subject, several attributes in one part, and unknown types', async () => {
      expect((await readWith({ subject: sequence() })).subject.attributes).to.deep.equal([]);
      const pair = (type: string) => sequence(oid(type), utf8String('x'));
      const subject = sequence(setOf(pair('2.5.4.3'), pair('2.5.4.10')), setOf(pair('2.999.1')));
      const { attributes } = (await readWith({ subject })).subject;
      expect(attributes.map(({ name }) => name)).to.deep.equal(['CN', 'O', '2.999.1']);
    });

    it('with algorithms that nobody knows', async () => {
      const algorithm = sequence(oid('2.25.329800735698586629295641978511506172918'), nullValue);
      const certificate = await readWith({
        signature: algorithm,
        publicKey: sequence(sequence(oid('1.3.101.110')), bitString(Buffer.alloc(32, 9))),
      });
      const { publicKey, signatureAlgorithm: shown } = certificate;
      expect(publicKey).to.deep.equal({ kind: 'other', algorithm: '1.3.101.110' });
      expect(shown.oid).to.equal('2.25.329800735698586629295641978511506172918');
      expect(shown.name).to.equal(shown.oid);
    });

    it('with RSASSA-PSS parameters', async () => {
      const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nullValue);
      const mask = sequence(oid('1.2.840.113549.1.1.8'), sha256);
      const pss = oid('1.2.840.113549.1.1.10');
      const given = [explicit(0, sha256), explicit(1, mask), explicit(2, integer(32))];
      for (const parameters of [[], given]) {
        const signature = sequence(pss, sequence(...parameters));
        expect((await readWith({ signature })).signatureAlgorithm.name).to.equal('RSASSA-PSS');
      }
    });
  });
}
