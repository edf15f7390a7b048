import { X509Certificate } from 'node:crypto';
import type { Certificate } from '@gangway/core';
import { makeCertificate } from '@gangway/testing';
import { everyExtension, hostilePems, mutationsOf } from '@gangway/testing/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { oddCertificates, oddNote, outcomeOf, readers } from '../certificate-readers.js';
import { chainCertificates, chainsNote } from './chain-certificates.js';
import { editedDer, isBeyondForge, withContent } from './edited-der.js';
import { altNamesText, keyByNode, shownByNode, shownByUs } from './node-view.js';

/** The one extension of them that no reader knows, and that holds no DER. */
const unknown = '1.2.3.4';
const [core, forge] = Object.values(readers);

const toPem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;

/** What both read, or undefined where both refuse. */
function agreed(pem: string, what?: string): Certificate | undefined {
  const reading = core?.read(pem);
  if (reading === undefined || forge === undefined) throw new Error('two readers are needed');
  const second = forge.read(pem);
  const excused =
    second.kind === 'refused' && reading.kind === 'certificate' && isExcused(reading.certificate);
  if (!excused) expect(outcomeOf(second), what).to.deep.equal(outcomeOf(reading));
  return reading.kind === 'certificate' ? reading.certificate : undefined;
}

const isExcused = ({ hex, extensions }: Certificate): boolean =>
  isBeyondForge(Buffer.from(hex, 'hex')) ||
  extensions.some((extension) => {
    const isDer = everyExtension().some(({ oid }) => oid === extension.oid && oid !== unknown);
    return isDer && isBeyondForge(Buffer.from(extension.hex, 'hex'));
  });

/** Whether Node's own parser shows the same; it says nothing of names that it would escape. */
function checkWithNode(certificate: Certificate, pem: string, what: string): { named: boolean } {
  const node = new X509Certificate(pem);
  expect(shownByUs(certificate), what).to.deep.equal(shownByNode(node));
  const { publicKey, subjectAltName } = certificate;
  if (publicKey.kind !== 'other') {
    expect(keyByNode(node) ?? publicKey, what).to.deep.equal(publicKey);
  }
  const text = altNamesText(subjectAltName);
  if (text === undefined) return { named: false };
  expect(text, what).to.equal((node.subjectAltName ?? '').toLowerCase());
  return { named: subjectAltName !== undefined };
}

describe('the two certificate readers agree', function () {
  this.timeout(60_000);

  it(`on odd certificates, and with Node ${oddNote}`, function () {
    if (oddCertificates.length === 0) this.skip();
    for (const { file, pem } of oddCertificates) {
      const certificate = agreed(pem, file);
      if (certificate !== undefined) checkWithNode(certificate, pem, file);
    }
  });

  it(`on every certificate of the chains, and with Node ${chainsNote}`, function () {
    if (chainCertificates.size === 0) this.skip();
    let named = 0;
    for (const [pem, what] of chainCertificates) {
      const certificate = agreed(pem, what);
      if (certificate !== undefined && checkWithNode(certificate, pem, what).named) named += 1;
    }
    // Were the names of none compared, the agreement would say nothing of them.
    expect(named).to.be.above(100);
  });

  it('on what is made to keep them busy', () => {
    for (const [what, pem] of Object.entries(hostilePems())) agreed(pem, what);
  });

  it('on every extension, all of them filled in', async () => {
    const { pem } = await makeCertificate({ extensions: everyExtension() });
    expect(agreed(pem)?.extensions).to.have.lengthOf(everyExtension().length);
  });

  for (const extension of everyExtension()) {
    let whole: Buffer = Buffer.alloc(0);
    before(async () => {
      whole = (await makeCertificate({ extensions: [extension] })).der;
    });
    // The signature is no longer one of it, which no reader looks at.
    const edited = (value: Buffer): void => {
      agreed(toPem(withContent(whole, extension.value, value)), value.toString('hex'));
    };

    it(`on every bit of extension ${extension.oid}`, () => {
      for (let bit = 0; bit < extension.value.length * 8; bit += 1) {
        const value = Buffer.from(extension.value);
        value[bit >> 3] = (value[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        edited(value);
      }
    });

    it(`on octets of extension ${extension.oid} that are changed, added or left out`, () => {
      fc.assert(fc.property(mutationsOf(extension.value), edited), { numRuns: 400 });
    });

    if (extension.oid === unknown) continue;
    it(`on elements of extension ${extension.oid} that are edited`, () => {
      fc.assert(fc.property(editedDer(extension.value), edited), { numRuns: 400 });
    });
  }

  it('on octets of a certificate with every extension', async () => {
    const { der } = await makeCertificate({ extensions: everyExtension() });
    const property = fc.property(mutationsOf(der), (bytes) => {
      const certificate = agreed(toPem(bytes));
      if (certificate !== undefined) expect(certificate.hex).to.equal(bytes.toString('hex'));
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
