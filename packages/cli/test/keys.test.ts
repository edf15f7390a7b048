import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveDeviceKey, parseKeyRing } from '@gangway/plugins/device-token';
import { expect } from 'chai';
import { runGangway } from './run-in-process.js';

describe('gangway keys', () => {
  let folder = '';
  let ring = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-keys-'));
    ring = join(folder, 'ring.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const keysIn = async (path: string) => [...parseKeyRing(await readFile(path, 'utf8')).keys()];
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

  describe('create', () => {
    it('prints a ring with one new key of 32 octets', async () => {
      const runs = [await runGangway(['keys', 'create']), await runGangway(['keys', 'create'])];
      for (const { code, stderr, stdout } of runs) {
        expect([code, stderr]).to.deep.equal([0, '']);
        expect(parseKeyRing(stdout).get('k1')?.symmetricKeySize).to.equal(32);
      }
      expect(runs[0]?.stdout).to.not.equal(runs[1]?.stdout);
    });

    it('makes a ring and adds to it, for its owner alone, and prints no key', async () => {
      expect((await runGangway(['keys', 'create', '--ring', ring])).stdout).to.equal(
        `k1 is in ${ring} now\n`,
      );
      const [before] = parseKeyRing(await readFile(ring, 'utf8')).values();
      await runGangway(['keys', 'create', '--ring', ring, '--key-id', '2026-b']);
      const { stdout } = await runGangway(['keys', 'create', '--ring', ring, '--json']);
      expect(JSON.parse(stdout)).to.deep.equal({ outcome: 'CREATED', keyId: 'k2', ring });
      expect(await keysIn(ring)).to.deep.equal(['k1', '2026-b', 'k2']);
      expect(await modeOf(ring)).to.equal(0o600);
      const [after] = parseKeyRing(await readFile(ring, 'utf8')).values();
      expect(after?.export()).to.deep.equal(before?.export());
    });

    it('writes over no key', async () => {
      await runGangway(['keys', 'create', '--ring', ring, '--key-id', 'a']);
      const before = await readFile(ring, 'utf8');
      const { code, stdout } = await runGangway([
        'keys',
        'create',
        '--ring',
        ring,
        '--key-id',
        'a',
      ]);
      expect([code, stdout]).to.deep.equal([3, `${ring} has a key a already\n`]);
      expect(await readFile(ring, 'utf8')).to.equal(before);
    });

    it('leaves alone what is no ring, and what another command writes', async () => {
      await put('ring.json', '{"keys":{"a":"gangway-canary"}}');
      const { code, stderr } = await runGangway(['keys', 'create', '--ring', ring]);
      expect(code).to.equal(2);
      expect(stderr)
        .to.match(/^gangway: KEY_MALFORMED: .*key 1 of 1/)
        .and.not.contain('gangway-canary');
      expect(await readFile(ring, 'utf8')).to.contain('gangway-canary');
      await put('ring.json.new', '');
      const other = await runGangway(['keys', 'create', '--ring', ring]);
      expect([other.code, other.stderr]).to.satisfy(
        ([exit, said]: [number, string]) =>
          exit === 2 && /OUTPUT_EXISTS: .*ring\.json\.new/.test(said),
      );
    });

    it('leaves nothing behind, whatever became of it', async () => {
      const id = await runGangway(['keys', 'create', '--ring', ring, '--key-id', 'a.b']);
      expect(id.code).to.equal(2);
      expect(id.stderr).to.match(/KEY_MALFORMED: --key-id/);
      expect((await runGangway(['keys', 'create', '--ring', ring])).code).to.equal(0);
    });

    it('adds to the file behind a link, and keeps the link', async () => {
      await runGangway(['keys', 'create', '--ring', ring]);
      const link = join(folder, 'link.json');
      await symlink(ring, link);
      await runGangway(['keys', 'create', '--ring', link]);
      expect(await keysIn(ring)).to.deep.equal(['k1', 'k2']);
    });

    it('loses no key when two add at once', async () => {
      await runGangway(['keys', 'create', '--ring', ring]);
      const ids = ['a', 'b', 'c', 'd'];
      const runs = await Promise.all(
        ids.map((id) => runGangway(['keys', 'create', '--ring', ring, '--key-id', id])),
      );
      const made = ids.filter((_id, at) => runs[at]?.code === 0);
      expect(made).to.not.be.empty;
      expect(await keysIn(ring)).to.have.members(['k1', ...made]);
    });

    it('says what it cannot write', async () => {
      const { code, stderr } = await runGangway(['keys', 'create', '--ring', join(ring, 'below')]);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^gangway: OUTPUT_NOT_WRITABLE: .*ENOENT/);
    });
  });

  describe('derive', () => {
    const octets = randomBytes(32);
    const keyOf = (serialNumber: string) =>
      deriveDeviceKey(createSecretKey(octets), serialNumber).export();
    const derive = (...args: readonly string[]) =>
      runGangway(['keys', 'derive', '--key-id', 'k1', ...args]);

    it('prints the keys of devices as CSV', async () => {
      const file = await put('batch', `${octets.toString('base64')}\n`);
      const { code, stdout, stderr } = await derive('--batch-key', file, '--serial', 'SN-1', 'S,2');
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(stdout.split('\n')).to.deep.equal([
        'serialNumber,keyId,deviceKey',
        `SN-1,k1,${keyOf('SN-1').toString('base64url')}`,
        `"S,2",k1,${keyOf('S,2').toString('base64url')}`,
        '',
      ]);
    });

    it('takes the batch key from standard input or a ring, and writes hex and JSON', async () => {
      const expected = {
        devices: [{ serialNumber: 'SN-1', keyId: 'k1', deviceKey: keyOf('SN-1').toString('hex') }],
      };
      const args = ['--serial', 'SN-1', '--format', 'hex', '--json'];
      const text = octets.toString('base64url');
      const piped = await runGangway(
        ['keys', 'derive', '--key-id', 'k1', '--batch-key', '-', ...args],
        { stdin: text },
      );
      expect(JSON.parse(piped.stdout)).to.deep.equal(expected);
      const file = await put('ring.json', JSON.stringify({ keys: { k1: text } }));
      expect(JSON.parse((await derive('--ring', file, ...args)).stdout)).to.deep.equal(expected);
    });

    it('takes serial numbers from a file, one on each line', async () => {
      const file = await put('batch', octets.toString('base64'));
      const list = await put('serials', 'SN-1\r\nSN-2\n\nSN-3');
      const { stdout } = await derive('--batch-key', file, '--serials', list, '--json');
      const { devices } = JSON.parse(stdout);
      expect(devices.map((one: { serialNumber: string }) => one.serialNumber)).to.deep.equal([
        'SN-1',
        'SN-2',
        'SN-3',
      ]);
    });

    it('writes a new file for its owner alone, and prints no key then', async () => {
      const file = await put('batch', octets.toString('base64'));
      const out = join(folder, 'keys.csv');
      const args = ['--batch-key', file, '--serial', 'SN-1', '--out', out];
      const { stdout } = await derive(...args);
      expect(stdout).to.equal(`1 device key is in ${out}\n`);
      expect(await readFile(out, 'utf8')).to.contain(keyOf('SN-1').toString('base64url'));
      expect(await modeOf(out)).to.equal(0o600);
      expect((await derive(...args)).stderr).to.match(/^gangway: OUTPUT_EXISTS: /);
      const two = `${out}-2`;
      const more = await derive('--batch-key', file, '--serial', 'SN-1', 'SN-2', '--out', two);
      expect(more.stdout).to.equal(`2 device keys are in ${two}\n`);
    });

    it('refuses what is missing, doubled or malformed, and quotes no key', async () => {
      const file = await put('batch', octets.toString('base64'));
      const short = await put('short', 'gangway-canary');
      const spaced = await put('spaced', 'SN-1\n SN-2\n');
      for (const [args, said] of [
        [['--serial', 'S'], /USAGE: give one of --batch-key/],
        [['--batch-key', file, '--ring', file, '--serial', 'S'], /USAGE: give one of/],
        [['--batch-key', file], /USAGE: give --serial/],
        [['--batch-key', '-', '--serials', '-'], /USAGE: only one thing/],
        [['--batch-key', short, '--serial', 'S'], /KEY_MALFORMED: [^:]*: key 1 of 1/],
        [['--batch-key', join(folder, 'no'), '--serial', 'S'], /KEY_NOT_FOUND/],
        [['--batch-key', folder, '--serial', 'S'], /KEY_NOT_READABLE/],
        [['--batch-key', file, '--serials', join(folder, 'no')], /SERIALS_NOT_FOUND/],
        [['--batch-key', file, '--serials', spaced], /USAGE: --serials, line 2/],
        [['--batch-key', file, '--serial', 'S'.repeat(257)], /USAGE: --serial: .*256/],
        [['--batch-key', file, '--serial', 'a\tb'], /USAGE: --serial: .*control/],
      ] as const) {
        const { code, stdout, stderr } = await derive(...args);
        expect([code, stdout]).to.deep.equal([2, '']);
        expect(stderr).to.match(said).and.not.contain('gangway-canary');
      }
    });
  });

  describe('hop', () => {
    it('prints a new key of 32 octets each time', async () => {
      const runs = [await runGangway(['keys', 'hop']), await runGangway(['keys', 'hop'])];
      const [first, second] = runs.map(({ stdout }) => stdout.trim());
      expect(first).to.not.equal(second);
      expect(first).to.match(/^whsec_/);
      expect(Buffer.from(String(first).slice(6), 'base64')).to.have.lengthOf(32);
      const { stdout } = await runGangway(['keys', 'hop', '--json']);
      expect(JSON.parse(stdout).key).to.match(/^whsec_.{44}$/);
    });

    it('writes it to a new file, for its owner alone, prints no key, and writes over nothing', async () => {
      const out = join(folder, 'hop');
      const { code, stdout } = await runGangway(['keys', 'hop', '--out', out, '--json']);
      expect(code).to.equal(0);
      expect(JSON.parse(stdout)).to.deep.equal({ outcome: 'CREATED', out });
      const before = await readFile(out, 'utf8');
      expect(before).to.match(/^whsec_.{44}\n$/);
      expect(await modeOf(out)).to.equal(0o600);
      const again = await runGangway(['keys', 'hop', '--out', out]);
      expect(again.code).to.equal(2);
      expect(again.stderr).to.match(/^gangway: OUTPUT_EXISTS: /);
      expect(await readFile(out, 'utf8')).to.equal(before);
    });
  });
});
