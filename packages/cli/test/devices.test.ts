import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceStore } from '@gangway/core';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { expect } from 'chai';
import { ledgerEntryFor } from './ledger-entry-for.js';
import { gangway } from './run-gangway.js';
import { runGangway } from './run-in-process.js';

const { signal } = new AbortController();
const certificateId = 'c1'.repeat(32);

describe('gangway devices', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-devices-'));
    path = join(folder, 'devices.db');
    await withStore(async ({ inventory, ledger }) => {
      await inventory.put(
        [
          {
            record: {
              id: 'SN-1',
              state: 'expected',
              attributes: { Site: 'Oslo\u001b[2J' },
              batch: { id: 'B1', notAfter: Date.UTC(2027, 0, 1) },
            },
          },
          { record: { id: 'SN-2', state: 'expected', attributes: {} } },
          { record: { id: 'SN-3', state: 'retired', attributes: {}, templates: [] } },
        ],
        { signal },
      );
      const entry = ledgerEntryFor('SN-1', certificateId);
      const { kind } = await ledger.commit(entry, { signal });
      expect(kind).to.equal('committed');
    });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const withStore = async (use: (store: DeviceStore) => Promise<void>) => {
    const store = openSqliteStore({ path, clock: createSystemClock(), create: true });
    await use(store);
    await store.close();
  };
  const devices = (...args: readonly string[]) =>
    runGangway(['devices', ...args, '--registry', `sqlite:${path}`]);
  const json = async (...args: readonly string[]) => {
    const { code, stdout } = await devices(...args, '--json');
    return { code, ...JSON.parse(stdout) };
  };

  it('list shows devices with their state and claim, and ends with 3 when none matches', async () => {
    const { code, stdout } = await devices('list');
    expect(code).to.equal(0);
    expect(stdout).to.match(/^id +state +batch +certificate +claimed +confirmed\n/);
    expect(stdout).to.match(/\nSN-1 +claimed +B1 +c1c1c1c1c1c1c1c1 +20\d\d-/);
    expect((await devices('list', '--state', 'active')).code).to.equal(3);
  });

  it('list chooses by state, batch and confirmation, and says whether there is more', async () => {
    const ids = async (...args: readonly string[]) => {
      const { devices: found, more } = await json('list', ...args);
      return [found.map(({ record }: { record: { id: string } }) => record.id), more];
    };
    expect(await ids()).to.deep.equal([['SN-1', 'SN-2', 'SN-3'], false]);
    expect(await ids('--state', 'retired')).to.deep.equal([['SN-3'], false]);
    expect(await ids('--batch', 'B1')).to.deep.equal([['SN-1'], false]);
    expect(await ids('--unconfirmed')).to.deep.equal([['SN-1'], false]);
    expect(await ids('--limit', '2')).to.deep.equal([['SN-1', 'SN-2'], true]);
  });

  it('show tells all of a device and its claim, and lets nothing speak to the terminal', async () => {
    const { code, stdout } = await devices('show', 'SN-1');
    expect(code).to.equal(0);
    expect(stdout).to.match(/^SN-1 claimed\n/);
    expect(stdout).to.contain('attribute Site  Oslo\\u{1b}[2J\n');
    expect(stdout).to.match(/not after +2027-01-01T00:00:00\.000Z\n/);
    expect(stdout).to.match(new RegExp(`certificate +${certificateId}\n`));
    expect(stdout).to.match(/override Site +Oslo \(registry-overrides\)\n/);
    expect(stdout).to.match(/override Token +\*\*\* \(secrets, version 7\)\n/);
    expect((await json('show', 'SN-1')).device.claim.certificateId).to.equal(certificateId);
  });

  it('show ends with 3 for an id that is not there to the letter', async () => {
    expect(await devices('show', 'sn-1')).to.deep.include({ code: 3, stderr: '' });
    expect(await json('show', 'SN-1 ')).to.deep.equal({ code: 3, device: null });
  });

  it('block and unblock leave a device where it stood', async () => {
    expect(await json('block', 'SN-1')).to.deep.equal({
      code: 0,
      id: 'SN-1',
      outcome: 'CHANGED',
      state: 'blocked',
    });
    expect(await json('block', 'SN-1')).to.include({ code: 0, outcome: 'UNCHANGED' });
    expect(await json('restore', 'SN-1')).to.include({ code: 3, outcome: 'REFUSED' });
    expect(await json('unblock', 'SN-1')).to.include({ code: 0, state: 'claimed' });
    expect(await json('unblock', 'SN-1')).to.include({ code: 0, outcome: 'UNCHANGED' });
    expect(await json('block', 'SN-9')).to.deep.include({
      code: 3,
      outcome: 'UNKNOWN',
      state: null,
    });
  });

  it('retire is not undone by unblock, nor made less by block, but by restore', async () => {
    expect(await json('block', 'SN-2')).to.include({ state: 'blocked' });
    expect(await json('retire', 'SN-2')).to.include({ code: 0, state: 'retired' });
    expect(await json('block', 'SN-2')).to.include({
      code: 3,
      outcome: 'REFUSED',
      state: 'retired',
    });
    expect((await devices('unblock', 'SN-2')).stdout).to.contain('devices restore takes that back');
    expect(await json('restore', 'SN-2')).to.include({ code: 0, state: 'expected' });
  });

  it('release takes an unconfirmed claim off, and says whose it was', async () => {
    const { code, outcome, claim } = await json('release', 'SN-1');
    expect([code, outcome, claim.certificateId]).to.deep.equal([0, 'RELEASED', certificateId]);
    expect(await json('show', 'SN-1')).to.deep.nested.include({
      'device.record.state': 'expected',
    });
    expect(await json('release', 'SN-1')).to.include({ code: 3, outcome: 'NOT_CLAIMED' });
    expect(await json('release', 'SN-9')).to.include({ code: 3, outcome: 'UNKNOWN' });
  });

  it("release leaves another certificate's claim, and a confirmed one unless told", async () => {
    const other = 'd2'.repeat(32);
    expect(await json('release', 'SN-1', '--certificate', other)).to.include({
      code: 3,
      outcome: 'REFUSED',
      why: 'another-certificate',
    });
    await withStore(async ({ ledger }) => {
      await ledger.confirm({ certificateId, at: Date.now() }, { signal });
    });
    expect(await json('release', 'SN-1')).to.include({ code: 3, why: 'confirmed' });
    expect((await devices('release', 'SN-1')).stdout).to.contain('--confirmed');
    const own = ['--certificate', certificateId, '--confirmed'];
    expect(await json('release', 'SN-1', ...own)).to.include({ code: 0, outcome: 'RELEASED' });
  });

  it('export tells claims only where they are asked for, and not in CSV', async () => {
    const lines = async (...args: readonly string[]) =>
      (await devices('export', ...args)).stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    expect((await lines()).some((device) => 'claim' in device)).to.equal(false);
    const [first, second] = await lines('--claims');
    expect(first.claim.certificateId).to.equal(certificateId);
    expect(second).not.to.have.property('claim');
    expect(await devices('export', '--claims', '--format', 'csv')).to.include({ code: 2 });
    expect(await lines('--state', 'retired')).to.deep.equal([
      { id: 'SN-3', state: 'retired', attributes: {}, templates: [] },
    ]);
  });

  it('stats counts by state, and the blocks in force', async () => {
    await runGangway(['block', '--all', '--registry', `sqlite:${path}`]);
    expect(await json('stats')).to.deep.equal({
      code: 0,
      devices: 3,
      byState: { expected: 1, claimed: 1, active: 0, blocked: 0, retired: 1 },
      lastPresenceAt: null,
      blocks: 1,
    });
    expect((await devices('stats')).stdout).to.match(/last presence +none yet\n/);
  });

  it('takes the registry from GANGWAY_REGISTRY where no --registry is given, which wins', async () => {
    const env = { GANGWAY_REGISTRY: `sqlite:${path}` };
    expect((await gangway(['devices', 'stats'], { env })).code).to.equal(0);
    const absent = `sqlite:${join(folder, 'absent.db')}`;
    const ended = await gangway(['devices', 'stats', '--registry', absent], { env });
    expect(ended.stderr).to.match(/^gangway: REGISTRY_NOT_FOUND: .*absent\.db/);
    const wrong = await gangway(['devices', 'stats'], { env: { GANGWAY_REGISTRY: 'devices.db' } });
    expect(wrong.stderr).to.match(/^gangway: USAGE: .*GANGWAY_REGISTRY.*sqlite:<file>/);
  });

  const addresses: readonly (readonly [address: string, said: RegExp])[] = [
    ['devices.db', /A registry is sqlite:<file> or dynamodb:/],
    ['SQLITE:devices.db', /A registry is/],
    ['sqlite:', /The file is missing/],
    ['sqlite:///srv/devices.db', /sqlite:\/srv\/devices\.db/],
    ['sqlite::memory:', /plain path/],
    ['sqlite:file:devices.db', /plain path/],
    ['sqlite:devices.db?mode=ro', /no options/],
    ['dynamodb:', /3 to 255/],
    ['dynamodb:two words', /3 to 255/],
    ['dynamodb:devices?zone=a', /no option "zone"/],
    ['dynamodb:devices?region=eu-north-1&region=eu-west-1', /"region" is there twice/],
    ['dynamodb:devices?region=Norway', /"Norway" is no region/],
    ['dynamodb:devices?endpoint=localhost:8000', /is no endpoint/],
    ['dynamodb:devices?endpoint=http://key:secret@localhost', /is no endpoint/],
  ];
  for (const [address, said] of addresses) {
    it(`refuses a registry that may be another than was meant: ${address}`, async () => {
      const ended = await runGangway(['devices', 'stats', '--registry', address]);
      expect(ended.code).to.equal(2);
      expect(ended.stderr)
        .to.match(/^gangway: USAGE: [^\n]+\n$/)
        .and.to.match(said);
    });
  }

  it('needs a registry', async () => {
    const { code, stderr } = await gangway(['devices', 'stats']);
    expect(code).to.equal(2);
    expect(stderr).to.match(/^gangway: USAGE: .*--registry/);
  });

  it('shows its help and ends with 2 when called without a command', async () => {
    const { code, stderr } = await gangway(['devices']);
    expect(code).to.equal(2);
    expect(stderr).to.match(/^Usage: gangway devices/);
  });
});
