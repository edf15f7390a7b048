import { DatabaseSync } from 'node:sqlite';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { entryFor, expected, faultIn, registryFile, signal } from './registry-file.js';

describe('a registry in a file that another connection has locked', () => {
  const { path, open } = registryFile();
  let other: DatabaseSync;
  const lock = (): void => {
    other = new DatabaseSync(path());
    other.exec('BEGIN IMMEDIATE');
  };
  const release = (): void => {
    other.exec('ROLLBACK');
    other.close();
  };

  async function openMade(busyTimeoutMs = 2_000) {
    const clock = fakeClock();
    const store = open({ clock, busyTimeoutMs });
    await store.inventory.put([{ record: expected('SN-1') }], { signal });
    return { clock, ...store };
  }

  it('is written as soon as it is free, first come, first served', async () => {
    const { clock, ledger } = await openMade();
    lock();
    const answers: string[] = [];
    const commits = ['a', 'b', 'c'].map(async (name) => {
      const { kind } = await ledger.commit(entryFor(name, 'SN-1'), { signal });
      answers.push(`${name} ${kind}`);
    });
    clock.advance(1_000);
    await Promise.resolve();
    expect(answers).to.deep.equal([]);
    release();
    clock.advance(20);
    await Promise.all(commits);
    expect(answers).to.deep.equal(['a committed', 'b deny', 'c deny']);
    expect(clock.waiting()).to.equal(0);
  });

  it('is STORE_BUSY after the timeout, not before, and then nothing of it is written', async () => {
    const { clock, ledger, inventory } = await openMade(500);
    lock();
    const committed = faultIn(ledger.commit(entryFor('a', 'SN-1'), { signal }));
    clock.advance(499);
    expect(clock.waiting()).to.be.above(0);
    clock.advance(1);
    expect(await committed).to.match(/^STORE_BUSY: .*devices\.db: it was locked for 500 ms$/);
    release();
    clock.advance(10_000);
    expect(clock.waiting()).to.equal(0);
    expect(await inventory.show('SN-1', { signal })).to.not.have.property('claim');
  });

  it('is left alone once the signal is aborted in the middle of the wait', async () => {
    const { clock, ledger, inventory } = await openMade();
    lock();
    const waiting = new AbortController();
    const committed = faultIn(ledger.commit(entryFor('a', 'SN-1'), { signal: waiting.signal }));
    clock.advance(100);
    waiting.abort(new Error('the deadline'));
    expect(await committed).to.equal('Error: the deadline');
    release();
    clock.advance(10_000);
    expect(clock.waiting()).to.equal(0);
    expect(await inventory.show('SN-1', { signal })).to.not.have.property('claim');
  });

  it('is read, and answers repeats and those who came too late, meanwhile', async () => {
    const { ledger, registry, blocks } = await openMade();
    await ledger.commit(entryFor('a', 'SN-1'), { signal });
    lock();
    expect((await registry.find('SN-1', { signal }))?.state).to.equal('claimed');
    expect(await blocks.find([{ kind: 'all' }], { asOf: 0, signal })).to.deep.equal([]);
    expect((await ledger.commit(entryFor('a', 'SN-1'), { signal })).kind).to.equal('replay');
    const late = await ledger.commit(entryFor('b', 'SN-1'), { signal });
    expect(late).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
    release();
  });

  it('is waited for while it is opened, and while it is made', async () => {
    const clock = fakeClock();
    other = new DatabaseSync(path());
    other.exec('BEGIN EXCLUSIVE');
    const store = open({ clock });
    const found = store.registry.find('SN-1', { signal });
    clock.advance(100);
    release();
    clock.advance(20);
    expect(await found).to.equal(undefined);
  });

  it('finishes what waits before it closes, and takes nothing new', async () => {
    const { clock, ledger, close } = await openMade();
    lock();
    const committed = ledger.commit(entryFor('a', 'SN-1'), { signal });
    await Promise.resolve();
    const closed = close();
    expect(await faultIn(ledger.commit(entryFor('b', 'SN-2'), { signal }))).to.match(
      /^STORE_UNAVAILABLE: .*it was closed$/,
    );
    release();
    clock.advance(20);
    expect(await committed).to.deep.equal({ kind: 'committed' });
    await closed;
    await close();
  });
});
