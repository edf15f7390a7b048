import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceEntry, DeviceStore } from '@gangway/core';
import { openMemoryStore } from '@gangway/plugins/memory-device-registry';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { expect } from 'chai';
import { runImport } from '../dist/devices/run-import.js';
import { parseRegistryAddress } from '../dist/registry/registry-address.js';
import { printable } from '../dist/terminal/printable.js';
import { startGangway } from './run-gangway.js';
import { heldIo, type InProcessOptions, runGangway } from './run-in-process.js';

const cert = 'ab'.repeat(32);
const { signal } = new AbortController();

describe('gangway devices import', () => {
  let folder = '';
  let registry = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-import-'));
  });
  beforeEach(() => {
    registry = `sqlite:${join(folder, `${Math.random()}.db`)}`;
  });
  after(() => rm(folder, { recursive: true }));

  const listOf = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const importOf = (args: readonly string[], options?: InProcessOptions) =>
    runGangway(['devices', 'import', ...args, '--registry', registry], options);
  const reportOf = async (args: readonly string[], options?: InProcessOptions) => {
    const { code, stdout } = await importOf([...args, '--json'], options);
    return { code, ...JSON.parse(stdout) };
  };
  const exported = async () => {
    const { stdout } = await runGangway(['devices', 'export', '--registry', registry]);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };

  it("reads a vendor's manifest by a map of its column names", async () => {
    const path = await listOf(
      'vendor.csv',
      `\ufeffSerial No.,"Site, city",Claim,Lot\r\nSN-1,"Oslo, ""Nord""",${cert},\r\nSN-2,,,L2\r\n`,
    );
    const map = 'id=Serial No.,attributes.Site=Site, city,claimCertificateIds=Claim,batch.id=Lot';
    const report = await reportOf([path, '--map', map]);
    expect(report).to.deep.include({ code: 0, outcome: 'IMPORTED', rows: 2, added: 2 });
    expect(await exported()).to.deep.equal([
      {
        id: 'SN-1',
        state: 'expected',
        attributes: { Site: 'Oslo, "Nord"' },
        claimCertificateIds: [cert],
      },
      { id: 'SN-2', state: 'expected', attributes: {}, batch: { id: 'L2' } },
    ]);
  });

  it('takes every other column as an attribute where the map says so, and one column twice', async () => {
    const path = await listOf('others.csv', 'Serial;Site;Model\nSN-1;Oslo;G1\n');
    const args = [path, '--delimiter', ';', '--map', 'id=Serial', '--map', 'attributes.No=Serial'];
    expect((await reportOf([...args, '--map', 'attributes.*=*'])).code).to.equal(0);
    const [device] = await exported();
    expect(device.attributes).to.deep.equal({ No: 'SN-1', Site: 'Oslo', Model: 'G1' });
  });

  it('gives devices whose rows say nothing of it the batch, certificate and template of the options', async () => {
    const path = await listOf('b.csv', 'id,batch.id,batch.notBefore\nSN-1,,\nSN-2,own,0\n');
    const { code } = await reportOf([
      ...[path, '--batch', 'B', '--not-after', '2026-02-01T00:00:00+01:00'],
      ...['--claim-certificate', cert, '--template', 'first-fleet'],
    ]);
    expect(code).to.equal(0);
    const rest = { state: 'expected', attributes: {}, claimCertificateIds: [cert] };
    const templates = ['first-fleet'];
    expect(await exported()).to.deep.equal([
      { id: 'SN-1', ...rest, templates, batch: { id: 'B', notAfter: Date.UTC(2026, 0, 31, 23) } },
      { id: 'SN-2', ...rest, templates, batch: { id: 'own', notBefore: 0 } },
    ]);
  });

  it('tells known devices from new ones, and never loosens a blocked one', async () => {
    await reportOf([await listOf('one.csv', 'id\nSN-1\nSN-2\n')]);
    await runGangway(['devices', 'block', 'SN-1', '--registry', registry]);
    const path = await listOf('two.csv', 'id,state\nSN-1,expected\nSN-3,retired\n');
    expect(await reportOf([path])).to.deep.include({ added: 1, updated: 1 });
    expect((await exported()).map(({ state }) => state)).to.deep.equal([
      'blocked',
      'expected',
      'retired',
    ]);
  });

  const header =
    'id,state,batch.id,batch.notBefore,batch.notAfter,claimCertificateIds,templates,attributes.Site';
  const hostile: readonly (readonly [row: string, reason: string, line?: number])[] = [
    ['SN-9,expected', 'it has 2 cells; the header has 8'],
    ['SN-9,,,,,,,Oslo,more', 'it has 9 cells; the header has 8'],
    [',,,,,,,Oslo', 'id is empty'],
    [' SN-9,,,,,,,', 'id has a space around it'],
    ['SN-9\u00a0,,,,,,,', 'id has a space around it'],
    ['SN\u200b-9,,,,,,,', 'id has a control or an invisible character in it'],
    ['SN-9\u202e,,,,,,,', 'id has a control or an invisible character in it'],
    ['"SN\n-9",,,,,,,', 'id has a control or an invisible character in it'],
    ['SN\t9,,,,,,,', 'id has a control or an invisible character in it'],
    [`${'x'.repeat(4_097)},,,,,,,`, 'id is longer than 4096'],
    ['SN-9,Blocked,,,,,,', 'state is none of expected, claimed, active, blocked, retired'],
    ['SN-9,,,,,AB,,', 'claimCertificateIds.0 is not 64 lowercase hex digits'],
    [
      `SN-9,,,,,${cert} ${cert.toUpperCase()},,`,
      'claimCertificateIds.1 is not 64 lowercase hex digits',
    ],
    ['SN-9,,,,,,two.words,', 'templates.0 is not the name of a template'],
    ['SN-9,,,0,,,,', 'batch.id is missing'],
    [
      'SN-9,,B,yesterday,,,,',
      'batch.notBefore is neither milliseconds since 1970 nor a time such as 2026-01-31T00:00:00Z',
    ],
    [
      'SN-9,,B,,2026-02-30T00:00:00Z,,,',
      'batch.notAfter is neither milliseconds since 1970 nor a time such as 2026-01-31T00:00:00Z',
    ],
    [
      'SN-9,,B,,2026-02-01T00:00:00,,,',
      'batch.notAfter is neither milliseconds since 1970 nor a time such as 2026-01-31T00:00:00Z',
    ],
    ['SN-9,,B,2,1,,,', 'batch ends before it begins'],
    ['SN-9,,,,,,,Os"lo', 'a quote that is never closed'],
    ['SN-9,,,,,,,Os"l"o', 'a quote or a carriage return where none belongs'],
    ['SN-9,,,,,,,"Oslo', 'a quote that is never closed'],
    ['SN-9,,,,,,,"Oslo"x', 'a quote or a carriage return where none belongs'],
    ['SN-9,,,,,,,Os\rlo', 'a quote or a carriage return where none belongs'],
    ['SN-1,,,,,,,Bergen', 'it has the id of line 2'],
  ];
  for (const [row, reason] of hostile) {
    const shown = printable(row.length > 60 ? `${row.slice(0, 20)}…` : row);
    it(`names the line and the reason of a bad row, and imports the rest only when told: ${shown}`, async () => {
      // A blank line and a line break in quotes before it, so that lines and rows are not the same.
      const good = 'SN-1,,,,,,,"Os\r\nlo"\r\n\r\n';
      const path = await listOf('bad.csv', `${header}\r\n${good}${row}\r\nSN-2,,,,,,,Oslo\r\n`);
      const refused = await reportOf([path]);
      expect(refused).to.deep.include({ code: 3, outcome: 'REFUSED', added: 0 });
      expect(refused.bad).to.deep.equal({ count: 1, first: [{ line: 5, reason }] });
      const none = await runGangway(['devices', 'stats', '--registry', registry]);
      expect(none.stderr).to.match(/^gangway: REGISTRY_NOT_FOUND: /);

      const rest = await reportOf([path, '--skip-invalid']);
      expect(rest).to.deep.include({ code: 0, outcome: 'IMPORTED', added: 2 });
      expect(rest.bad).to.deep.equal(refused.bad);
      const devices = await exported();
      expect(devices.map(({ id }) => id)).to.deep.equal(['SN-1', 'SN-2']);
      expect(devices[0].attributes).to.deep.equal({ Site: 'Os\r\nlo' });
    });
  }

  it('counts every bad row and shows the first twenty, doubled ones among them by their line', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 'SN-1' : ' SN'));
    const path = await listOf('many.csv', `id\n${rows.join('\n')}\n`);
    const { code, stdout } = await importOf([path]);
    expect(code).to.equal(3);
    expect(stdout).to.match(/bad +29\n/);
    expect(stdout).to.contain('  line 3   id has a space around it\n');
    expect(stdout).to.contain('  line 4   it has the id of line 2\n');
    expect(stdout).to.match(/line 22 .*\n {2}and 9 more\n/);
  });

  const unreadable: readonly (readonly [what: string, content: string | Buffer, said: RegExp])[] = [
    [
      'UTF-16',
      Buffer.from('\ufeffid\nSN-1\n', 'utf16le'),
      /it is UTF-16; save the list as plain UTF-8/,
    ],
    ['UTF-16 without a mark', Buffer.from('id\nSN-1\n', 'utf16le'), /zero bytes, as UTF-16/],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004'), /spreadsheet that was not saved as CSV/],
    [
      'Latin-1',
      Buffer.from('id,attributes.Site\nSN-1,Oslo\nSN-2,Troms\u00f8\n', 'latin1'),
      /line 3 is not UTF-8/,
    ],
    ['nothing', '', /it is empty/],
    [
      'a header without an id of ours',
      'Serial,Site\n',
      /line 1: a device has no field "Serial"; say with --map/,
    ],
    [
      'another separator',
      'id;state\nSN-1;expected\n',
      /but one column, "id;state"; give --delimiter ';'/,
    ],
    ['a column twice', 'id,id\nSN-1,SN-2\n', /the column "id" is there twice/],
    [
      'a column that JavaScript would lose',
      'id,attributes.__proto__\nSN-1,x\n',
      /no field "attributes.__proto__"/,
    ],
    [
      'a line without an end',
      `id\n${'x'.repeat(300_000)}\n`,
      /line 2 is longer than 262144 characters/,
    ],
  ];
  for (const [what, content, said] of unreadable) {
    it(`says what is wrong with a list that is ${what}, and writes nothing`, async () => {
      const path = await listOf('unreadable.csv', content);
      const { code, stdout, stderr } = await importOf([path, '--skip-invalid']);
      expect([code, stdout]).to.deep.equal([2, '']);
      expect(stderr)
        .to.match(/^gangway: DEVICES_NOT_A_LIST: .*unreadable\.csv: /)
        .and.to.match(said);
      const none = await runGangway(['devices', 'stats', '--registry', registry]);
      expect(none.stderr).to.match(/REGISTRY_NOT_FOUND/);
    });
  }

  it('reads JSON Lines, names the bad ones, and passes over a claim', async () => {
    const lines = [
      '{"id":"SN-1","batch":{"id":"B","notBefore":"2026-01-01T00:00:00Z"},"claim":{"certificateId":"x"}}',
      '',
      '{"id":"SN-2"',
      '["SN-3"]',
      '{"id":4}',
      '{"id":"SN-5","colour":"red"}',
      '{"id":"SN-6","attributes":{"__proto__":"x"}}',
      '{"id":"SN-7","claimCertificateIds":[]}',
      '{"id":"SN-8","attributes":{"Site":8}}',
      '{"state":"expected"}',
    ];
    const path = await listOf('devices.jsonl', `\ufeff${lines.join('\r\n')}\r\n`);
    const report = await reportOf([path, '--skip-invalid']);
    expect(report.bad.first).to.deep.equal([
      { line: 3, reason: 'it is not JSON' },
      { line: 4, reason: 'it is no JSON object' },
      { line: 5, reason: 'id is not a text' },
      { line: 6, reason: 'a device has no field "colour"' },
      { line: 7, reason: 'attributes must be an object with names of its own' },
      { line: 9, reason: 'attributes.Site is not a text' },
      { line: 10, reason: 'id is missing' },
    ]);
    expect(await exported()).to.deep.equal([
      {
        id: 'SN-1',
        state: 'expected',
        attributes: {},
        batch: { id: 'B', notBefore: Date.UTC(2026, 0, 1) },
      },
      { id: 'SN-7', state: 'expected', attributes: {}, claimCertificateIds: [] },
    ]);
  });

  it("reads a vendor's JSON by a map of its members", async () => {
    const path = await listOf('vendor.jsonl', '{"serial":"SN-1","site":"Oslo","w":1}\n');
    const { code } = await reportOf([path, '--map', 'id=serial,attributes.Site=site']);
    expect(code).to.equal(0);
    expect((await exported())[0].attributes).to.deep.equal({ Site: 'Oslo' });
  });

  it('reads standard input, and judges all of it before anything is written', async () => {
    const bad = await reportOf(['-', '--format', 'csv'], { stdin: 'id\nSN-1\n SN-2\n' });
    expect(bad).to.deep.include({ code: 3, rows: 2, added: 0 });
    const good = await reportOf(['-', '--format', 'csv'], { stdin: 'id\nSN-1\nSN-2\n' });
    expect(good).to.deep.include({ code: 0, added: 2 });
  });

  const wrong: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [['devices.txt'], /give --format csv or jsonl/],
    [['-'], /give --format csv or jsonl/],
    [['a.csv', '--map', 'serial=Serial'], /has no field "serial"/],
    [['a.csv', '--map', 'attributes.Site=site'], /which column is the id/],
    [['a.csv', '--map', 'id=a,id=b'], /"id" is there twice/],
    [['a.csv', '--map', 'id'], /<field>=<column>/],
    [['a.csv', '--not-after', '2026-01-01T00:00:00Z'], /give --batch/],
    [['a.csv', '--batch', ' B'], /batch.id has a space around it/],
    [['a.csv', '--claim-certificate', 'AB'], /is not 64 lowercase hex digits/],
    [['a.jsonl', '--delimiter', ';'], /belongs to CSV/],
    [['a.csv', '--delimiter', 'x'], /One of , ; \| and tab/],
  ];
  for (const [args, said] of wrong) {
    it(`is a usage fault before anything is read: import ${args.join(' ')}`, async () => {
      const { code, stderr } = await importOf(args);
      expect(code).to.equal(2);
      expect(stderr)
        .to.match(/^gangway: USAGE: [^\n]+\n$/)
        .and.to.match(said);
    });
  }

  describe('that is stopped', () => {
    const rows = 3_500;
    const ids = Array.from({ length: rows }, (_, index) => `SN-${String(index).padStart(5, '0')}`);

    /** Imports into a store that stays, and may be stopped or fail after some puts. */
    function stopping(store: DeviceStore) {
      const put: DeviceEntry[][] = [];
      const importList = async (path: string, after?: { puts: number; fail?: boolean }) => {
        const { io, held, stop } = heldIo();
        let puts = 0;
        const inventory: DeviceStore['inventory'] = {
          ...store.inventory,
          async put(entries, options) {
            if (after?.fail === true && puts === after.puts) throw new TypeError('no such luck');
            const results = await store.inventory.put(entries, options);
            put.push([...entries]);
            puts += 1;
            if (after?.fail !== true && puts === after?.puts) stop();
            return results;
          },
        };
        const input = { list: path, registry: parseRegistryAddress('sqlite:any.db'), json: true };
        const open = async () => ({ ...store, inventory, close: async () => {} });
        const code = await runImport(input, io, open).catch((error: Error) => error);
        return { code, ...held };
      };
      return { put, importList };
    }

    for (const [name, open] of [
      ['memory', () => openMemoryStore(createSystemClock())],
      [
        'SQLite',
        () =>
          openSqliteStore({
            path: join(folder, `${Math.random()}.db`),
            clock: createSystemClock(),
            create: true,
          }),
      ],
    ] as const) {
      it(`says up to which line it is written, and goes on from there, in ${name}`, async () => {
        const store = open();
        const { put, importList } = stopping(store);
        const path = await listOf('long.csv', `id\n${ids.join('\n')}\n`);
        const stopped = await importList(path, { puts: 2 });
        expect(stopped.code).to.be.instanceOf(Error);
        expect(stopped.code).to.include({ code: 'INTERRUPTED' });
        expect(String(stopped.code)).to.match(/written up to line 2001; the same command goes on/);

        const resumed = await importList(path);
        expect(resumed.code).to.equal(0);
        const report = JSON.parse(resumed.stdout);
        expect(report).to.include({ rows, added: 1_500, updated: 0, resumedAfterLine: 2_001 });
        // Nothing twice, and nothing left out.
        expect(put.flat().map(({ record }) => record.id)).to.deep.equal(ids);
        expect((await store.inventory.stats({ signal })).devices).to.equal(rows);
        await store.close();
      });
    }

    it('begins at the start where the content, the map or an option is another', async () => {
      const { importList } = stopping(openMemoryStore(createSystemClock()));
      await importList(await listOf('part.csv', `id\n${ids.join('\n')}\n`), { puts: 2 });
      const path = await listOf('part.csv', `id\n${ids.join('\n')}\nSN-more\n`);
      expect(JSON.parse((await importList(path)).stdout)).to.include({
        added: 1_501,
        updated: 2_000,
        resumedAfterLine: 0,
      });
    });

    it('writes a list anew that was written to its end: it is to be as the list says', async () => {
      const store = openMemoryStore(createSystemClock());
      const { importList } = stopping(store);
      const path = await listOf('whole.csv', 'id,attributes.Site\nSN-1,Oslo\n');
      await importList(path);
      const changed = { id: 'SN-1', state: 'expected', attributes: { Site: 'Bergen' } } as const;
      await store.inventory.put([{ record: changed }], { signal });
      expect(JSON.parse((await importList(path)).stdout)).to.include({ added: 0, updated: 1 });
      const device = await store.inventory.show('SN-1', { signal });
      expect(device?.record.attributes).to.deep.equal({ Site: 'Oslo' });
    });

    it('still knows an id that was written before the interruption for a doubled one', async () => {
      const store = openMemoryStore(createSystemClock());
      const doubled = [...ids, ids[0]].join('\n');
      const path = await listOf('doubled.csv', `id\n${doubled}\n`);
      const skip = async (stopAfter?: number) => {
        const { io, held, stop } = heldIo();
        let puts = 0;
        const put: DeviceStore['inventory']['put'] = async (entries, options) => {
          puts += 1;
          if (puts === stopAfter) stop();
          return store.inventory.put(entries, options);
        };
        const open = async () => ({ ...store, inventory: { ...store.inventory, put } });
        const address = parseRegistryAddress('sqlite:any.db');
        const input = { list: path, registry: address, json: true, skipInvalid: true };
        await runImport(input, io, open).catch(() => {});
        return held.stdout;
      };
      expect(await skip(1)).to.equal('');
      expect(JSON.parse(await skip())).to.deep.include({
        resumedAfterLine: 1_001,
        added: 2_500,
        bad: { count: 1, first: [{ line: 3_502, reason: 'it has the id of line 2' }] },
      });
    });
  });

  it("tells a store's fault by its code, with what helps, and how far the list is written", async () => {
    const path = await listOf('fault.csv', 'id\nSN-1\n');
    const other = await listOf('other.db', 'this is no database, by any measure'.repeat(40));
    const { code, stdout, stderr } = await runGangway([
      ...['devices', 'import', path, '--registry', `sqlite:${other}`],
    ]);
    expect([code, stdout]).to.deep.equal([1, '']);
    expect(stderr).to.match(
      /^gangway: REGISTRY_FAILED: STORE_CORRUPT: .*other\.db.*\. [A-Z][^\n]+\n$/,
    );
    expect(stderr).not.to.match(/\n +at /);
  });

  it('prints no progress with --quiet or --json', async () => {
    const path = await listOf('bar.csv', 'id\nSN-1\n');
    expect((await importOf([path, '--quiet'], { errTerminal: true })).stderr).to.equal('');
    expect((await importOf([path, '--json'], { errTerminal: true })).stderr).to.equal('');
  });

  it('says how far it came and ends with 1 when it is interrupted, and is resumed by the same command', async () => {
    const rows = 60_000;
    const ids = Array.from({ length: rows }, (_, index) => `SN-${index}`);
    const path = await listOf('interrupted.csv', `id\n${ids.join('\n')}\n`);
    const args = ['devices', 'import', path, '--registry', registry];
    const child = startGangway(args);
    const ended = once(child, 'close');
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    // Until the first of it is there, to be seen by anybody.
    const written = async () => {
      const { stdout } = await runGangway(['devices', 'stats', '--registry', registry, '--json']);
      return Number(JSON.parse(stdout).devices ?? 0);
    };
    while ((await written()) === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGINT');
    expect(await ended).to.deep.equal([1, null]);
    const [, line = ''] =
      /^gangway: INTERRUPTED: .* is written up to line (\d+); the same command goes on from there\.\n$/.exec(
        said,
      ) ?? [];
    expect(Number(line)).to.be.within(1_001, rows);

    const report = await reportOf([path]);
    expect(report.resumedAfterLine).to.equal(Number(line));
    expect(report.added).to.equal(rows + 1 - Number(line));
    expect(await written()).to.equal(rows);
  });
});
