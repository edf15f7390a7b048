import { bindCertificate, claimDevice } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { askedLedger, type MakeLedger } from './asked-ledger.js';
import { idOf } from './ledger-entry.js';

const claims = [claimDevice('d1')];
const bound = [claimDevice('d1'), bindCertificate('d1')];

/** An operator takes a claim off a device. */
export function describeReleases(make: MakeLedger): void {
  describe('a release', () => {
    it('gives the claim that it took, as it was written', async () => {
      const { commit, release, clock } = await askedLedger(make);
      const answer = { Site: { value: 'Oslo', source: 'static' } };
      await commit('a', [claimDevice('d1', { leaseMs: 7 })], { answer, key: 'k' });
      const claim = {
        deviceId: 'd1',
        certificateId: idOf('a'),
        publicKeyHash: idOf('key of k'),
        claimCertificateId: 'c'.repeat(64),
        template: 'first-fleet',
        claimedAt: clock.now(),
        leaseEndsAt: clock.now() + 7,
        parametersHash: '0'.repeat(64),
        answer,
      };
      expect(await release('d1')).to.deep.equal({ kind: 'released', claim });
      expect(await release('d1')).to.deep.equal({ kind: 'not-claimed' });
    });

    it('lets another certificate claim the device, and its own, too', async () => {
      const { commit, release } = await askedLedger(make);
      await commit('a', claims);
      await release('d1');
      expect(await commit('b', claims)).to.equal('committed');
      expect(await commit('a', claims)).to.equal('DEVICE_CLAIMED');
      await release('d1');
      expect(await commit('a', claims, { parametersHash: 'e'.repeat(64) })).to.equal('committed');
    });

    it('finds nothing to release where nothing is claimed', async () => {
      const { commit, release } = await askedLedger(make);
      await commit('a', claims);
      for (const id of ['d2', 'D1', 'd1 ', '__proto__']) {
        expect(await release(id, { confirmed: true }), id).to.deep.equal({ kind: 'not-claimed' });
      }
      expect(await commit('a', claims)).to.equal('replay');
    });

    it('refuses a confirmed claim unless that is meant', async () => {
      const { commit, confirm, release, clock } = await askedLedger(make);
      await commit('a', claims);
      await confirm('a');
      const refused = { kind: 'refused', why: 'confirmed' };
      expect(await release('d1')).to.deep.equal(refused);
      expect(await release('d1', { name: 'a' })).to.deep.equal(refused);
      expect(await commit('a', claims)).to.equal('replay');
      const released = await release('d1', { confirmed: true });
      expect(released.kind === 'released' && released.claim).to.include({
        certificateId: idOf('a'),
        confirmedAt: clock.now(),
      });
      expect(await commit('b', claims)).to.equal('committed');
    });

    it('refuses the claim of another certificate than the one it is meant for', async () => {
      const { commit, confirm, release } = await askedLedger(make);
      await commit('a', claims);
      const refused = { kind: 'refused', why: 'another-certificate' };
      expect(await release('d1', { name: 'b' })).to.deep.equal(refused);
      await confirm('a');
      expect(await release('d1', { name: 'b' })).to.deep.equal(refused);
      expect(await release('d1', { name: 'b', confirmed: true })).to.deep.equal(refused);
      expect(await commit('a', claims)).to.equal('replay');
      const meant = await release('d1', { name: 'a', confirmed: true });
      expect(meant.kind).to.equal('released');
    });

    it('leaves the certificate bound to its device', async () => {
      const { commit, release } = await askedLedger(make);
      expect(await commit('a', bound)).to.equal('committed');
      await release('d1');
      const elsewhere = [claimDevice('d2'), bindCertificate('d2')];
      expect(await commit('a', elsewhere)).to.equal('CERTIFICATE_BOUND');
      expect(await commit('b', elsewhere)).to.equal('committed');
      expect(await commit('a', bound)).to.equal('committed');
      await release('d1');
      // A request that does not speak of it changes nothing about it.
      expect(await commit('a', claims)).to.equal('committed');
      await release('d1');
      await release('d2');
      expect(await commit('a', elsewhere)).to.equal('CERTIFICATE_BOUND');
    });

    it('of one device of several lets its certificate ask anew, and the others stay', async () => {
      const { commit, release } = await askedLedger(make);
      const two = [claimDevice('d1'), claimDevice('d2')];
      await commit('a', two);
      expect(await release('d1')).to.include({ kind: 'released' });
      expect(await commit('b', [claimDevice('d2')])).to.equal('DEVICE_CLAIMED');
      expect(await commit('a', two, { parametersHash: 'e'.repeat(64) })).to.equal('committed');
      expect(await commit('b', [claimDevice('d1')])).to.equal('DEVICE_CLAIMED');
    });
  });
}
