import { claimDevice, type DeviceState, type TakeoverGround } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { askedLedger, type MakeLedger } from './asked-ledger.js';

const anyGround: readonly TakeoverGround[] = ['same-public-key', 'proven-identity', 'lease-over'];
const listed = (listedAs: DeviceState, replaces: readonly TakeoverGround[] = []) => [
  claimDevice('d1', { listedAs, replaces, leaseMs: 0 }),
];

/** A store that keeps claims alone goes by what the registry of the devices told. */
export function describeListedElsewhere(make: MakeLedger): void {
  describe('a device that another registry lists', () => {
    for (const [state, answer] of [
      ['expected', 'committed'],
      ['claimed', 'DEVICE_CLAIMED'],
      ['active', 'DEVICE_CLAIMED'],
      ['blocked', 'DEVICE_WITHDRAWN'],
      ['retired', 'DEVICE_WITHDRAWN'],
    ] as const) {
      it(`as ${state} is answered ${answer}, on every ground`, async () => {
        const { commit, confirm, release } = await askedLedger(make);
        await confirm('somebody else');
        expect(await commit('a', listed(state, anyGround))).to.equal(answer);
        const released = await release('d1', { confirmed: true });
        expect(released.kind).to.equal(answer === 'committed' ? 'released' : 'not-claimed');
      });
    }

    it('goes by its claim once it has one, whatever it is listed as, unless that withdraws it', async () => {
      for (const state of ['expected', 'claimed', 'active'] as const) {
        const { commit } = await askedLedger(make);
        expect(await commit('a', listed('expected'))).to.equal('committed');
        expect(await commit('b', listed(state)), state).to.equal('DEVICE_CLAIMED');
        expect(await commit('a', listed(state)), state).to.equal('replay');
        expect(await commit('c', listed(state, ['proven-identity'])), state).to.equal('committed');
      }
      const { commit } = await askedLedger(make);
      await commit('a', listed('expected'));
      for (const state of ['blocked', 'retired'] as const) {
        expect(await commit('b', listed(state, anyGround)), state).to.equal('DEVICE_WITHDRAWN');
      }
      expect(await commit('a', listed('expected'))).to.equal('replay');
    });

    it('goes by its list again once its claim is released', async () => {
      const { commit, release } = await askedLedger(make);
      await commit('a', listed('expected'));
      await release('d1');
      expect(await commit('b', listed('active', anyGround))).to.equal('DEVICE_CLAIMED');
      expect(await commit('b', listed('expected'))).to.equal('committed');
    });
  });
}
