import { claimDevice, type DeviceState } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { aborted, settling } from '../ledger/asked-ledger.js';
import { askedStore, deviceOf, type OpenStore } from './asked-store.js';

/** An operator takes a device out, and back in: it stands again where it stood. */
export function describeWithdrawing(open: OpenStore): void {
  describe('withdrawing', () => {
    it('blocks, retires and takes that back, and says whether that changed anything', async () => {
      const { withdraw, stateOf } = await askedStore(open, deviceOf('d1'));
      for (const [how, answer, state] of [
        [undefined, 'unchanged', 'expected'],
        ['blocked', 'changed', 'blocked'],
        ['blocked', 'unchanged', 'blocked'],
        ['retired', 'changed', 'retired'],
        ['blocked', 'changed', 'blocked'],
        [undefined, 'changed', 'expected'],
        [undefined, 'unchanged', 'expected'],
      ] as const) {
        expect(await withdraw('d1', how)).to.equal(answer);
        expect(await stateOf('d1')).to.equal(state);
      }
    });

    it('knows no device that is not there, and makes none', async () => {
      const { withdraw, show, stateOf, commit } = await askedStore(open, deviceOf('d1'));
      await commit('a', [claimDevice('d3')]);
      for (const id of ['d2', 'D1', '__proto__', 'd3']) {
        for (const how of ['blocked', 'retired', undefined] as const) {
          expect(await withdraw(id, how), id).to.equal('unknown');
        }
      }
      for (const id of ['d2', 'D1', '__proto__']) expect(await show(id), id).to.equal(undefined);
      // Of this one there is a claim, and no device.
      expect(await stateOf('d3')).to.equal(undefined);
      expect((await show('d3'))?.record).to.deep.equal(deviceOf('d3', { state: 'claimed' }));
    });

    for (const state of ['expected', 'claimed', 'active'] satisfies readonly DeviceState[]) {
      it(`leaves a device listed as ${state} where it stood`, async () => {
        const { withdraw, show } = await askedStore(open, deviceOf('d1', { state }));
        await withdraw('d1', 'blocked');
        await withdraw('d1', undefined);
        expect(await show('d1')).to.deep.equal({ record: deviceOf('d1', { state }) });
      });
    }

    it('of a device that was listed so is taken back to expected', async () => {
      const { withdraw, stateOf } = await askedStore(open, deviceOf('d1', { state: 'retired' }));
      expect(await withdraw('d1', undefined)).to.equal('changed');
      expect(await stateOf('d1')).to.equal('expected');
    });

    it('leaves the claim and the rest of the record', async () => {
      const record = deviceOf('d1', { attributes: { site: 'Oslo' }, templates: ['first-fleet'] });
      const { withdraw, show, commit, confirm } = await askedStore(open, record);
      await commit('a', [claimDevice('d1')]);
      await confirm('a');
      const before = await show('d1');
      await withdraw('d1', 'retired');
      const between = await show('d1');
      expect(between).to.deep.equal({ ...before, record: { ...record, state: 'retired' } });
      await withdraw('d1', undefined);
      expect(await show('d1')).to.deep.equal(before);
    });

    it('rejects when the signal is aborted already, with nothing changed', async () => {
      const { store, stateOf } = await askedStore(open, deviceOf('d1'));
      const call = store.inventory.withdraw('d1', 'blocked', { signal: aborted });
      expect(await settling(call)).to.equal('rejected');
      expect(await stateOf('d1')).to.equal('expected');
    });
  });
}
