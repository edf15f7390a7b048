import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { runGangway } from './run-in-process.js';

describe('gangway token', () => {
  let folder = '';
  let ring = '';
  let certificate = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-token-'));
    ring = join(folder, 'ring.json');
    await runGangway(['keys', 'create', '--ring', ring]);
    certificate = await put('device.pem', (await makeCertificate()).pem);
  });
  after(() => rm(folder, { recursive: true }));

  const put = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const mint = (...args: readonly string[]) =>
    runGangway(['token', 'mint', '--key-id', 'k1', '--serial', 'SN-1', ...args]);
  const verify = (token: string, ...args: readonly string[]) =>
    runGangway(
      ['token', 'verify', '--ring', ring, '--serial', 'SN-1', '--certificate', certificate]
        .concat(args)
        .concat('-'),
      { stdin: `${token}\n` },
    );
  const minted = async () =>
    (await mint('--ring', ring, '--certificate', certificate)).stdout.trim();

  it('makes a token that it finds right, and says for how long', async () => {
    const token = await minted();
    expect(token).to.match(/^gt1\.k1\.c\.\d+\./);
    const { code, stdout, stderr } = await verify(token);
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^RIGHT\n {2}key +k1\n {2}bound to +the certificate\n {2}until +20/);
  });

  it('makes one with the key that the factory line was given, in each form', async () => {
    for (const format of ['hex', 'base64url']) {
      const { stdout } = await runGangway(
        ['keys', 'derive', '--ring', ring, '--key-id', 'k1', '--serial', 'SN-1'].concat(
          '--json',
          '--format',
          format,
        ),
      );
      const key = await put('key', `${JSON.parse(stdout).devices[0].deviceKey}\n`);
      const made = await mint('--device-key', key, '--certificate', certificate);
      expect((await verify(made.stdout.trim())).code).to.equal(0);
    }
  });

  it('makes one that is bound to a public key', async () => {
    const pem = (await makeCertificate()).pem;
    const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' });
    const publicKey = await put('public.pem', spki.toString());
    const { stdout } = await mint('--ring', ring, '--public-key', publicKey, '--json');
    const report = JSON.parse(stdout);
    expect(report).to.include({ keyId: 'k1', serialNumber: 'SN-1', binding: 'public-key' });
    expect(report.expiresAt / 1_000).to.equal(Number(report.token.split('.')[3]));
    const verified = await verify(report.token, '--json');
    expect(JSON.parse(verified.stdout)).to.include({ outcome: 'RIGHT', binding: 'public-key' });
  });

  it('says why a token is none or not the right one, and ends with 3', async () => {
    const token = await minted();
    const long = await mint('--ring', ring, '--certificate', certificate, '--expires-in', '7200');
    for (const [text, args, code] of [
      ['gangway-canary', [], 'DEVICE_TOKEN_MALFORMED'],
      [token, ['--serial', 'SN-2'], 'DEVICE_TOKEN_WRONG'],
      [token.replace('.k1.', '.k2.'), [], 'DEVICE_TOKEN_KEY_UNKNOWN'],
      [token, ['--serial', ''], 'DEVICE_TOKEN_SERIAL_INVALID'],
      [long.stdout.trim(), [], 'DEVICE_TOKEN_LIFETIME_TOO_LONG'],
    ] as const) {
      const { code: exit, stdout } = await verify(text, ...args, '--json');
      expect(exit).to.equal(3);
      const refusal = JSON.parse(stdout);
      expect(refusal).to.have.all.keys('outcome', 'code', 'detail', 'meaning', 'remedy');
      expect(refusal).to.include({ outcome: 'REFUSED', code });
      expect(stdout).to.not.contain(text);
    }
    expect((await verify('gangway-canary')).stdout).to.match(/^REFUSED DEVICE_TOKEN_MALFORMED\n/);
  });

  it('refuses what is missing, doubled or malformed, and quotes no key', async () => {
    const short = await put('short', 'gangway-canary');
    const certificateOnly = ['--certificate', certificate];
    for (const [args, said] of [
      [certificateOnly, /USAGE: give one of --device-key/],
      [['--ring', ring], /USAGE: give one of --certificate/],
      [['--ring', ring, ...certificateOnly, '--public-key', 'x'], /USAGE: give one of/],
      [['--device-key', short, ...certificateOnly], /KEY_MALFORMED/],
      [['--ring', short, ...certificateOnly], /KEY_MALFORMED/],
      [['--ring', ring, '--certificate', short], /USAGE: --certificate: PEM_/],
      [['--ring', ring, '--public-key', certificate], /USAGE: --public-key/],
      [['--ring', ring, '--public-key', short], /USAGE: --public-key/],
      [['--ring', ring, ...certificateOnly, '--key-id', 'k9'], /USAGE: --key-id: .*"k9"/],
      [['--ring', ring, ...certificateOnly, '--serial', ''], /USAGE: --serial/],
      [['--ring', '-', '--certificate', '-'], /USAGE: only one thing/],
      [['--ring', ring, ...certificateOnly, '--expires-in', '0'], /USAGE: .*from 1 to 99999/],
    ] as const) {
      const { code, stdout, stderr } = await mint(...args);
      expect([code, stdout]).to.deep.equal([2, '']);
      expect(stderr).to.match(said).and.not.contain('gangway-canary');
    }
  });
});
