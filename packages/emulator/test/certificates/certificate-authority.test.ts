import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type CertificateAuthority, createCertificateAuthority } from '@gangway/emulator';
import { certificateRefusals } from '@gangway/plugins/certificate-policy';
import {
  type CertificateKey,
  fakeClock,
  type MadeSigningRequest,
  makeSigningRequest,
} from '@gangway/testing';
import { expect } from 'chai';
import { useFolder } from '../account/folder.js';
import { readCertificate } from './read-certificate.js';

// OpenSSL goes by the machine's own clock.
const clock = fakeClock(Date.UTC(2025, 0, 1));

describe('the certificate authority of an emulated account', () => {
  const file = useFolder();
  let authority: CertificateAuthority;
  let request: MadeSigningRequest;
  before(async () => {
    authority = await createCertificateAuthority({ clock });
    request = await makeSigningRequest();
  });

  it("says of itself that it is an emulator's, and is a CA for certificates alone", () => {
    const ca = readCertificate(authority.caPem);
    expect(ca.subject.attributes.map(({ value }) => value)).to.deep.equal([
      'Gangway',
      'Gangway Emulator CA',
    ]);
    expect(ca.issuer.hex).to.equal(ca.subject.hex);
    expect(ca.basicConstraints).to.deep.equal({ ca: true, pathLength: 0 });
    expect(ca.keyUsage).to.deep.equal(['keyCertSign', 'cRLSign']);
    const own = new X509Certificate(authority.caPem);
    expect(own.verify(own.publicKey)).to.equal(true);
  });

  describe('for a key pair that it makes', () => {
    it("gives RSA of 2,048 bits under AWS IoT's name for it, and the private key to that certificate", async () => {
      const { certificatePem, privateKey, publicKey } = await authority.issueKeys();
      const certificate = readCertificate(certificatePem);
      expect(certificate.publicKey).to.deep.equal({ kind: 'RSA', bits: 2_048, exponent: 65_537n });
      expect(certificate.subject.attributes).to.deep.equal([
        { type: '2.5.4.3', name: 'CN', value: 'AWS IoT Certificate' },
      ]);
      expect(privateKey).to.match(/^-----BEGIN RSA PRIVATE KEY-----\n/);
      expect(new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(privateKey)))
        .to //
        .equal(true);
      expect(createPublicKey(publicKey).equals(createPublicKey(createPrivateKey(privateKey))))
        .to //
        .equal(true);
    });

    it('makes another one each time', async () => {
      const made = await Promise.all([authority.issueKeys(), authority.issueKeys()]);
      expect(new Set(made.map(({ privateKey }) => privateKey)).size).to.equal(2);
    });
  });

  describe('for a signing request', () => {
    it('takes over the subject to the octet, and the key', async () => {
      const subject = 'O=Example\\, Inc., CN=Gerät 7, serialNumber=SN-0007';
      const { pem, privateKeyPem } = await makeSigningRequest({ subject });
      const { certificatePem } = authority.issueForRequest(pem);
      expect(readCertificate(certificatePem).subject.attributes.map(({ value }) => value))
        .to //
        .deep.equal(['Example, Inc.', 'Gerät 7', 'SN-0007']);
      const key = createPrivateKey(privateKeyPem);
      expect(new X509Certificate(certificatePem).checkPrivateKey(key)).to.equal(true);
    });

    it('takes over an empty subject', async () => {
      const { pem } = await makeSigningRequest({ subject: '' });
      const { certificatePem } = authority.issueForRequest(pem);
      expect(readCertificate(certificatePem).subject.attributes).to.deep.equal([]);
    });

    it('names the certificate by the SHA-256 of its DER', () => {
      const { certificateId, certificatePem } = authority.issueForRequest(request.pem);
      expect(readCertificate(certificatePem).fingerprint256).to.equal(certificateId);
    });

    it('makes another certificate for the same request', () => {
      const [one, other] = [1, 2].map(() => authority.issueForRequest(request.pem));
      expect(one?.certificateId).not.to.equal(other?.certificateId);
    });

    it('is valid from two minutes ago, by the clock, to the end of 2049', () => {
      clock.advance(86_400_000);
      const { certificatePem } = authority.issueForRequest(request.pem);
      expect(readCertificate(certificatePem).validity).to.deep.equal({
        notBefore: Math.floor(clock.now() / 1_000) * 1_000 - 120_000,
        notAfter: Date.UTC(2049, 11, 31, 23, 59, 59),
      });
    });

    it("has AWS IoT's extensions, and none of those that were asked for", async () => {
      const { pem } = await makeSigningRequest({
        extensions: [{ oid: '2.5.29.19', critical: true, value: Buffer.from('30030101ff', 'hex') }],
      });
      const certificate = readCertificate(authority.issueForRequest(pem).certificatePem);
      expect(certificate.version).to.equal(3);
      expect(certificate.extensions.map(({ oid, critical }) => [oid, critical])).to.deep.equal([
        ['2.5.29.19', true],
        ['2.5.29.15', true],
        ['2.5.29.14', false],
        ['2.5.29.35', false],
      ]);
      expect(certificate.basicConstraints).to.deep.equal({ ca: false });
      expect(certificate.keyUsage).to.deep.equal(['digitalSignature']);
      expect(certificate.authorityKeyIdentifier?.keyIdentifier).to.equal(
        readCertificate(authority.caPem).subjectKeyIdentifier,
      );
    });

    const taken: readonly CertificateKey[] = [
      'rsa-2048',
      'rsa-3072',
      'rsa-4096',
      'p-256',
      'p-384',
      'p-521',
    ];
    for (const key of taken) {
      it(`signs one for ${key}, as AWS IoT documents`, async () => {
        const made = await makeSigningRequest({ key });
        const { certificatePem } = authority.issueForRequest(made.pem);
        const certificate = new X509Certificate(certificatePem);
        const ca = new X509Certificate(authority.caPem);
        expect(certificate.checkPrivateKey(createPrivateKey(made.privateKeyPem))).to.equal(true);
        expect(certificate.checkIssued(ca)).to.equal(true);
        expect(certificate.verify(ca.publicKey)).to.equal(true);
        // Gangway takes P-521 where it is told to.
        const refusals = certificateRefusals(readCertificate(certificatePem), clock.now());
        expect(refusals).to.have.lengthOf(key === 'p-521' ? 1 : 0);
      });
    }

    it('makes a chain that OpenSSL verifies to the letter', function () {
      if (spawnSync('openssl', ['version']).error !== undefined) {
        console.log('      SKIPPED: there is no openssl on this machine');
        this.skip();
      }
      const { certificatePem } = authority.issueForRequest(request.pem);
      writeFileSync(file('ca.pem'), authority.caPem);
      writeFileSync(file('device.pem'), certificatePem);
      const { stdout, stderr } = spawnSync(
        'openssl',
        ['verify', '-x509_strict', '-CAfile', file('ca.pem'), file('device.pem')],
        { encoding: 'utf8' },
      );
      expect(stdout, stderr).to.include('device.pem: OK');
    });
  });
});
