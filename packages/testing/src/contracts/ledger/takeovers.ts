import { claimDevice, type TakeoverGround } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type AskedLedger, askedLedger, type MakeLedger } from './asked-ledger.js';

const grounds: readonly TakeoverGround[] = ['same-public-key', 'proven-identity', 'lease-over'];
const leaseMs = 10_000;
const held = [claimDevice('d1', { leaseMs })];
const taking = (...replaces: TakeoverGround[]) => [claimDevice('d1', { leaseMs, replaces })];

/** Lets the lease run out, and a presence of some other certificate be seen then. */
async function endLease({ clock, confirm }: AskedLedger): Promise<void> {
  clock.advance(leaseMs);
  await confirm('somebody else');
}

/** Of two certificates one has the device, unless the request brings a ground to replace the other. */
export function describeTakeovers(make: MakeLedger): void {
  describe('a claimed device', () => {
    it('is denied to every other certificate that brings no ground', async () => {
      const ledger = await askedLedger(make);
      expect(await ledger.commit('a', held)).to.equal('committed');
      await endLease(ledger);
      expect(await ledger.commit('b', held, { key: 'a' })).to.equal('DEVICE_CLAIMED');
      expect(await ledger.commit('a', held)).to.equal('replay');
    });

    it('same-public-key: is given to the same key alone', async () => {
      const { commit } = await askedLedger(make);
      await commit('a', held);
      expect(await commit('b', taking('same-public-key'))).to.equal('DEVICE_CLAIMED');
      expect(await commit('c', taking('same-public-key'), { key: 'a' })).to.equal('committed');
    });

    it('proven-identity: is given to whoever proved it', async () => {
      const { commit } = await askedLedger(make);
      await commit('a', held);
      expect(await commit('b', taking('proven-identity'))).to.equal('committed');
    });

    /** How long after the claim somebody else connects, and whether a lease that is over then may end by it. */
    const presences = [
      { what: 'no presence at all', ends: false },
      { what: 'a presence before the claim', after: -1, ends: false },
      { what: 'a presence at the moment of the claim', after: 0, ends: false },
      { what: 'a presence after the claim', after: 1, ends: false },
      { what: 'a presence just before the end of the lease', after: leaseMs - 1, ends: false },
      { what: 'a presence at the end of the lease', after: leaseMs, ends: true },
      { what: 'a presence after the end of the lease', after: leaseMs + 1, ends: true },
    ];
    for (const { what, after, ends } of presences) {
      for (const [when, passed] of [
        ['before', leaseMs - 1],
        ['at', leaseMs],
        ['long after', leaseMs * 100],
      ] as const) {
        if ((after ?? 0) > passed) continue;
        it(`lease-over: is ${ends ? 'given' : 'denied'} ${when} its end with ${what}`, async () => {
          const { commit, confirm, clock } = await askedLedger(make);
          await commit('a', held);
          clock.advance(passed);
          if (after !== undefined) await confirm('somebody else', passed - after);
          const answer = await commit('b', taking('lease-over'));
          expect(answer).to.equal(ends ? 'committed' : 'DEVICE_CLAIMED');
        });
      }
    }

    it('lease-over: is denied, however long ago that was, until a presence is seen again', async () => {
      const { commit, confirm, clock } = await askedLedger(make);
      await commit('a', held);
      clock.advance(leaseMs - 1);
      await confirm('somebody else');
      clock.advance(leaseMs * 1_000);
      expect(await commit('b', taking('lease-over'))).to.equal('DEVICE_CLAIMED');
      await confirm('somebody else');
      expect(await commit('b', taking('lease-over'))).to.equal('committed');
    });

    it('lease-over: goes by the lease that was written, not by that of the request', async () => {
      const ledger = await askedLedger(make);
      await ledger.commit('a', [claimDevice('d1', { leaseMs: leaseMs * 2 })]);
      await endLease(ledger);
      const asking = [claimDevice('d1', { leaseMs: 0, replaces: ['lease-over'] })];
      expect(await ledger.commit('b', asking)).to.equal('DEVICE_CLAIMED');
      await endLease(ledger);
      expect(await ledger.commit('b', asking)).to.equal('committed');
    });

    it('lease-over: holds against a presence that was reported late', async () => {
      const { commit, confirm, clock } = await askedLedger(make);
      clock.advance(5);
      await commit('a', held);
      clock.advance(leaseMs);
      await confirm('somebody else');
      // An older event that comes in afterwards does not put the newest one back.
      await confirm('a third', leaseMs + 1);
      expect(await commit('b', taking('lease-over'))).to.equal('committed');
    });

    it('is never given away once its claim is confirmed', async () => {
      for (const ground of [...grounds, undefined]) {
        const ledger = await askedLedger(make);
        await ledger.commit('a', held);
        await ledger.confirm('a');
        await endLease(ledger);
        const replaces = ground === undefined ? grounds : [ground];
        const answer = await ledger.commit('b', taking(...replaces), { key: 'a' });
        expect(answer, ground).to.equal('DEVICE_CLAIMED');
      }
    });

    it('is given when one ground of several holds', async () => {
      const { commit } = await askedLedger(make);
      await commit('a', held);
      const either = taking('lease-over', 'same-public-key');
      expect(await commit('b', either)).to.equal('DEVICE_CLAIMED');
      expect(await commit('c', either, { key: 'a' })).to.equal('committed');
    });

    it('is given on those grounds alone that all intents of the request share', async () => {
      const { commit } = await askedLedger(make);
      await commit('a', held);
      const apart = [...taking('proven-identity'), ...taking('same-public-key')];
      expect(await commit('b', apart, { key: 'a' })).to.equal('DEVICE_CLAIMED');
      const shared = [...taking('proven-identity', 'lease-over'), ...taking('proven-identity')];
      expect(await commit('c', shared)).to.equal('committed');
    });
  });
  describeAfterTakeover(make);
}

function describeAfterTakeover(make: MakeLedger): void {
  const takenOver = async () => {
    const ledger = await askedLedger(make);
    await ledger.commit('a', held);
    ledger.clock.advance(leaseMs / 2);
    expect(await ledger.commit('b', taking('proven-identity'))).to.equal('committed');
    return ledger;
  };

  describe('a device that was taken over', () => {
    it('is the new certificate’s', async () => {
      const { commit } = await takenOver();
      expect(await commit('b', taking('proven-identity'))).to.equal('replay');
      expect(await commit('c', held)).to.equal('DEVICE_CLAIMED');
    });

    it('is CLAIM_SUPERSEDED to the old one, whatever ground it brings', async () => {
      const { commit } = await takenOver();
      expect(await commit('a', held)).to.equal('CLAIM_SUPERSEDED');
      expect(await commit('a', taking(...grounds), { key: 'b' })).to.equal('CLAIM_SUPERSEDED');
      const parametersHash = 'f'.repeat(64);
      expect(await commit('a', held, { parametersHash })).to.equal('REQUEST_CHANGED');
      expect(await commit('b', held)).to.equal('replay');
    });

    it('stays CLAIM_SUPERSEDED to the old one when the new one is released', async () => {
      const { commit, release } = await takenOver();
      expect(await release('d1')).to.include({ kind: 'released' });
      expect(await commit('a', held)).to.equal('CLAIM_SUPERSEDED');
      expect(await commit('c', held)).to.equal('committed');
    });

    it('is not confirmed by the old certificate', async () => {
      const { commit, confirm } = await takenOver();
      expect(await confirm('a')).to.deep.equal({ kind: 'no-claim' });
      // Were it confirmed, nobody could take it.
      expect(await commit('c', taking('proven-identity'))).to.equal('committed');
    });

    it('is not released for the old certificate', async () => {
      const { commit, release } = await takenOver();
      const refused = { kind: 'refused', why: 'another-certificate' };
      expect(await release('d1', { name: 'a', confirmed: true })).to.deep.equal(refused);
      expect(await commit('b', held)).to.equal('replay');
    });

    it('has a lease of its own, from then on', async () => {
      const { commit, confirm, clock } = await takenOver();
      clock.advance(leaseMs / 2);
      await confirm('somebody else');
      expect(await commit('c', taking('lease-over'))).to.equal('DEVICE_CLAIMED');
      clock.advance(leaseMs / 2);
      expect(await commit('c', taking('lease-over'))).to.equal('DEVICE_CLAIMED');
      await confirm('somebody else');
      expect(await commit('c', taking('lease-over'))).to.equal('committed');
    });

    it('can change hands again and again', async () => {
      const { commit } = await takenOver();
      for (const name of ['c', 'd', 'e']) {
        expect(await commit(name, taking('proven-identity'))).to.equal('committed');
      }
      for (const name of ['a', 'b', 'c', 'd']) {
        expect(await commit(name, held), name).to.equal('CLAIM_SUPERSEDED');
      }
      expect(await commit('e', held)).to.equal('replay');
    });
  });
}
