import {
  claimDevice,
  type DeviceDetails,
  type DeviceFilter,
  type DeviceStore,
} from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { aborted, settling, signal } from '../ledger/asked-ledger.js';
import { type AskedStore, askedStore, deviceOf, type OpenStore } from './asked-store.js';

/** More than a page of any store. */
const many = 2_500;

async function listed(
  { inventory }: DeviceStore,
  filter: DeviceFilter = {},
): Promise<readonly DeviceDetails[]> {
  const found: DeviceDetails[] = [];
  for await (const device of inventory.list(filter, { signal })) found.push(device);
  return found;
}

const idsOf = async (store: DeviceStore, filter?: DeviceFilter): Promise<readonly string[]> =>
  (await listed(store, filter)).map(({ record }) => record.id).toSorted();

/** One device in every standing, of two batches. */
async function mixedFleet(open: OpenStore): Promise<AskedStore> {
  const batch = { id: 'B1' };
  const fleet = await askedStore(
    open,
    deviceOf('expected-1', { batch }),
    deviceOf('expected-2', { batch: { id: 'B2' } }),
    deviceOf('claimed-1', { batch }),
    deviceOf('claimed-2'),
    deviceOf('active-1', { batch }),
    deviceOf('blocked-1', { state: 'blocked', batch }),
    deviceOf('blocked-2'),
    deviceOf('retired-1', { state: 'retired' }),
    deviceOf('listed-claimed', { state: 'claimed' }),
    deviceOf('listed-active', { state: 'active', batch: { id: 'b1' } }),
  );
  for (const id of ['claimed-1', 'claimed-2', 'active-1', 'blocked-2']) {
    await fleet.commit(`of ${id}`, [claimDevice(id)]);
  }
  // On no list of this store.
  for (const id of ['elsewhere-1', 'elsewhere-2']) {
    await fleet.commit(`of ${id}`, [claimDevice(id)]);
  }
  await fleet.confirm('of elsewhere-2');
  await fleet.confirm('of active-1');
  await fleet.withdraw('blocked-2', 'blocked');
  return fleet;
}

/** What an operator sees of a fleet. */
export function describeListing(open: OpenStore): void {
  describe('listing', () => {
    const filters: readonly (readonly [string, DeviceFilter, readonly string[]])[] = [
      ['a state', { state: 'expected' }, ['expected-1', 'expected-2']],
      ['claimed', { state: 'claimed' }, ['claimed-1', 'claimed-2', 'listed-claimed']],
      ['active', { state: 'active' }, ['active-1', 'listed-active']],
      ['blocked', { state: 'blocked' }, ['blocked-1', 'blocked-2']],
      ['retired', { state: 'retired' }, ['retired-1']],
      ['a batch', { batch: 'B1' }, ['active-1', 'blocked-1', 'claimed-1', 'expected-1']],
      ['another batch', { batch: 'B2' }, ['expected-2']],
      ['a batch that is not there', { batch: 'B' }, []],
      [
        'an unconfirmed claim',
        { unconfirmed: true },
        ['blocked-2', 'claimed-1', 'claimed-2', 'elsewhere-1'],
      ],
      [
        'claimed and claim',
        { unconfirmed: true, state: 'claimed' },
        ['claimed-1', 'claimed-2', 'elsewhere-1'],
      ],
      ['state and batch', { state: 'claimed', batch: 'B1' }, ['claimed-1']],
      ['batch and claim', { unconfirmed: true, batch: 'B1' }, ['claimed-1']],
      ['state and claim', { unconfirmed: true, state: 'blocked' }, ['blocked-2']],
      ['what cannot be', { unconfirmed: true, state: 'expected' }, []],
      ['what cannot be either', { unconfirmed: true, state: 'active' }, []],
      ['all three', { unconfirmed: true, state: 'claimed', batch: 'B1' }, ['claimed-1']],
    ];
    it('finds by state, batch and unconfirmed claim, one by one and together', async () => {
      const { store } = await mixedFleet(open);
      for (const [what, filter, ids] of filters) {
        expect(await idsOf(store, filter), what).to.deep.equal(ids);
      }
      expect(await idsOf(store)).to.have.length(10);
      expect(await idsOf(store, { unconfirmed: false })).to.have.length(10);
    });

    it('shows each device as it is shown alone', async () => {
      const { store, show } = await mixedFleet(open);
      const waiting = await listed(store, { unconfirmed: true });
      for (const device of [...(await listed(store)), ...waiting]) {
        expect(device).to.deep.equal(await show(device.record.id));
      }
    });

    it('lists a device once that is listed here after it was claimed', async () => {
      const { store, put } = await mixedFleet(open);
      await put(deviceOf('elsewhere-1'), deviceOf('elsewhere-2'));
      const waiting = ['blocked-2', 'claimed-1', 'claimed-2', 'elsewhere-1'];
      expect(await idsOf(store, { unconfirmed: true })).to.deep.equal(waiting);
      expect(await idsOf(store)).to.have.length(12);
    });

    it('counts what it would find', async () => {
      const { store, clock } = await mixedFleet(open);
      expect(await store.inventory.stats({ signal })).to.deep.equal({
        devices: 10,
        byState: { expected: 2, claimed: 3, active: 2, blocked: 2, retired: 1 },
        lastPresenceAt: clock.now(),
      });
    });

    it('counts nothing where there is nothing', async () => {
      const { store } = await askedStore(open);
      expect(await listed(store)).to.deep.equal([]);
      expect(await store.inventory.stats({ signal })).to.deep.equal({
        devices: 0,
        byState: { expected: 0, claimed: 0, active: 0, blocked: 0, retired: 0 },
      });
    });

    it('knows when the newest presence took place, whoever it was', async () => {
      const { store, confirm, clock } = await askedStore(open);
      await confirm('a', 5);
      await confirm('b', 10);
      const { lastPresenceAt } = await store.inventory.stats({ signal });
      expect(lastPresenceAt).to.equal(clock.now() - 5);
    });

    it(`reads page after page, ${many} devices in all, each once`, async () => {
      const { store, put, commit } = await askedStore(open);
      const ids = Array.from({ length: many }, (_, index) => `SN-${index}`);
      const odd = (index: number) => ({ batch: { id: index % 2 === 0 ? 'even' : 'odd' } });
      await put(...ids.map((id, index) => deviceOf(id, odd(index))));
      expect(await idsOf(store)).to.deep.equal(ids.toSorted());
      expect(await idsOf(store, { batch: 'odd' })).to.have.length(many / 2);
      await commit('a', [claimDevice('SN-1234')]);
      expect(await idsOf(store, { unconfirmed: true })).to.deep.equal(['SN-1234']);
      expect(await idsOf(store, { state: 'expected' })).to.have.length(many - 1);
      expect(await store.inventory.stats({ signal })).to.deep.include({ devices: many });
      let taken = 0;
      for await (const _ of store.inventory.list({}, { signal })) {
        taken += 1;
        if (taken === 3) break;
      }
      expect(taken).to.equal(3);
    });

    it('rejects when the signal is aborted already', async () => {
      const { inventory } = (await askedStore(open, deviceOf('d1'))).store;
      const options = { signal: aborted };
      const first = async () => inventory.list({}, options)[Symbol.asyncIterator]().next();
      for (const call of [
        first(),
        inventory.show('d1', options),
        inventory.stats(options),
        inventory.writtenUpTo('list', options),
      ]) {
        expect(await settling(call)).to.equal('rejected');
      }
    });
  });
}
