import { type Block, type BlockSubject, blockKey, type DeviceStore } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type FakeClock, fakeClock } from '../doubles/fake-clock.js';
import { hostileIds, idsOfNobody } from './hostile-ids.js';
import { aborted, faultOf, settling, signal } from './ledger/asked-ledger.js';

const all: BlockSubject = { kind: 'all' };
const batch: BlockSubject = { kind: 'batch', id: 'B1' };
const alike: readonly BlockSubject[] = [
  all,
  batch,
  { kind: 'template', id: 'B1' },
  { kind: 'claim-certificate', id: 'B1' },
  { kind: 'batch', id: 'b1' },
  { kind: 'batch', id: 'all' },
  { kind: 'batch', id: 'batch/B1' },
];

/**
 * What every `BlockRegistry` does, and the operator's side of it. Run it in the adapter's own tests; for a whole store,
 * `deviceStoreContract` runs it.
 *
 * @param open a fresh and empty store that tells time by the clock it is given
 * @example
 * blockRegistryContract('memory', (clock) => openMemoryStore(clock));
 */
export function blockRegistryContract(
  name: string,
  open: (clock: FakeClock) => DeviceStore | Promise<DeviceStore>,
): void {
  const opened = async () => {
    const clock = fakeClock();
    const store = await open(clock);
    const { inventory } = store;
    return {
      clock,
      store,
      /** As a request sees them that is received a moment after. */
      find: (...subjects: readonly BlockSubject[]): Promise<readonly Block[]> => {
        clock.advance(1);
        return store.blocks.find(subjects, { asOf: clock.now(), signal });
      },
      block: (subject: BlockSubject, reason?: string): Promise<boolean> => {
        const since = clock.now();
        const made = reason === undefined ? { subject, since } : { subject, since, reason };
        return inventory.block(made, { signal });
      },
      unblock: (subject: BlockSubject) => inventory.unblock(subject, { signal }),
    };
  };

  describe(`BlockRegistry contract: ${name}`, () => {
    it('finds nothing while nothing is blocked', async () => {
      const { find, store } = await opened();
      expect(await find(...alike)).to.deep.equal([]);
      expect(await find()).to.deep.equal([]);
      expect(await store.inventory.blocks({ signal })).to.deep.equal([]);
    });

    it('finds a block as it was set, and only when asked for its subject', async () => {
      const { find, block, clock } = await opened();
      const since = clock.now();
      expect(await block(batch, 'a stolen key')).to.equal(true);
      expect(await find(batch)).to.deep.equal([{ subject: batch, since, reason: 'a stolen key' }]);
      for (const other of alike.filter((subject) => subject !== batch)) {
        expect(await find(other), blockKey(other)).to.deep.equal([]);
      }
      expect(await find(...alike)).to.have.length(1);
      expect(await find()).to.deep.equal([]);
    });

    it('keeps subjects of every kind and every id apart', async () => {
      const { find, block, unblock } = await opened();
      const ids = hostileIds.map((id): BlockSubject => ({ kind: 'batch', id }));
      for (const subject of [...alike, ...ids]) expect(await block(subject)).to.equal(true);
      for (const subject of [...alike, ...ids]) {
        const found = await find(subject);
        expect(found.map((one) => one.subject)).to.deep.equal([subject]);
        expect(await unblock(subject)).to.equal(true);
        expect(await find(subject)).to.deep.equal([]);
      }
    });

    it('refuses a subject whose id no store can keep, and sets nothing', async () => {
      const { block, store } = await opened();
      for (const kind of ['batch', 'template', 'claim-certificate'] as const) {
        for (const id of idsOfNobody) {
          const shown = JSON.stringify({ kind, id });
          expect(await faultOf(block({ kind, id })), shown).to.be.instanceOf(TypeError);
        }
      }
      expect(await store.inventory.blocks({ signal })).to.deep.equal([]);
    });

    it('says whether a block or its undoing changed anything; the first one stands', async () => {
      const { find, block, unblock, clock } = await opened();
      const since = clock.now();
      expect(await unblock(all)).to.equal(false);
      expect(await block(all, 'first')).to.equal(true);
      clock.advance(5);
      expect(await block(all, 'second')).to.equal(false);
      expect(await find(all)).to.deep.equal([{ subject: all, since, reason: 'first' }]);
      expect(await unblock(all)).to.equal(true);
      expect(await unblock(all)).to.equal(false);
      expect(await find(all)).to.deep.equal([]);
      expect(await block(all)).to.equal(true);
    });

    it('shows an operator all that are in force', async () => {
      const { block, unblock, store, clock } = await opened();
      for (const subject of alike) await block(subject);
      await unblock(batch);
      const since = clock.now();
      const expected = alike
        .filter((subject) => subject !== batch)
        .map((subject) => ({ subject, since }));
      expect(await store.inventory.blocks({ signal })).to.have.deep.members(expected);
    });

    it('sees a block that was set before the request, though a device was looked up before it', async () => {
      const { store, block, unblock, find } = await opened();
      const look = () => store.registry.find('SN-0001', { signal });
      await look();
      expect(await find(batch)).to.deep.equal([]);
      await block(batch);
      expect(await find(batch)).to.have.length(1);
      await look();
      await unblock(batch);
      expect(await find(batch)).to.deep.equal([]);
      await look();
      await block(batch);
      await look();
      expect(await find(all, batch)).to.have.length(1);
    });

    it('sets one of many blocks on one subject', async () => {
      const { block, find } = await opened();
      const set = await Promise.all(Array.from({ length: 12 }, () => block(all)));
      expect(set.filter(Boolean)).to.have.length(1);
      expect(await find(all)).to.have.length(1);
    });

    it('rejects when the signal is aborted already, with nothing changed', async () => {
      const { store, find, clock } = await opened();
      const { inventory, blocks } = store;
      const options = { signal: aborted };
      for (const call of [
        inventory.block({ subject: all, since: 1 }, options),
        inventory.unblock(all, options),
        inventory.blocks(options),
        blocks.find([all], { ...options, asOf: clock.now() }),
      ]) {
        expect(await settling(call)).to.equal('rejected');
      }
      expect(await find(all)).to.deep.equal([]);
    });
  });
}
