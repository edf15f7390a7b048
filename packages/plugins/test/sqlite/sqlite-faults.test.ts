import { spawnSync } from 'node:child_process';
import fs, {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type DeviceStore, spendNonce } from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { entryFor, expected, faultIn, registryFile, signal } from './registry-file.js';

/** An account that owns nothing: `root` may write what is read-only. */
const nobody = 65_534;

describe('a registry in a file: faults', function () {
  this.timeout(20_000);
  const { path, open } = registryFile();

  const finding = (store: DeviceStore) => faultIn(store.registry.find('SN-1', { signal }));
  const committing = (store: DeviceStore) =>
    faultIn(store.ledger.commit(entryFor('a', 'SN-1'), { signal }));

  /** A sound registry on the disk, with nobody at it. */
  async function makeRegistry(devices = 3): Promise<void> {
    const store = open();
    const entries = Array.from({ length: devices }, (_, index) => ({
      record: expected(`SN-${index + 1}`),
    }));
    await store.inventory.put(entries, { signal });
    await store.close();
  }
  const sql = (text: string): void => {
    const database = new DatabaseSync(path());
    database.exec(text);
    database.close();
  };

  describe('where there is no registry', () => {
    it('a missing file is refused, and not made, unless that is asked for', async () => {
      const store = open({ create: false });
      expect(await finding(store)).to.match(/^STORE_UNAVAILABLE: .*devices\.db: there is no such/);
      expect(await committing(store)).to.match(/^STORE_UNAVAILABLE: /);
      expect(statSync(path(), { throwIfNoEntry: false })).to.equal(undefined);
    });

    it('is found by the next call once it is there', async () => {
      const store = open({ create: false });
      expect(await finding(store)).to.match(/^STORE_UNAVAILABLE: /);
      await makeRegistry();
      expect((await store.registry.find('SN-1', { signal }))?.state).to.equal('expected');
    });

    it('a file: URL is a path, and `:memory:` is a file like any other', async () => {
      await makeRegistry();
      const byUrl = open({ create: false, path: pathToFileURL(path()) });
      expect((await byUrl.registry.find('SN-1', { signal }))?.id).to.equal('SN-1');
      const memory = open({ create: false, path: ':memory:' });
      expect(await finding(memory)).to.match(/^STORE_UNAVAILABLE: .*:memory:: there is no such/);
    });

    it('a missing folder', async () => {
      const store = open({ path: join(dirname(path()), 'missing', 'devices.db') });
      expect(await finding(store)).to.match(/^STORE_UNAVAILABLE: /);
    });

    it('a folder, and a device', async () => {
      for (const place of [dirname(path()), '/dev/null']) {
        const store = open({ path: place });
        expect(await finding(store)).to.match(/^STORE_UNAVAILABLE: .*: it is not a file$/);
      }
    });

    it('an empty file', async () => {
      writeFileSync(path(), '');
      expect(await finding(open({ create: false }))).to.match(/^STORE_INCOMPATIBLE: .*it is empty/);
      expect(await finding(open({ create: true }))).to.equal('answered');
    });

    it("another program's database, which stays as it is", async () => {
      sql('CREATE TABLE device (id TEXT)');
      const before = readFileSync(path());
      expect(await finding(open())).to.match(/^STORE_INCOMPATIBLE: .*another program$/);
      expect(readFileSync(path()).equals(before)).to.equal(true);
    });

    it('a registry of a newer release', async () => {
      await makeRegistry();
      sql('PRAGMA user_version = 2');
      const fault = await finding(open());
      expect(fault).to.match(/^STORE_INCOMPATIBLE: .*of layout 2; this release knows layout 1$/);
    });
  });

  describe('where the file is spoilt', () => {
    it('junk, short or long', async () => {
      for (const size of [1, 100, 5_000]) {
        writeFileSync(path(), 'x'.repeat(size));
        expect(await finding(open()), `${size}`).to.match(/^STORE_CORRUPT: /);
      }
    });

    it('cut off', async () => {
      await makeRegistry(500);
      for (const share of [0.9, 0.5, 0.1]) {
        truncateSync(path(), Math.floor(statSync(path()).size * share));
        expect(await finding(open()), `${share}`).to.match(/^STORE_CORRUPT: /);
        expect(await committing(open()), `${share}`).to.match(/^STORE_CORRUPT: /);
      }
    });

    it('pages overwritten: an error, and never a device that is not known', async () => {
      await makeRegistry(500);
      const bytes = readFileSync(path());
      const sound = join(dirname(path()), 'sound.db');
      copyFileSync(path(), sound);
      let found = 0;
      for (let page = 0; page < bytes.length / 4_096; page += 1) {
        const spoilt = Buffer.from(bytes).fill(0xff, page * 4_096, page * 4_096 + 100);
        writeFileSync(path(), spoilt);
        const store = open();
        const answer = await finding(store);
        if (answer === 'answered') {
          found += 1;
          // Then the page had nothing to do with this device.
          expect((await store.registry.find('SN-1', { signal }))?.id, `${page}`).to.equal('SN-1');
        } else {
          expect(answer, `page ${page}`).to.match(/^STORE_CORRUPT: /);
        }
        await store.close();
      }
      expect(found)
        .to.be.above(0)
        .and.below(bytes.length / 4_096);
    });

    it('a table is missing', async () => {
      await makeRegistry();
      sql('DROP TABLE admission');
      expect(await committing(open())).to.match(/^STORE_CORRUPT: .*no such table/);
    });

    it('a row that makes no sense is an error, and no unknown device', async () => {
      await makeRegistry();
      for (const column of ["attributes = '{'", "attributes = '[]'", `attributes = '{"a":1}'`]) {
        sql(`UPDATE device SET ${column} WHERE id = 'SN-1'`);
        expect(await finding(open()), column).to.equal(
          'STORE_CORRUPT: the device "SN-1": its "attributes" cannot be read',
        );
      }
      sql(`UPDATE device SET attributes = '{}', templates = '"x"'`);
      expect(await finding(open())).to.match(/^STORE_CORRUPT: .*"templates" cannot be read$/);
    });

    it('a stored answer that makes no sense is an error, and the request no new one', async () => {
      await makeRegistry();
      expect(await committing(open())).to.equal('answered');
      for (const answer of ['{', '[]', 'null']) {
        sql(`UPDATE admission SET answer = '${answer}'`);
        const fault = await committing(open());
        expect(fault, answer).to.match(/^STORE_CORRUPT: the admission of 0+61: /);
      }
    });
  });

  describe('where it cannot be written', () => {
    it('a read-only file is found in, and not claimed in', async () => {
      await makeRegistry();
      await asNobody(async () => {
        const store = open({ create: false });
        expect(await committing(store)).to.match(/^STORE_READ_ONLY: /);
        expect(await committing(store), 'again').to.match(/^STORE_READ_ONLY: /);
        await store.close();
      });
      expect(await committing(open({ create: false }))).to.equal('answered');
    });

    it('a folder that may not be written, where the file is to be made', async () => {
      await asNobody(async () => {
        expect(await finding(open())).to.match(/^STORE_(UNAVAILABLE|READ_ONLY): /);
      });
    });

    /** Runs as somebody who may read file and folder, and write neither. */
    async function asNobody(run: () => Promise<void>): Promise<void> {
      const folder = dirname(path());
      const isRoot = process.geteuid?.() === 0;
      chmodSync(folder, 0o555);
      if (statSync(path(), { throwIfNoEntry: false }) !== undefined) chmodSync(path(), 0o444);
      if (isRoot) process.seteuid?.(nobody);
      try {
        await run();
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(folder, 0o755);
        if (statSync(path(), { throwIfNoEntry: false }) !== undefined) chmodSync(path(), 0o644);
      }
    }

    it('a full disk: nothing is lost, half written or doubled, and there is room again later', async function () {
      const disk = join(dirname(path()), 'disk');
      mkdirSync(disk);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
      if (mounted.status !== 0) {
        console.log('      skipped: this account may not mount a small disk');
        this.skip();
      }
      try {
        const store = open({ path: join(disk, 'devices.db') });
        await store.inventory.put([{ record: expected('SN-1') }], { signal });
        const told = new Map<string, string>();
        for (let n = 0; !told.has('full'); n += 1) {
          const answer = await faultIn(store.ledger.commit(bulky(n), { signal }));
          if (answer === 'answered') told.set(`SN-${n}`, 'committed');
          else told.set('full', answer);
        }
        expect(told.get('full')).to.match(/^STORE_FULL: /);
        expect(told.size).to.be.above(3);
        // Whatever was told is there; what was not told can be asked again, and fails alike.
        for (let n = 0; n < told.size - 1; n += 1) {
          expect((await store.ledger.commit(bulky(n), { signal })).kind).to.equal('replay');
        }
        expect(await faultIn(store.ledger.commit(bulky(told.size - 1), { signal }))).to.match(
          /^STORE_FULL: /,
        );
        spawnSync('mount', ['-o', 'remount,size=8m', disk]);
        const later = await store.ledger.commit(bulky(told.size - 1), { signal });
        expect(later.kind).to.equal('committed');
        await store.close();
      } finally {
        spawnSync('umount', ['-l', disk]);
      }
    });

    const bulky = (n: number) =>
      entryFor(`n${n}`, `SN-${n}`, { answer: { Site: { source: 's', value: 'x'.repeat(8_000) } } });

    it('a limit to the size of files, which the disk tells as a fault', async () => {
      const script = fileURLToPath(
        new URL('../../dist-test/sqlite/claiming-process.js', import.meta.url),
      );
      const limited = `ulimit -f 400; trap '' XFSZ; exec "$0" "$@"`;
      const child = spawnSync(
        'bash',
        ['-c', limited, process.execPath, script, path(), 'a', '4000'],
        { encoding: 'utf8' },
      );
      const told = Number(child.stdout);
      expect(child.stderr).to.match(/^STORE_(UNAVAILABLE|FULL): /);
      expect(told).to.be.above(3);
      const { ledger } = open();
      for (let serial = 0; serial < told; serial += 1) {
        const again = await ledger.commit(entryFor(`a-${serial}`, `SN-${serial}`), { signal });
        expect(again.kind, `SN-${serial}`).to.equal('replay');
      }
    });
  });

  describe('where the file is exchanged while it is open', () => {
    const exchanged = (what: string) =>
      new RegExp(
        `^STORE_UNAVAILABLE: .*devices\\.db: the file was ${what} while it was open\\. Stop every process .*-wal and -shm`,
      );
    const removeLog = (): void => {
      for (const end of ['-wal', '-shm']) rmSync(path() + end, { force: true });
    };
    /** A sound registry beside the one at the path: what an operator would bring back. */
    const makeBackup = (): string => {
      const backup = join(dirname(path()), 'backup.db');
      sql(`VACUUM INTO '${backup}'`);
      return backup;
    };

    it('a file that is deleted is not made again: nobody claims what was claimed', async () => {
      const store = open({ create: true });
      expect(await committing(store)).to.equal('answered');
      rmSync(path());
      const second = () => faultIn(store.ledger.commit(entryFor('b', 'SN-1'), { signal }));
      expect(await second()).to.match(exchanged('deleted'));
      removeLog();
      expect(await second(), 'again').to.match(exchanged('deleted'));
      expect(await finding(store)).to.match(exchanged('deleted'));
      expect(statSync(path(), { throwIfNoEntry: false })).to.equal(undefined);
    });

    it('a backup that is put there is refused by all who had the other one open, until they start anew', async () => {
      await makeRegistry();
      const backup = makeBackup();
      const stores = [open(), open()];
      for (const store of stores) expect(await committing(store)).to.equal('answered');
      renameSync(backup, path());
      const before = readFileSync(path());
      for (const store of stores) {
        expect(await finding(store)).to.match(exchanged('replaced'));
        expect(await committing(store)).to.match(exchanged('replaced'));
      }
      for (const store of stores) await store.close();
      for (const store of stores) {
        expect(await finding(store)).to.match(/^STORE_UNAVAILABLE: .*it was closed$/);
      }
      // Nothing of the log that stood beside it has come into it.
      expect(readFileSync(path()).equals(before)).to.equal(true);
      removeLog();
      const restarted = open({ create: false });
      expect(await restarted.inventory.show('SN-1', { signal })).to.not.have.property('claim');
      expect(integrity()).to.equal('ok');
    });

    it('also where the write-ahead log was taken away first', async () => {
      await makeRegistry();
      const backup = makeBackup();
      const store = open();
      expect(await committing(store)).to.equal('answered');
      removeLog();
      renameSync(backup, path());
      expect(await finding(store)).to.match(exchanged('replaced'));
    });

    it('goes on with the very file, where that comes back', async () => {
      await makeRegistry();
      const store = open();
      expect(await committing(store)).to.equal('answered');
      const aside = join(dirname(path()), 'aside.db');
      renameSync(path(), aside);
      expect(await finding(store)).to.match(exchanged('deleted'));
      renameSync(aside, path());
      const second = await store.ledger.commit(entryFor('b', 'SN-1'), { signal });
      expect(second).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
    });

    it('a file that becomes another one while it is opened is never taken for the one it was', async () => {
      await makeRegistry();
      const backup = makeBackup();
      const replaceable: { statSync: unknown } = fs;
      const stat = fs.statSync;
      let looks = 0;
      const becoming = (always: boolean) => (place: fs.PathLike, options: never) => {
        const found = stat(place, options);
        looks += 1;
        // After the first look: the one that is opened is another than the one that was seen.
        if (place === path() && (always || looks === 1)) {
          copyFileSync(backup, `${backup}-${looks}`);
          renameSync(`${backup}-${looks}`, path());
        }
        return found;
      };
      const opening = async (always: boolean): Promise<string> => {
        looks = 0;
        replaceable.statSync = becoming(always);
        try {
          return await finding(open({ create: false }));
        } finally {
          replaceable.statSync = stat;
        }
      };
      expect(await opening(false)).to.equal('answered');
      expect(await opening(true)).to.match(/^STORE_UNAVAILABLE: .*becomes another file all the/);
    });

    const integrity = (): unknown => {
      const database = new DatabaseSync(path());
      const answer = database.prepare('PRAGMA integrity_check').get();
      database.close();
      return answer?.integrity_check;
    };
  });

  describe('where an id is no text that can be kept', () => {
    it('is found nowhere, and written nowhere: half a surrogate pair would become another character', async () => {
      const { registry, inventory, ledger, blocks } = open();
      await inventory.put([{ record: expected('SN-\ufffd') }], { signal });
      await inventory.block({ subject: { kind: 'batch', id: '\ufffd' }, since: 1 }, { signal });
      const half = 'SN-\ud800';
      expect(await registry.find(half, { signal })).to.equal(undefined);
      expect(await inventory.show(half, { signal })).to.equal(undefined);
      expect(await inventory.withdraw(half, 'blocked', { signal })).to.equal('unknown');
      expect(await ledger.release(half, { signal })).to.deep.equal({ kind: 'not-claimed' });
      const subject = { kind: 'batch', id: '\ud800' } as const;
      expect(await blocks.find([subject], { asOf: 0, signal })).to.deep.equal([]);
      expect(await inventory.unblock(subject, { signal })).to.equal(false);
      for (const record of [expected(half), expected('')]) {
        expect(await faultIn(inventory.put([{ record }], { signal }))).to.match(/^TypeError: /);
      }
      const batch = { ...expected('SN-1'), batch: { id: '\ud800' } };
      expect(await faultIn(inventory.put([{ record: batch }], { signal }))).to.match(/^TypeError/);
      expect(await faultIn(inventory.block({ subject, since: 1 }, { signal }))).to.match(
        /^TypeError/,
      );
      expect((await inventory.stats({ signal })).devices).to.equal(1);
    });

    it('of one bad entry among many, none is written', async () => {
      const { inventory } = open();
      const entries = [expected('SN-1'), expected('')].map((record, index) => ({
        record,
        line: index + 1,
      }));
      expect(await faultIn(inventory.put(entries, { signal, list: 'l' }))).to.match(/^TypeError/);
      expect(await inventory.show('SN-1', { signal })).to.equal(undefined);
      expect(await inventory.writtenUpTo('l', { signal })).to.equal(0);
    });
  });

  it('forgets what has long expired, a few at a time, and nothing that counts', async () => {
    const clock = fakeClock();
    const store = open({ clock });
    const spent = (name: string, life: number) =>
      store.ledger.commit(entryFor(name, '', { intents: [spendNonce(name, clock.now() + life)] }), {
        signal,
      });
    for (let n = 0; n < 15; n += 1) await spent(`n${n}`, 1_000);
    await spent('long', 100_000_000);
    const rest = (): number => {
      const database = new DatabaseSync(path());
      const row = database.prepare('SELECT count(*) AS n FROM nonce').get();
      database.close();
      return Number(row?.n);
    };
    clock.advance(3_500_000);
    await spent('x', 1);
    expect(rest()).to.equal(17);
    clock.advance(200_000);
    await spent('y', 1);
    expect(rest()).to.equal(8);
    await spent('z', 1);
    expect(rest()).to.equal(4);
  });
});
