import { X509Certificate } from 'node:crypto';
import { nodeCryptoCertificateReader } from '@gangway/core';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { platformCertificate } from '#core/certificate/platform-certificate.js';
import { readDer } from '#core/certificate/read-der.js';

describe("Node's view of a certificate", () => {
  it('is kept where a reader has made it, and made once where none has', async () => {
    const { pem, der } = await makeCertificate();
    const reading = nodeCryptoCertificateReader().read(pem);
    if (reading.kind === 'refused') throw new Error(reading.detail);
    for (const certificate of [reading.certificate, readDer(der)]) {
      const view = platformCertificate(certificate);
      expect(view).to.be.instanceOf(X509Certificate);
      expect(view.raw.equals(der)).to.equal(true);
      expect(platformCertificate(certificate)).to.equal(view);
    }
  });

  it('is no part of the certificate', async () => {
    const { pem } = await makeCertificate();
    const reading = nodeCryptoCertificateReader().read(pem);
    expect(Object.isFrozen(reading)).to.equal(true);
    expect(
      JSON.stringify(reading, (_key, value) => (typeof value === 'bigint' ? 0 : value)),
    ).to.not.contain('BEGIN');
  });
});
