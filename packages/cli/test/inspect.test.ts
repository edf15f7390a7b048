import { createHash } from 'node:crypto';
import { makeCertificate, makeSigningRequest } from '@gangway/testing';
import { expect } from 'chai';
import { gangway } from './run-gangway.js';
import { runGangway } from './run-in-process.js';

const hex = (text: string) => Buffer.from(text, 'hex');
const keyUsage = { oid: '2.5.29.15', critical: true, value: hex('03020780') };
const isCa = { oid: '2.5.29.19', critical: true, value: hex('30060101ff020100') };

/** Inspects in this process; `-` is the input. */
const inspect = (stdin: string | Buffer, ...args: readonly string[]) =>
  runGangway(['inspect', '-', ...args], { stdin });

async function report(stdin: string | Buffer, ...args: readonly string[]) {
  const { code, stdout } = await inspect(stdin, '--json', ...args);
  return { code, ...JSON.parse(stdout) };
}

const codesOf = ({ refusals }: { readonly refusals: readonly { readonly code: string }[] }) =>
  refusals.map(({ code }) => code);

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
    const { outcome, certificate, refusals } = JSON.parse(stdout);
    expect([outcome, refusals]).to.deep.equal(['READ', []]);
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
      expect(extension).to.have.all.keys('oid', 'name', 'critical', 'hex', 'contents');
    }
    expect(extensions).to.deep.include.members([
      {
        oid: '2.5.29.15',
        name: 'keyUsage',
        critical: true,
        hex: '03020780',
        contents: ['digitalSignature'],
      },
    ]);
  });

  it('shows people the certificate id, key and extensions', async () => {
    const { pem, certificateId } = await makeCertificate({ key: 'p-256' });
    const { code, stdout } = await gangway(['inspect', '-'], { stdin: pem });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^READ certificate\n/);
    expect(stdout).to.match(/\nPASSES certificate-policy with its defaults, at 20\S+Z\n$/);
    expect(stdout).to.match(new RegExp(`certificate id +${certificateId}\n`));
    expect(stdout).to.match(/public key +EC P-256\n/);
    expect(stdout).to.match(/2\.5\.29\.15 +keyUsage +critical +digitalSignature\n/);
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
    const refused = JSON.parse(stdout);
    expect(refused).to.have.all.keys('outcome', 'at', 'refusals');
    expect(refused.outcome).to.equal('REFUSED');
    expect(refused.refusals).to.have.length(1);
    expect(refused.refusals[0]).to.have.all.keys('code', 'detail', 'meaning', 'remedy');
    expect(refused.refusals[0].code).to.equal('PEM_NOT_ONE_BLOCK');
  });

  it('refuses an absurdly long input', async () => {
    const { code, stdout } = await gangway(['inspect', '-'], { stdin: 'x'.repeat(2_000_000) });
    expect(code).to.equal(3);
    expect(stdout).to.match(/^REFUSED PEM_TOO_LARGE\n/);
    const der = await inspect(Buffer.alloc(100_000, 0x30));
    expect(der.stdout).to.match(/^REFUSED PEM_TOO_LARGE\n/);
  });

  it('reads DER as it reads PEM', async () => {
    const { pem, der } = await makeCertificate({ key: 'rsa-2048' });
    const [fromPem, fromDer] = [await report(pem), await report(der)];
    expect(fromDer.certificate).to.deep.equal(fromPem.certificate);
    expect(fromDer.code).to.equal(0);
    const cut = await report(der.subarray(0, 100));
    expect([cut.code, ...codesOf(cut)]).to.deep.equal([3, 'CERTIFICATE_NOT_DER']);
    expect(codesOf(await report(Buffer.from([0x30])))).to.deep.equal(['CERTIFICATE_NOT_DER']);
  });

  describe('tells every reason to refuse a certificate', () => {
    it('as JSON, and ends with 3', async () => {
      const { pem } = await makeCertificate({ key: 'rsa-1024', extensions: [isCa] });
      const refused = await report(pem);
      expect([refused.code, refused.outcome]).to.deep.equal([3, 'REFUSED']);
      expect(codesOf(refused)).to.deep.equal(['CERTIFICATE_KEY_NOT_ALLOWED', 'CERTIFICATE_IS_CA']);
      for (const refusal of refused.refusals) {
        expect(refusal.meaning).to.match(/\.$/);
        expect(refusal.remedy).to.match(/\.$/);
      }
      expect(refused.certificate.subject.text).to.equal('CN=AWS IoT Certificate');
    });

    it('to people, after what was read', async () => {
      const { pem } = await makeCertificate({ extensions: [isCa] });
      const { code, stdout } = await inspect(pem);
      expect(code).to.equal(3);
      expect(stdout).to.match(/^READ certificate\n/);
      expect(stdout).to.match(/basicConstraints +critical +a CA, path length 0\n/);
      expect(stdout).to.match(
        /\nREFUSED CERTIFICATE_IS_CA\n {2}detail +its basicConstraints say cA\n/,
      );
      expect(stdout).to.not.contain('PASSES');
    });

    it('at the moment that is asked about', async () => {
      const notAfter = new Date('2030-01-01T00:00:00Z');
      const { pem } = await makeCertificate({ notAfter });
      const late = await report(pem, '--at', '2030-02-01T00:00:00Z');
      expect([late.code, late.at]).to.deep.equal([3, '2030-02-01T00:00:00.000Z']);
      expect(codesOf(late)).to.deep.equal(['CERTIFICATE_EXPIRED']);
      const early = await report(pem, '--at', '2020-02-01T00:00:00+01:00');
      expect(codesOf(early)).to.deep.equal(['CERTIFICATE_NOT_YET_VALID']);
      expect((await report(pem, '--at', '2026-06-01T00:00:00Z')).code).to.equal(0);
    });

    it('and takes no moment that is none', async () => {
      for (const at of ['tomorrow', '2030-02-30T00:00:00Z', '2030-01-01', '']) {
        const { code, stderr } = await runGangway(['inspect', '-', '--at', at]);
        expect([code, stderr]).to.deep.equal([
          2,
          `gangway: USAGE: option '--at <time>' argument '${at}' is invalid. A date and time with its zone, such as 2030-01-31T00:00:00Z.\n`,
        ]);
      }
    });
  });

  it('shows what extensions hold', async () => {
    const name = 'sn-1.example.org';
    const san = Buffer.concat([hex('3012'), hex('8210'), Buffer.from(name)]);
    const extensions = [
      { oid: '2.5.29.17', value: san },
      { oid: '2.5.29.37', value: hex('300a06082b06010505070302') },
      { oid: '2.5.29.14', value: hex('0402abcd') },
      { oid: '2.5.29.35', value: hex('30048002abcd') },
      { oid: '2.5.29.32', value: hex('3008300606042a030405') },
      { oid: '2.5.29.30', value: hex('3009a00730058203612e62') },
      { oid: '1.2.3.4', value: Buffer.concat([hex('0440'), Buffer.alloc(64, 0xaa)]) },
    ];
    const { pem } = await makeCertificate({ extensions });
    const { stdout } = await inspect(pem);
    for (const line of [
      /subjectAltName +dNSName sn-1\.example\.org\n/,
      /extKeyUsage +clientAuth\n/,
      /subjectKeyIdentifier +abcd\n/,
      /authorityKeyIdentifier +abcd\n/,
      /certificatePolicies +1\.2\.3\.4\.5\n/,
      /nameConstraints +permits dNSName a\.b\n/,
      /1\.2\.3\.4 +unknown +0440(?:aa){22}… \(66 octets\)\n/,
    ]) {
      expect(stdout).to.match(line);
    }
    const { certificate } = await report(pem);
    expect(
      certificate.extensions.map(({ contents }: { contents: unknown }) => contents),
    ).to.deep.equal([
      [{ kind: 'dNSName', value: name }],
      ['1.3.6.1.5.5.7.3.2'],
      'abcd',
      { keyIdentifier: 'abcd' },
      ['1.2.3.4.5'],
      { permitted: [{ kind: 'dNSName', value: 'a.b' }], excluded: [] },
      null,
    ]);
  });

  describe('on a signing request', () => {
    it('shows what it holds and asks for, from PEM and DER alike', async () => {
      const { pem, der } = await makeSigningRequest({ extensions: [keyUsage] });
      const [fromPem, fromDer] = [await report(pem), await report(der)];
      expect(fromDer.signingRequest).to.deep.equal(fromPem.signingRequest);
      expect([fromPem.code, fromPem.outcome]).to.deep.equal([0, 'READ']);
      expect(fromPem.signingRequest).to.have.all.keys(
        'subject',
        'publicKey',
        'publicKeyHash',
        'signatureAlgorithm',
        'extensions',
        'attributes',
      );
      const { stdout } = await inspect(pem);
      expect(stdout).to.match(/^READ signing request\nsubject +CN=SN-0001\n/);
      expect(stdout).to.match(/signature +ecdsa-with-SHA256 \(.+\), of its own key\n/);
      expect(stdout).to.match(/keyUsage +critical +digitalSignature\n/);
      expect(stdout).to.match(/\nPASSES certificate-policy .*as far as a request can tell\n$/);
    });

    it('tells every reason to refuse a certificate for it', async () => {
      const { der } = await makeSigningRequest({ key: 'p-521', extensions: [isCa] });
      const refused = await report(der);
      expect(refused.code).to.equal(3);
      expect(codesOf(refused)).to.deep.equal(['CERTIFICATE_KEY_NOT_ALLOWED', 'CERTIFICATE_IS_CA']);
    });

    it('ends with 3 and the code where its reader refuses it', async () => {
      const { pem, der } = await makeSigningRequest();
      const spoiled = Buffer.from(der);
      spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
      const refused = await report(spoiled);
      expect([refused.code, ...codesOf(refused)]).to.deep.equal([3, 'CSR_SIGNATURE_INVALID']);
      expect(refused.refusals[0].meaning).to.match(/private key/);
      expect(codesOf(await report(`${pem}x`))).to.deep.equal(['CSR_NOT_ONE_BLOCK']);
    });
  });
});
