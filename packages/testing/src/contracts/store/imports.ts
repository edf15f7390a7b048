import type { DeviceEntry, DeviceRecord, DeviceState } from '@gangway/core';
import { claimDevice } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { hostileIds, idsOfNobody } from '../hostile-ids.js';
import { aborted, faultOf, settling, signal } from '../ledger/asked-ledger.js';
import { askedStore, deviceOf, type OpenStore } from './asked-store.js';

const whole: DeviceRecord = {
  id: 'd1',
  state: 'expected',
  attributes: { site: 'Oslo', 'a "b"': 'ß \u{1f6a2}', ['__proto__']: 'own', empty: '' },
  claimCertificateIds: ['a'.repeat(64), 'b'.repeat(64)],
  templates: ['first-fleet', 'second_fleet'],
  batch: { id: '2026-W07', notBefore: 0, notAfter: Date.UTC(2031, 0, 1) },
};

const lines = (...ids: readonly string[]): readonly DeviceEntry[] =>
  ids.map((id, index) => ({ record: deviceOf(id), line: index + 1 }));

/** Writing devices never loosens anything. */
export function describeImports(open: OpenStore): void {
  describe('an import', () => {
    it('writes every field of a device, and nothing else', async () => {
      const { put, show, store } = await askedStore(open);
      // Not a literal: there it would be the prototype.
      const attributes = Object.fromEntries(Object.entries(whole.attributes));
      const record = { ...whole, attributes };
      const half = deviceOf('d2', { batch: { id: 'B' }, claimCertificateIds: [], templates: [] });
      expect(await put(record, half)).to.deep.equal([{ kind: 'added' }, { kind: 'added' }]);
      for (const device of [record, half]) {
        expect(await show(device.id)).to.deep.equal({ record: device });
        expect(await store.registry.find(device.id, { signal })).to.deep.equal(device);
      }
    });

    it('replaces what it says of a known device, and takes away what it leaves out', async () => {
      const { put, show } = await askedStore(open, whole);
      const next = deviceOf('d1', { attributes: { other: 'x' } });
      expect(await put(next)).to.deep.equal([{ kind: 'updated' }]);
      expect(await show('d1')).to.deep.equal({ record: next });
    });

    it('answers in the order of its entries, of which a later one goes before an earlier', async () => {
      const { put, show } = await askedStore(open, deviceOf('d2'));
      const named = (id: string, site: string) => deviceOf(id, { attributes: { site } });
      const results = await put(named('d1', 'x'), named('d2', 'y'), named('d1', 'z'));
      expect(results.map(({ kind }) => kind)).to.deep.equal(['added', 'updated', 'updated']);
      expect((await show('d1'))?.record.attributes).to.deep.equal({ site: 'z' });
    });

    it('of nothing is nothing', async () => {
      const { put, store } = await askedStore(open);
      expect(await put()).to.deep.equal([]);
      expect((await store.inventory.stats({ signal })).devices).to.equal(0);
    });

    it('does not keep what its caller may still change', async () => {
      const attributes = { site: 'Oslo' };
      const { show } = await askedStore(open, deviceOf('d1', { attributes }));
      attributes.site = 'changed';
      expect((await show('d1'))?.record.attributes).to.deep.equal({ site: 'Oslo' });
    });

    const states: readonly DeviceState[] = ['expected', 'claimed', 'active', 'blocked', 'retired'];
    for (const known of states) {
      for (const entered of states) {
        const result = stateAfter(known, entered);
        it(`makes a device that is ${known} ${result} when it lists it as ${entered}`, async () => {
          const { put, stateOf } = await askedStore(open, deviceOf('d1', { state: known }));
          expect(await stateOf('d1')).to.equal(known);
          await put(deviceOf('d1', { state: entered }));
          expect(await stateOf('d1')).to.equal(result);
        });
      }
    }

    it('leaves a claim alone, whatever state it lists', async () => {
      for (const state of ['expected', 'claimed', 'active'] as const) {
        const { put, show, commit, confirm } = await askedStore(open, deviceOf('d1'));
        await commit('a', [claimDevice('d1')]);
        const { claim } = (await show('d1')) ?? {};
        await put(deviceOf('d1', { state, attributes: { site: 'Oslo' } }));
        const attributes = { site: 'Oslo' };
        const record = deviceOf('d1', { state: 'claimed', attributes });
        expect(await show('d1'), state).to.deep.equal({ record, claim });
        await confirm('a');
        await put(deviceOf('d1', { state }));
        expect((await show('d1'))?.record.state, state).to.equal('active');
        expect(await commit('b', [claimDevice('d1')]), state).to.equal('DEVICE_CLAIMED');
      }
    });

    it('keeps every id apart from every other', async () => {
      const { put, store, show } = await askedStore(open);
      const records = hostileIds.map((id) => deviceOf(id, { attributes: { id } }));
      expect(new Set((await put(...records)).map(({ kind }) => kind))).to.deep.equal(
        new Set(['added']),
      );
      for (const record of records) expect(await show(record.id)).to.deep.equal({ record });
      expect((await store.inventory.stats({ signal })).devices).to.equal(records.length);
    });

    it('refuses an id that no store can keep, before anything is written', async () => {
      for (const bad of idsOfNobody) {
        const { store, show } = await askedStore(open);
        const entries = lines('d1', bad, 'd2');
        const call = store.inventory.put(entries, { signal, list: 'list' });
        expect(await faultOf(call), JSON.stringify(bad)).to.be.instanceOf(TypeError);
        for (const id of ['d1', 'd2']) expect(await show(id)).to.equal(undefined);
        expect(await store.inventory.writtenUpTo('list', { signal })).to.equal(0);
        expect((await store.inventory.stats({ signal })).devices).to.equal(0);
      }
    });

    it('writes nothing when its signal is aborted already', async () => {
      const { store, show } = await askedStore(open);
      const entries = lines('d1');
      const call = store.inventory.put(entries, { signal: aborted, list: 'list' });
      expect(await settling(call)).to.equal('rejected');
      expect(await show('d1')).to.equal(undefined);
      expect(await store.inventory.writtenUpTo('list', { signal })).to.equal(0);
    });
  });
  describeLists(open);
}

/** A withdrawn device stays as it was withdrawn, and a known one keeps its state unless the entry withdraws it. */
function stateAfter(known: DeviceState, entered: DeviceState): DeviceState {
  const isWithdrawn = known === 'blocked' || known === 'retired';
  return !isWithdrawn && (entered === 'blocked' || entered === 'retired') ? entered : known;
}

function describeLists(open: OpenStore): void {
  describe('a list', () => {
    it('says up to which line it was written', async () => {
      const { inventory } = (await askedStore(open)).store;
      const upTo = (list: string) => inventory.writtenUpTo(list, { signal });
      expect(await upTo('list')).to.equal(0);
      await inventory.put(lines('d1', 'd2'), { signal, list: 'list' });
      expect([await upTo('list'), await upTo('other')]).to.deep.equal([2, 0]);
      const record = deviceOf('d9');
      await inventory.put([{ record, line: 9 }], { signal, list: 'list' });
      expect(await upTo('list')).to.equal(9);
      // A part that is written again does not put it back.
      await inventory.put(lines('d1'), { signal, list: 'list' });
      expect([await upTo('list'), await upTo('LIST'), await upTo('')]).to.deep.equal([9, 0, 0]);
    });

    it('may not name a device twice: the later line is not written', async () => {
      const { show, store } = await askedStore(open, deviceOf('d0'));
      const twice = ['d0', 'd1', 'd2', 'd1', 'd0'].map((id, index) => ({
        record: deviceOf(id, { attributes: { line: `${index + 1}` } }),
        line: index + 1,
      }));
      expect(await store.inventory.put(twice, { signal, list: 'list' })).to.deep.equal([
        { kind: 'updated' },
        { kind: 'added' },
        { kind: 'added' },
        { kind: 'doubled', line: 2 },
        { kind: 'doubled', line: 1 },
      ]);
      expect((await show('d1'))?.record.attributes).to.deep.equal({ line: '2' });
      expect(await store.inventory.writtenUpTo('list', { signal })).to.equal(5);
    });

    it('may not name a device twice in parts of it either', async () => {
      const { show, store } = await askedStore(open);
      const { inventory } = store;
      await inventory.put(lines('d1', 'd2'), { signal, list: 'list' });
      const later = { record: deviceOf('d2', { state: 'blocked' }), line: 3 };
      const results = await inventory.put([later], { signal, list: 'list' });
      expect(results).to.deep.equal([{ kind: 'doubled', line: 2 }]);
      expect((await show('d2'))?.record.state).to.equal('expected');
      expect(await inventory.writtenUpTo('list', { signal })).to.equal(3);
    });

    it('is written again without a fault, and so is another one with the same devices', async () => {
      const { inventory } = (await askedStore(open)).store;
      const entries = lines('d1', 'd2');
      const put = (list: string) => inventory.put(entries, { signal, list });
      const kindsOf = async (list: string) => (await put(list)).map(({ kind }) => kind);
      expect(await kindsOf('one')).to.deep.equal(['added', 'added']);
      expect(await kindsOf('one')).to.deep.equal(['updated', 'updated']);
      expect(await kindsOf('other')).to.deep.equal(['updated', 'updated']);
      expect(await kindsOf('one')).to.deep.equal(['updated', 'updated']);
      expect((await inventory.stats({ signal })).devices).to.equal(2);
    });
  });
}
