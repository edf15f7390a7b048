import { claimDevice } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { idOf } from '../ledger/ledger-entry.js';
import { askedStore, deviceOf, type OpenStore } from './asked-store.js';

/** What an operator does while a device asks: neither undoes the other. */
export function describeStoreRaces(open: OpenStore): void {
  describe('at once', () => {
    it('an import and a claim leave both', async () => {
      const ids = Array.from({ length: 12 }, (_, index) => `d${index}`);
      const store = await askedStore(open, ...ids.map((id) => deviceOf(id)));
      const Oslo = { site: 'Oslo' };
      const [, ...outcomes] = await Promise.all([
        store.put(...ids.map((id) => deviceOf(id, { attributes: Oslo }))),
        ...ids.map((id, index) => store.commit(`device ${index}`, [claimDevice(id)])),
      ]);
      expect(new Set(outcomes)).to.deep.equal(new Set(['committed']));
      for (const [index, id] of ids.entries()) {
        const shown = await store.show(id);
        expect(shown?.record).to.deep.equal(deviceOf(id, { state: 'claimed', attributes: Oslo }));
        expect(shown?.claim?.certificateId).to.equal(idOf(`device ${index}`));
      }
    });

    it('a block and a claim leave a blocked device', async () => {
      const store = await askedStore(open, deviceOf('d1'));
      const [outcome] = await Promise.all([
        store.commit('a', [claimDevice('d1')]),
        store.withdraw('d1', 'blocked'),
      ]);
      expect(outcome).to.be.oneOf(['committed', 'DEVICE_WITHDRAWN']);
      expect(await store.stateOf('d1')).to.equal('blocked');
      const claimed = (await store.show('d1'))?.claim !== undefined;
      expect(claimed).to.equal(outcome === 'committed');
    });

    it('an import and a block leave a blocked device', async () => {
      const store = await askedStore(open, deviceOf('d1'));
      await Promise.all([store.put(deviceOf('d1')), store.withdraw('d1', 'blocked')]);
      expect(await store.stateOf('d1')).to.equal('blocked');
      await Promise.all([store.put(deviceOf('d1')), store.put(deviceOf('d1'))]);
      expect(await store.stateOf('d1')).to.equal('blocked');
    });
  });
}
