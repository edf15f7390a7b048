import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { factoryIdentity } from '@gangway/plugins/factory-identity';
import { expect } from 'chai';
import { faultOf } from '../deciding.js';
import { type Factory, judge, makeCa, makeFactory, provenEvent } from './made-factory.js';

type Options = Parameters<typeof factoryIdentity>[0];

describe("factory-identity's options", () => {
  let factory: Factory;
  let folder: string;
  before(async () => {
    factory = await makeFactory();
    folder = mkdtempSync(join(tmpdir(), 'gangway-factory-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const written = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const faultWith = (options: Partial<Record<keyof Options, unknown>>) =>
    faultOf(() =>
      factoryIdentity({
        serialNumber: 'SerialNumber',
        anchors: [factory.root.pem],
        ...options,
      } as Options),
    );

  it('take CAs from texts, files and file URLs, one or more in each', async () => {
    const { root, issuing } = factory;
    const bundle = written('bundle.pem', `${issuing.pem}\r\n\n${root.pem}`);
    const event = provenEvent(factory);
    for (const anchors of [[root.pem], [bundle], [pathToFileURL(bundle)], [`\n${root.pem}`]]) {
      expect(await judge(factory, event, { anchors })).to.equal('ALLOW');
    }
    const alone = provenEvent(factory, { chain: [factory.device.pem] });
    expect(await judge(factory, alone, { intermediates: [bundle] })).to.equal('ALLOW');
  });

  it('take no more intermediates than leave room for those of a device', async () => {
    const { root, issuing, device } = factory;
    const others = await Promise.all(Array.from({ length: 63 }, (_, at) => makeCa(`CN=CA ${at}`)));
    const pems = others.map(({ pem }) => pem);
    // It sends as many of its own as it may, and still comes in.
    const chain = [device.pem, issuing.pem, ...pems.slice(60)];
    const event = provenEvent(factory, { chain });
    expect(await judge({ root }, event, { intermediates: pems.slice(0, 60) })).to.equal('ALLOW');
    expect(faultWith({ intermediates: pems.slice(0, 61) })).to.match(
      /^OPTION_INVALID: .*"intermediates".*more than 60 certificates/,
    );
  });

  it('need an anchor', () => {
    expect(faultWith({ anchors: undefined })).to.match(/^OPTION_INVALID: .*"anchors"/);
    expect(faultWith({ anchors: [] })).to.match(/^OPTION_INVALID: .*names no certificate/);
  });

  for (const [what, content, told] of [
    ['nothing', '', 'no certificate'],
    ['a private key', (_pem: string, key: string) => key, 'no certificate'],
    [
      'a private key beside the certificate',
      (pem: string, key: string) => pem + key,
      'something else',
    ],
    ['half a certificate', (pem: string) => pem.replace(/\n.{64}\n/, '\n'), 'CERTIFICATE_NOT_DER'],
    ['other octets than UTF-8', Buffer.from([0xff, 0xfe]), 'UTF-8'],
    ['more than a megabyte', Buffer.alloc(1_000_001, 0x20), '1000000 bytes'],
  ] as const) {
    it(`refuse a file that holds ${what}`, () => {
      const { pem, privateKeyPem } = factory.root;
      const text = typeof content === 'function' ? content(pem, privateKeyPem) : content;
      const fault = faultWith({ anchors: [written('spoilt.pem', text)] });
      expect(fault)
        .to.match(/^OPTION_INVALID: .*"anchors".*spoilt\.pem/)
        .and.contain(told);
      expect(fault).to.not.contain(privateKeyPem.slice(40, 80));
    });
  }

  it('refuse a file that is not there, and what is no file', () => {
    expect(faultWith({ anchors: [join(folder, 'missing.pem')] })).to.match(
      /^OPTION_INVALID: .*missing\.pem: it cannot be read \(ENOENT\)/,
    );
    expect(faultWith({ anchors: [new URL('https://example.com/ca.pem')] })).to.match(
      /^OPTION_INVALID: .*file: URL/,
    );
    expect(faultWith({ anchors: [7] })).to.match(/^OPTION_INVALID: .*"anchors/);
  });

  it('take no text for a path, and say nothing of a key in it', () => {
    const { privateKeyPem } = factory.root;
    const fault = faultWith({ anchors: [`# key\n${privateKeyPem}`] });
    expect(fault).to.match(/^OPTION_INVALID: .*text 1: it holds/);
    expect(fault).to.not.contain(privateKeyPem.slice(40, 80));
  });

  it('refuse certificates that belong to no CA, or may not sign certificates', async () => {
    expect(faultWith({ anchors: [factory.device.pem] })).to.match(
      /^OPTION_INVALID: .*text 1, certificate 1: it is not of a CA/,
    );
    expect(faultWith({ intermediates: [factory.root.pem + factory.device.pem] })).to.match(
      /^OPTION_INVALID: .*"intermediates".*text 1, certificate 2: it is not of a CA/,
    );
    const basic = { oid: '2.5.29.19', critical: true, value: Buffer.from('30030101ff', 'hex') };
    const usage = { oid: '2.5.29.15', critical: true, value: Buffer.from('03020780', 'hex') };
    const ca = await makeCa('CN=CA', undefined, { extensions: [basic, usage] });
    expect(faultWith({ anchors: [ca.pem] })).to.match(/may not sign certificates/);
  });

  it('refuse what contradicts itself or is out of bounds', () => {
    for (const options of [
      { algorithms: [] },
      { algorithms: ['rsa-pkcs1-sha1'] },
      { maxAgeSeconds: 0 },
      { maxAgeSeconds: 2_592_001 },
      { maxAgeSeconds: 1.5 },
      { clockSkewSeconds: -1 },
      { clockSkewSeconds: 86_401 },
      { serialFrom: { subject: 'OU' } },
      { serialFrom: { hardwareType: '3.1' } },
      { serialFrom: { hardwareType: '1.40' } },
      { serialFrom: { hardwareType: '1.3.06' } },
      { serialFrom: { hardwareType: '1.3.6', as: 'base64' } },
      { serialNumber: 'FactoryChain2' },
      { proofParameter: 'SerialNumber' },
      { chainParameter: 'FactoryProof' },
      { serialNumber: undefined },
    ]) {
      expect(faultWith(options), JSON.stringify(options)).to.match(/^OPTION_INVALID: /);
    }
    expect(faultWith({ maxAge: 7 } as object)).to.match(/^OPTION_UNKNOWN: .*maxAgeSeconds/);
    expect(faultWith({})).to.equal('none');
  });
});
