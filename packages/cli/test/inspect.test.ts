import { createHash } from 'node:crypto';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { gangway } from './run-gangway.js';

describe('gangway inspect', () => {
  it('shows a certificate as JSON, its RSA exponent as a string', async () => {
    const { pem, der, certificateId } = await makeCertificate({
      key: 'rsa-2048',
      subject: 'CN=SN-0001',
      serialNumber: '0a1b',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2030-01-01T00:00:00Z'),
    });
    const { code, stdout, stderr } = await gangway(['inspect', '-', '--json'], { stdin: pem });
    expect([code, stderr]).to.deep.equal([0, '']);
    const { outcome, certificate } = JSON.parse(stdout);
    expect(outcome).to.equal('READ');
    expect(certificate).to.deep.include({
      certificateId,
      fingerprint256: createHash('sha256').update(der).digest('hex'),
      version: 3,
      serialNumber: '0a1b',
      validity: { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2030-01-01T00:00:00.000Z' },
      publicKey: { kind: 'RSA', bits: 2048, exponent: '65537' },
    });
    expect(certificate.subject.text).to.equal('CN=SN-0001');
    expect(certificate.issuer.attributes).to.be.an('array');
    expect(certificate.publicKeyHash).to.match(/^[0-9a-f]{64}$/);
    expect(certificate.signatureAlgorithm).to.have.all.keys('oid', 'name');
  });

  it('names known extensions, and says which are critical', async () => {
    const { pem } = await makeCertificate();
    const { stdout } = await gangway(['inspect', '-', '--json'], { stdin: pem });
    const { extensions } = JSON.parse(stdout).certificate;
    for (const extension of extensions) {
      expect(extension).to.have.all.keys('oid', 'name', 'critical', 'hex');
    }
    expect(extensions).to.deep.include.members([
      { oid: '2.5.29.15', name: 'keyUsage', critical: true, hex: '03020780' },
    ]);
  });

  it('shows people the certificate id, key and extensions', async () => {
    const { pem, certificateId } = await makeCertificate({ key: 'p-256' });
    const { code, stdout } = await gangway(['inspect', '-'], { stdin: pem });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^READ\n/);
    expect(stdout).to.match(new RegExp(`certificate id +${certificateId}\n`));
    expect(stdout).to.match(/public key +EC P-256\n/);
    expect(stdout).to.match(/2\.5\.29\.15 +keyUsage +critical\n/);
  });

  it('escapes what could move the cursor or hide a part of a name', async () => {
    const { pem } = await makeCertificate({ subject: 'CN=good\u202egnp' });
    const { code, stdout } = await gangway(['inspect', '-'], { stdin: pem });
    expect(code).to.equal(0);
    expect(stdout).to.contain('CN=good\\u{202e}gnp');
  });

  it('ends with 3 and the code for what its reader refuses', async () => {
    const { pem } = await makeCertificate();
    const { code, stdout } = await gangway(['inspect', '-', '--json'], { stdin: pem + pem });
    expect(code).to.equal(3);
    const refusal = JSON.parse(stdout);
    expect(refusal).to.have.all.keys('outcome', 'code', 'detail', 'meaning', 'remedy');
    expect(refusal).to.include({ outcome: 'REFUSED', code: 'PEM_NOT_ONE_BLOCK' });
  });

  it('refuses an absurdly long input', async () => {
    const { code, stdout } = await gangway(['inspect', '-'], { stdin: 'x'.repeat(2_000_000) });
    expect(code).to.equal(3);
    expect(stdout).to.match(/^REFUSED PEM_TOO_LARGE\n/);
  });
});
