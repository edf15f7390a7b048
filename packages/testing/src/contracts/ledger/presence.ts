import { claimDevice } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { askedLedger, type MakeLedger } from './asked-ledger.js';

const claims = [claimDevice('d1')];
/** By how much the clocks of AWS IoT and of a hook may differ. */
const skewMs = 5 * 60_000;
const taking = [claimDevice('d1', { replaces: ['proven-identity'] })];

/** A certificate that has connected confirms its own claims, and touches no other. */
export function describePresence(make: MakeLedger): void {
  describe('a presence', () => {
    it('confirms the claim of its certificate, once', async () => {
      const { commit, confirm, clock } = await askedLedger(make);
      await commit('a', claims);
      clock.advance(5);
      expect(await confirm('a')).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
      for (const ago of [0, 1_000]) {
        const again = await confirm('a', ago);
        expect(again).to.deep.equal({ kind: 'already-confirmed', deviceIds: ['d1'] });
      }
      expect(await commit('b', taking)).to.equal('DEVICE_CLAIMED');
      expect(await commit('a', claims)).to.equal('replay');
    });

    it('of another certificate confirms nothing', async () => {
      const { commit, confirm } = await askedLedger(make);
      await commit('a', claims);
      expect(await confirm('b')).to.deep.equal({ kind: 'no-claim' });
      expect(await commit('c', taking)).to.equal('committed');
    });

    it('of a certificate that was denied confirms nothing', async () => {
      const { commit, confirm } = await askedLedger(make);
      await commit('a', claims);
      expect(await commit('b', claims)).to.equal('DEVICE_CLAIMED');
      expect(await confirm('b')).to.deep.equal({ kind: 'no-claim' });
      expect(await commit('c', taking)).to.equal('committed');
    });

    it('of a certificate that claimed no device is noted, and no more', async () => {
      const { commit, confirm } = await askedLedger(make);
      await commit('a', []);
      expect(await confirm('a')).to.deep.equal({ kind: 'no-claim' });
      expect(await commit('a', [])).to.equal('replay');
    });

    it('of a certificate whose claim was released confirms nothing', async () => {
      const { commit, confirm, release } = await askedLedger(make);
      await commit('a', claims);
      await release('d1');
      expect(await confirm('a')).to.deep.equal({ kind: 'no-claim' });
      expect(await commit('b', claims)).to.equal('committed');
      expect(await confirm('a')).to.deep.equal({ kind: 'no-claim' });
      expect(await commit('c', taking)).to.equal('committed');
    });

    it('of a certificate that is no certificate’s id confirms nothing', async () => {
      const { ledger, commit } = await askedLedger(make);
      const { signal } = new AbortController();
      await commit('a', claims);
      for (const certificateId of ['d1', '__proto__', 'constructor', 'x'.repeat(256)]) {
        const confirmation = await ledger.confirm({ certificateId, at: 1 }, { signal });
        expect(confirmation, certificateId).to.deep.equal({ kind: 'no-claim' });
      }
    });

    it('that is older than the claim confirms nothing, but for what clocks may differ', async () => {
      for (const [ago, kind] of [
        [skewMs, 'confirmed'],
        [skewMs + 1, 'no-claim'],
        [7 * 86_400_000, 'no-claim'],
      ] as const) {
        const { commit, confirm, clock } = await askedLedger(make);
        clock.advance(8 * 86_400_000);
        await commit('a', claims);
        expect((await confirm('a', ago)).kind, `${ago} ms ago`).to.equal(kind);
        const given = kind === 'confirmed' ? 'DEVICE_CLAIMED' : 'committed';
        expect(await commit('b', taking), `${ago} ms ago`).to.equal(given);
      }
    });

    it('of an earlier life, delivered late or once more, confirms nothing of a new claim', async () => {
      const { commit, confirm, release, clock } = await askedLedger(make);
      await commit('a', claims);
      await confirm('a');
      await release('d1', { confirmed: true });
      clock.advance(skewMs + 1);
      expect(await commit('a', claims)).to.equal('committed');
      expect(await confirm('a', skewMs + 1)).to.deep.equal({ kind: 'no-claim' });
      expect(await confirm('a', 1)).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
      // Nor does it take back what was confirmed since.
      expect(await confirm('a', skewMs + 1)).to.deep.equal({ kind: 'no-claim' });
      expect(await commit('b', taking)).to.equal('DEVICE_CLAIMED');
    });

    it('confirms those claims of its certificate alone that are not newer', async () => {
      const { commit, confirm, release, clock } = await askedLedger(make);
      await commit('a', [claimDevice('d1'), claimDevice('d2')]);
      await release('d2');
      clock.advance(skewMs + 1);
      expect(await commit('a', [claimDevice('d2')])).to.equal('committed');
      const late = await confirm('a', skewMs + 1);
      expect(late).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
      const now = await confirm('a');
      expect(now).to.have.property('kind', 'confirmed');
      expect('deviceIds' in now && now.deviceIds).to.have.members(['d1', 'd2']);
    });

    it('confirms what is left when another device of the same request was released', async () => {
      const { commit, confirm, release } = await askedLedger(make);
      await commit('a', [claimDevice('d1'), claimDevice('d2')]);
      await release('d2');
      expect(await confirm('a')).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
      expect(await commit('b', taking)).to.equal('DEVICE_CLAIMED');
    });

    it('confirms what is left when another device of the same request was taken over', async () => {
      const { commit, confirm } = await askedLedger(make);
      await commit('a', [claimDevice('d1'), claimDevice('d2')]);
      await commit('b', taking);
      expect(await confirm('a')).to.deep.equal({ kind: 'confirmed', deviceIds: ['d2'] });
      expect(await confirm('b')).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
    });
  });
}
