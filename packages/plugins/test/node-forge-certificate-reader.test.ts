import { X509Certificate } from 'node:crypto';
import { CertificateReader, nodeCryptoCertificateReader } from '@gangway/core';
import { nodeForgeCertificateReader } from '@gangway/plugins/node-forge-certificate-reader';
import { defectiveCertificates, makeCertificate } from '@gangway/testing';
import { certificateReaderContract, mutationsOf } from '@gangway/testing/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { forgeReader, outcomeOf } from './certificate-readers.js';

certificateReaderContract('node-forge', forgeReader);

const toPem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;

describe('node-forge-certificate-reader', () => {
  it('provides the one port and nothing else', () => {
    const plugin = nodeForgeCertificateReader();
    expect(plugin.provides.map(({ token }) => token)).to.deep.equal([CertificateReader]);
    expect(plugin.checks).to.deep.equal([]);
  });
});

describe('the two certificate readers', function () {
  this.timeout(60_000);
  const core = nodeCryptoCertificateReader();
  const forge = forgeReader();
  const agree = (pem: string) => {
    expect(outcomeOf(forge.read(pem))).to.deep.equal(outcomeOf(core.read(pem)));
  };

  it('read the same in generated certificates, and what Node shows', async () => {
    const subject = fc.stringMatching(/^[A-Za-z0-9 .:-]{1,20}$/);
    const instant = fc.date({
      min: new Date('1950-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    const input = fc.record({
      key: fc.constantFrom('p-256', 'p-384', 'ed25519', 'rsa-2048'),
      subject: subject.map((text) => `CN=${text}`),
      serialNumber: fc
        .bigInt({ min: 1n, max: 2n ** 159n - 1n })
        .map((serial) => serial.toString(16)),
      dates: fc.tuple(instant, instant).map((pair) => pair.toSorted((a, b) => +a - +b)),
    });
    const property = fc.asyncProperty(input, async ({ dates, ...rest }) => {
      const [notBefore = new Date(0), notAfter = new Date(0)] = dates;
      const { pem } = await makeCertificate({ ...rest, notBefore, notAfter });
      agree(pem);
      const reading = forge.read(pem);
      if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
      const node = new X509Certificate(pem);
      const { certificate } = reading;
      expect(certificate.serialNumber).to.equal(node.serialNumber.toLowerCase());
      expect(certificate.validity.notBefore).to.equal(node.validFromDate.getTime());
      expect(certificate.validity.notAfter).to.equal(node.validToDate.getTime());
      expect(certificate.fingerprint256).to.equal(
        node.fingerprint256.replaceAll(':', '').toLowerCase(),
      );
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('read or refuse the same mutations, and nothing that Node cannot read', async () => {
    for (const key of ['p-256', 'rsa-2048', 'ed25519'] as const) {
      const { der } = await makeCertificate({ key });
      const property = fc.property(mutationsOf(der), (bytes) => {
        const pem = toPem(bytes);
        agree(pem);
        if (forge.read(pem).kind === 'certificate') {
          expect(new X509Certificate(pem).raw.equals(bytes)).to.equal(true);
        }
      });
      fc.assert(property, { numRuns: 1_500 });
    }
  });

  it('agree on every bit of a certificate', async () => {
    const { der } = await makeCertificate({ subject: 'CN=a' });
    for (let bit = 0; bit < der.length * 8; bit += 1) {
      const bytes = Buffer.from(der);
      const at = bit >> 3;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      agree(toPem(bytes));
    }
  });

  it('refuse each defect', () => {
    for (const { pem } of defectiveCertificates()) agree(pem);
  });

  it('refuse a BMPString of half characters, which forge cannot read', async () => {
    const { der } = await makeCertificate({ subject: 'CN=abc' });
    const at = der.lastIndexOf(Buffer.from([0x0c, 0x03, 0x61, 0x62, 0x63]));
    der[at] = 0x1e;
    expect(core.read(toPem(der))).to.include({ code: 'CERTIFICATE_NAME_INVALID' });
    expect(forge.read(toPem(der))).to.include({ code: 'CERTIFICATE_NOT_DER' });
  });
});
