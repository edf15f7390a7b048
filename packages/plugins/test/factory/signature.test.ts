import { createPrivateKey } from 'node:crypto';
import { nodeCryptoCertificateReader } from '@gangway/core';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { hasSigned, signMessage } from '../../dist/factory/signature.js';

const message = Buffer.from('message');

describe("a factory key's signature", () => {
  const made = async () => {
    const { pem, privateKeyPem } = await makeCertificate({ key: 'p-256' });
    const reading = nodeCryptoCertificateReader().read(pem);
    if (reading.kind === 'refused') throw new Error(reading.detail);
    const signature = signMessage('ecdsa-sha256', message, createPrivateKey(privateKeyPem));
    return { certificate: reading.certificate, signature };
  };

  it('is known', async () => {
    const { certificate, signature } = await made();
    expect(hasSigned(certificate, 'ecdsa-sha256', message, signature)).to.equal(true);
  });

  it('is none, and no fault of ours, where OpenSSL cannot take certificate, key or signature', async () => {
    const { certificate, signature } = await made();
    const unparsable = { ...certificate, hex: '3000' };
    expect(hasSigned(unparsable, 'ecdsa-sha256', message, signature)).to.equal(false);
    for (const junk of [Buffer.alloc(0), Buffer.alloc(4_096, 0x30), signature.subarray(1)]) {
      expect(hasSigned(certificate, 'ecdsa-sha256', message, junk)).to.equal(false);
    }
  });
});
