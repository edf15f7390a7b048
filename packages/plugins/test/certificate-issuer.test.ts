import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chainRefusals } from '@gangway/core';
import { certificateIssuer } from '@gangway/plugins/certificate-issuer';
import { anEvent, type MadeCertificate, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { momentWithin } from '../dist/certificate/moment-within.js';
import { decide, faultOf, now, verdictOf } from './deciding.js';

const hex = (text: string) => Buffer.from(text, 'hex');
/** RFC 5280 sections 4.2.1.1 and 4.2.1.2 ask for these of what a path is built from. */
const ownKey = { oid: '2.5.29.14', value: hex('040101') };
const issuersKey = { oid: '2.5.29.35', value: hex('3003800101') };
const caExtensions = [
  { oid: '2.5.29.19', critical: true, value: hex('30030101ff') },
  { oid: '2.5.29.15', critical: true, value: hex('03020204') },
  ownKey,
  issuersKey,
];
const leafExtensions = [{ oid: '2.5.29.15', critical: true, value: hex('03020780') }, issuersKey];

describe('certificate-issuer', () => {
  let root: MadeCertificate;
  let below: MadeCertificate;
  let stranger: MadeCertificate;
  let folder: string;

  before(async () => {
    const ca = { extensions: caExtensions, freshKey: true };
    root = await makeCertificate({ ...ca, subject: 'CN=Root', issuer: 'CN=Root' });
    below = await makeCertificate({ ...ca, subject: 'CN=Below', issuedBy: root });
    // Of the same name, with another key.
    stranger = await makeCertificate({ ...ca, subject: 'CN=Root', issuer: 'CN=Root' });
    folder = mkdtempSync(join(tmpdir(), 'issuers-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const leafOf = (issuedBy: MadeCertificate) =>
    makeCertificate({ extensions: leafExtensions, issuedBy, subject: 'CN=SN-1' });

  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  async function judge(
    issuedBy: MadeCertificate,
    options: Parameters<typeof certificateIssuer>[0],
  ) {
    const certificate = await leafOf(issuedBy);
    return verdictOf(await decide([certificateIssuer(options)], anEvent({ certificate })));
  }

  it('takes a certificate that one of them issued', async () => {
    expect(await judge(root, { anchors: [root.pem] })).to.equal('ALLOW');
    expect(await judge(root, { anchors: [stranger.pem, root.pem] })).to.equal('ALLOW');
  });

  it('takes one whose CA the intermediates lead from', async () => {
    const anchors = [root.pem];
    expect(await judge(below, { anchors, intermediates: [below.pem] })).to.equal('ALLOW');
    expect(await judge(below, { anchors })).to.equal('DENY_POLICY CHAIN_UNTRUSTED');
  });

  it('asks the CAs for every purpose, not for one of them', async () => {
    const client = '06082b06010505070302';
    const server = '06082b06010505070301';
    const extKeyUsage = (content: string) => ({ oid: '2.5.29.37', value: hex(content) });
    const limited = await makeCertificate({
      extensions: [...caExtensions, extKeyUsage(`300a${client}`)],
      freshKey: true,
      issuedBy: root,
      subject: 'CN=For clients',
    });
    const certificate = await makeCertificate({
      extensions: [...leafExtensions, extKeyUsage(`3014${client}${server}`)],
      issuedBy: limited,
      subject: 'CN=SN-1',
    });
    const trusted = { anchors: [root.pem], intermediates: [limited.pem] };
    const judgeFor = async (...extendedKeyUsage: string[]) => {
      const plugin = certificateIssuer({ ...trusted, extendedKeyUsage });
      return verdictOf(await decide([plugin], anEvent({ certificate })));
    };
    const refused = 'DENY_POLICY CHAIN_PURPOSE_NOT_ALLOWED';
    expect(await judgeFor('clientAuth')).to.equal('ALLOW');
    expect(await judgeFor('clientAuth', 'serverAuth')).to.equal(refused);
    expect(await judgeFor('serverAuth', 'clientAuth')).to.equal(refused);
  });

  it('refuses what another CA issued, also one of the same name', async () => {
    expect(await judge(stranger, { anchors: [root.pem] })).to.match(/^DENY_POLICY CHAIN_/);
    expect(await judge(below, { anchors: [stranger.pem] })).to.match(/^DENY_POLICY CHAIN_/);
  });

  it('reads them from texts, paths and URLs, one or several in each, with text around', async () => {
    const bundle = `# Root\n${stranger.pem}\n\nsubject=CN = Root\n${root.pem}`;
    const path = file('bundle.pem', bundle);
    for (const source of [bundle.slice(bundle.indexOf('-----BEGIN')), path, pathToFileURL(path)]) {
      expect(await judge(root, { anchors: [source] })).to.equal('ALLOW');
    }
  });

  it('has the codes of a chain, as denials by policy', () => {
    for (const [code, meaning] of Object.entries(chainRefusals)) {
      expect(certificateIssuer.reasonCodes[code]).to.include({ class: 'DENY_POLICY', meaning });
    }
  });

  describe('options', () => {
    const fault = (options: Parameters<typeof certificateIssuer>[0]) =>
      faultOf(() => certificateIssuer(options));

    it('refuses a file that is not there, naming it', () => {
      const path = join(folder, 'absent.pem');
      expect(fault({ anchors: [path] })).to.match(
        /^OPTION_INVALID: .*absent\.pem: it cannot be read/,
      );
    });

    it('refuses what holds no certificate', () => {
      expect(fault({ anchors: [file('empty.pem', '')] })).to.match(/no certificate as PEM/);
      expect(fault({ anchors: [] })).to.match(/^OPTION_INVALID: .*names no certificate/);
    });

    it('refuses a key beside a certificate, and a block that is cut off, and shows neither', () => {
      for (const text of [root.pem + root.privateKeyPem, root.pem + root.pem.slice(0, 200)]) {
        const found = fault({ anchors: [text] });
        expect(found).to.match(/^OPTION_INVALID: .*text 1: it holds something else/);
        expect(found).to.not.contain('-----');
        expect(found).to.not.contain(root.pem.slice(40, 80));
      }
    });

    it('refuses a certificate that cannot be read, with its code and place', () => {
      const broken = root.pem.replace(/\n(.)/, '\n!$1');
      expect(fault({ anchors: [root.pem, root.pem + broken] })).to.match(
        /^OPTION_INVALID: .*text 2, certificate 2: PEM_MALFORMED/,
      );
    });

    it('refuses a certificate that is not of a CA, or whose key may not sign', async () => {
      const leaf = await leafOf(root);
      expect(fault({ anchors: [leaf.pem] })).to.match(/text 1, certificate 1: it is not of a CA/);
      expect(fault({ anchors: [root.pem], intermediates: [leaf.pem] })).to.match(/not of a CA/);
      const [basic] = caExtensions;
      if (basic === undefined) throw new Error('no basicConstraints');
      const idle = await makeCertificate({ extensions: [basic, ...leafExtensions] });
      expect(fault({ anchors: [idle.pem] })).to.match(/its key may not sign certificates/);
    });

    it('refuses a CA that no chain may hold: it would refuse every device', async () => {
      const constrained = {
        oid: '2.5.29.30',
        critical: true,
        value: hex('3009a0073005820378797a'),
      };
      const extensions = [...caExtensions, constrained];
      const { pem } = await makeCertificate({ extensions, subject: 'CN=Root', issuer: 'CN=Root' });
      expect(fault({ anchors: [pem] })).to.match(
        /^OPTION_INVALID: .*text 1, certificate 1: CHAIN_NAME_CONSTRAINTS_UNSUPPORTED/,
      );
    });

    it('refuses more intermediates than a chain is looked for in', () => {
      const many = (count: number) =>
        fault({ anchors: [root.pem], intermediates: [root.pem.repeat(count)] });
      expect(many(64)).to.equal('none');
      expect(many(65)).to.match(/^OPTION_INVALID: .*more than 64 certificates/);
    });

    it('refuses to be made without anchors', () => {
      const options = { intermediates: [root.pem] } as never;
      expect(fault(options)).to.match(/^OPTION_INVALID: .*"anchors"/);
    });
  });

  it('asks the chain about a moment no further from now than the skew, and within the validity if that is near', () => {
    const moment = fc.integer({ min: now - 1_000, max: now + 1_000 });
    fc.assert(
      fc.property(moment, moment, fc.nat(500), (one, other, skew) => {
        const validity = { notBefore: Math.min(one, other), notAfter: Math.max(one, other) };
        const at = momentWithin(validity, now, skew);
        expect(Math.abs(at - now)).to.be.at.most(skew);
        const near = validity.notBefore - skew <= now && now <= validity.notAfter + skew;
        expect(validity.notBefore <= at && at <= validity.notAfter).to.equal(near);
        if (validity.notBefore <= now && now <= validity.notAfter) expect(at).to.equal(now);
      }),
      { seed: 5_280 },
    );
    expect(momentWithin({ notBefore: Number.NaN, notAfter: Number.NaN }, now, 5)).to.equal(now);
  });
});
