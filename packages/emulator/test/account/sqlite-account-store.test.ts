import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { PortError } from '@gangway/core';
import { sqliteAccountStore } from '@gangway/emulator';
import { expect } from 'chai';
import { describeAccountStore } from './account-store-contract.js';
import { useFolder } from './folder.js';

const group = { name: 'sensors', id: '1f2e', createdAt: 0 };

describe('sqliteAccountStore()', () => {
  const file = useFolder();
  describeAccountStore('sqliteAccountStore()', () => sqliteAccountStore({ path: file() }));

  const refused = (path: string, code: string) =>
    expect(() => sqliteAccountStore({ path }))
      .to.throw(PortError)
      .with.property('code', code);

  const change = (path: string, statement: string) => {
    const database = new DatabaseSync(path);
    database.exec(statement);
    database.close();
  };

  it('keeps everything from one process to the next', () => {
    const path = file();
    const first = sqliteAccountStore({ path });
    first.thingGroups.put('sensors', group);
    first.groupThings.add('sensors', 'sensor-1');
    first.close();
    const second = sqliteAccountStore({ path });
    expect(second.thingGroups.list()).to.deep.equal([group]);
    expect(second.groupThings.rightsOf('sensors')).to.deep.equal(['sensor-1']);
    second.close();
  });

  it('takes an empty file for a new account', () => {
    const path = file();
    writeFileSync(path, '');
    const store = sqliteAccountStore({ path });
    expect(store.things.count()).to.equal(0);
    store.close();
  });

  it('takes a name that means no file to SQLite for a file', () => {
    const folder = file('named');
    mkdirSync(folder);
    const store = sqliteAccountStore({ path: `${folder}/:memory:` });
    store.thingGroups.put('sensors', group);
    store.close();
    expect(readFileSync(`${folder}/:memory:`).subarray(0, 15).toString()).to.equal(
      'SQLite format 3',
    );
  });

  it("refuses another program's database, and leaves it as it is", () => {
    for (const statement of ['CREATE TABLE own (a)', 'PRAGMA user_version = 1']) {
      const path = file();
      change(path, statement);
      const before = readFileSync(path);
      refused(path, 'STORE_INCOMPATIBLE');
      expect(readFileSync(path)).to.deep.equal(before);
    }
  });

  it('refuses an account of another layout, older or newer', () => {
    for (const version of [0, 2]) {
      const path = file();
      sqliteAccountStore({ path }).close();
      change(path, `PRAGMA user_version = ${version}`);
      refused(path, 'STORE_INCOMPATIBLE');
    }
  });

  it('refuses a file that is no database, and leaves it as it is', () => {
    const path = file();
    const text = 'notes of somebody, '.repeat(100);
    writeFileSync(path, text);
    refused(path, 'STORE_INCOMPATIBLE');
    expect(readFileSync(path, 'utf8')).to.equal(text);
  });

  it('refuses a folder, and a file in a folder that is not there', () => {
    const folder = file('folder');
    mkdirSync(folder);
    refused(folder, 'STORE_UNAVAILABLE');
    refused(`${folder}/none/account.db`, 'STORE_UNAVAILABLE');
  });

  it('refuses a file that another emulator has open, until that one closes it', () => {
    const path = file();
    const first = sqliteAccountStore({ path });
    refused(path, 'STORE_BUSY');
    first.thingGroups.put('sensors', group);
    first.close();
    sqliteAccountStore({ path }).close();
  });

  it('says that a row is damaged, and not what stands in it', () => {
    const path = file();
    const store = sqliteAccountStore({ path });
    store.thingGroups.put('sensors', group);
    store.close();
    change(path, "UPDATE thingGroups SET row = 'SECRET {'");
    const damaged = sqliteAccountStore({ path });
    for (const look of [
      () => damaged.thingGroups.get('sensors'),
      () => damaged.thingGroups.list(),
    ]) {
      expect(look)
        .to.throw(PortError, /^(?!.*SECRET)/s)
        .with.property('code', 'STORE_CORRUPT');
    }
    damaged.close();
  });

  it('says so where damage shows only when it is looked at', () => {
    const path = file();
    const store = sqliteAccountStore({ path });
    for (let nth = 0; nth < 500; nth += 1) store.thingGroups.put(`group-${nth}`, group);
    store.close();
    const octets = readFileSync(path);
    octets.fill(0, octets.length / 2);
    writeFileSync(path, octets);
    const damaged = sqliteAccountStore({ path });
    expect(() => damaged.thingGroups.list())
      .to.throw(PortError)
      .with.property('code', 'STORE_CORRUPT');
    damaged.close();
  });

  it('holds each transaction whole or not at all after its process was killed in the middle of one', async function () {
    this.timeout(20_000);
    const path = file();
    const program = fileURLToPath(new URL('account-process.js', import.meta.url));
    const child = spawn(process.execPath, [program, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = sqliteAccountStore({ path });
    expect(store.thingGroups.count()).to.equal(100);
    expect(store.thingGroups.get('0')).to.deep.equal({ name: '0', id: '0', createdAt: 0 });
    expect(store.groupThings.leftsOf('sensor-1')).to.have.lengthOf(100);
    store.close();
  });
});
