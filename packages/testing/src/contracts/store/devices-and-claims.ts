import { claimDevice, countAgainstQuota } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { idOf } from '../ledger/ledger-entry.js';
import { askedStore, deviceOf, type OpenStore } from './asked-store.js';

const claims = [claimDevice('d1')];
const onAnyGround = [
  claimDevice('d1', { replaces: ['same-public-key', 'proven-identity', 'lease-over'] }),
];

/** What devices and claims do to each other. */
export function describeDevicesAndClaims(open: OpenStore): void {
  describe('a device and its claim', () => {
    it('go from expected to claimed to active, and back by a release', async () => {
      const { stateOf, commit, confirm, release } = await askedStore(open, deviceOf('d1'));
      expect(await stateOf('d1')).to.equal('expected');
      await commit('a', claims);
      expect(await stateOf('d1')).to.equal('claimed');
      await confirm('a');
      expect(await stateOf('d1')).to.equal('active');
      await release('d1', { confirmed: true });
      expect(await stateOf('d1')).to.equal('expected');
    });

    it('are shown together, the claim as it was written', async () => {
      const { show, commit, confirm, clock } = await askedStore(open, deviceOf('d1'));
      expect(await show('d1')).to.deep.equal({ record: deviceOf('d1') });
      const answer = { Site: { version: '7', source: 'static', value: 'Oslo' } };
      await commit('a', claims, { answer });
      const claimedAt = clock.now();
      clock.advance(5);
      await confirm('a');
      const shown = await show('d1');
      expect(shown).to.deep.equal({
        record: deviceOf('d1', { state: 'active' }),
        claim: {
          deviceId: 'd1',
          certificateId: idOf('a'),
          publicKeyHash: idOf('key of a'),
          claimCertificateId: 'c'.repeat(64),
          template: 'first-fleet',
          claimedAt,
          leaseEndsAt: claimedAt + 3_600_000,
          confirmedAt: claimedAt + 5,
          parametersHash: '0'.repeat(64),
          answer,
        },
      });
      expect(JSON.stringify(shown?.claim?.answer)).to.equal(JSON.stringify(answer));
    });

    it('keep the moment of the first confirmation', async () => {
      const { show, commit, confirm, clock } = await askedStore(open, deviceOf('d1'));
      await commit('a', claims);
      await confirm('a');
      const confirmedAt = clock.now();
      clock.advance(5);
      await confirm('a');
      expect((await show('d1'))?.claim?.confirmedAt).to.equal(confirmedAt);
    });

    it('stay as they are when a request is denied or a stranger connects', async () => {
      const { show, commit, confirm } = await askedStore(open, deviceOf('d1'), deviceOf('d2'));
      await commit('a', claims);
      const before = [await show('d1'), await show('d2')];
      expect(await commit('b', [claimDevice('d2'), ...claims])).to.equal('DEVICE_CLAIMED');
      await confirm('b');
      await confirm('stranger');
      expect([await show('d1'), await show('d2')]).to.deep.equal(before);
    });

    it('come together when a device is listed after it was claimed', async () => {
      const { show, stateOf, put, commit } = await askedStore(open);
      expect(await commit('a', claims)).to.equal('committed');
      expect(await stateOf('d1')).to.equal(undefined);
      expect((await show('d1'))?.record).to.deep.equal(deviceOf('d1', { state: 'claimed' }));
      expect(await put(deviceOf('d1'))).to.deep.equal([{ kind: 'added' }]);
      expect(await stateOf('d1')).to.equal('claimed');
      expect((await show('d1'))?.claim?.certificateId).to.equal(idOf('a'));
    });
  });
  describeUnlisted(open);
  describeWithdrawn(open);
  describeListedClaims(open);
}

function describeUnlisted(open: OpenStore): void {
  describe('a claim on a device that stands in another registry', () => {
    it('is shown with an id and a state alone, and no hook finds a device by it', async () => {
      const store = await askedStore(open);
      const answer = { Site: { source: 'static', value: 'Oslo' } };
      await store.commit('a', claims, { answer });
      const { record, claim } = (await store.show('d1')) ?? {};
      expect(record).to.deep.equal({ id: 'd1', state: 'claimed', attributes: {} });
      expect(claim).to.deep.include({ certificateId: idOf('a'), deviceId: 'd1', answer });
      await store.confirm('a');
      expect((await store.show('d1'))?.record.state).to.equal('active');
      expect((await store.show('d1'))?.claim?.confirmedAt).to.equal(store.clock.now());
      expect(await store.stateOf('d1')).to.equal(undefined);
      for (const id of ['d2', 'D1', 'd']) expect(await store.show(id), id).to.equal(undefined);
    });

    it('is gone when it is released', async () => {
      const store = await askedStore(open);
      await store.commit('a', claims);
      expect((await store.release('d1')).kind).to.equal('released');
      expect(await store.show('d1')).to.equal(undefined);
    });
  });

  describe('a device that the store knows', () => {
    it('is not judged by what another registry lists it as', async () => {
      for (const [state, answer] of [
        ['expected', 'committed'],
        ['active', 'DEVICE_CLAIMED'],
        ['blocked', 'DEVICE_WITHDRAWN'],
      ] as const) {
        const store = await askedStore(open, deviceOf('d1', { state }));
        for (const listedAs of ['retired', 'claimed', 'expected'] as const) {
          const wanted = [claimDevice('d1', { listedAs })];
          expect(await store.commit(`as ${listedAs}`, wanted), state).to.equal(answer);
          await store.release('d1');
        }
      }
    });
  });
}

function describeWithdrawn(open: OpenStore): void {
  describe('a withdrawn device', () => {
    for (const how of ['blocked', 'retired'] as const) {
      it(`is DEVICE_WITHDRAWN, listed as ${how} or made so later`, async () => {
        const store = await askedStore(open, deviceOf('d1', { state: how }), deviceOf('d2'));
        expect(await store.withdraw('d2', how)).to.equal('changed');
        for (const id of ['d1', 'd2']) {
          const wanted = [claimDevice(id, { replaces: ['proven-identity'] })];
          expect(await store.commit('a', wanted)).to.equal('DEVICE_WITHDRAWN');
          expect((await store.show(id))?.claim).to.equal(undefined);
          expect(await store.stateOf(id)).to.equal(how);
        }
      });

      it(`is DEVICE_WITHDRAWN, ${how}, to its own certificate until that is taken back`, async () => {
        const store = await askedStore(open, deviceOf('d1'));
        await store.commit('a', claims);
        await store.withdraw('d1', how);
        expect(await store.commit('a', claims)).to.equal('DEVICE_WITHDRAWN');
        expect(await store.commit('b', onAnyGround)).to.equal('DEVICE_WITHDRAWN');
        await store.withdraw('d1', undefined);
        expect(await store.stateOf('d1')).to.equal('claimed');
        expect(await store.commit('a', claims)).to.equal('replay');
      });
    }

    it('leaves nothing of what else a request wanted', async () => {
      const quota = countAgainstQuota('q', { limit: 1 });
      const store = await askedStore(open, deviceOf('d1', { state: 'blocked' }), deviceOf('d2'));
      const both = [quota, claimDevice('d2'), ...claims];
      expect(await store.commit('a', both)).to.equal('DEVICE_WITHDRAWN');
      expect(await store.stateOf('d2')).to.equal('expected');
      expect(await store.commit('b', [quota, claimDevice('d2')])).to.equal('committed');
    });

    it('is still confirmed and released, and stays withdrawn', async () => {
      const store = await askedStore(open, deviceOf('d1'));
      await store.commit('a', claims);
      await store.withdraw('d1', 'blocked');
      expect(await store.confirm('a')).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
      expect(await store.stateOf('d1')).to.equal('blocked');
      const released = await store.release('d1', { confirmed: true });
      expect(released.kind).to.equal('released');
      expect(await store.stateOf('d1')).to.equal('blocked');
      expect(await store.commit('b', claims)).to.equal('DEVICE_WITHDRAWN');
    });
  });
}

function describeListedClaims(open: OpenStore): void {
  describe('a device listed as claimed or active, by a certificate that nobody knows', () => {
    for (const state of ['claimed', 'active'] as const) {
      it(`is denied to everybody: ${state}`, async () => {
        const store = await askedStore(open, deviceOf('d1', { state }));
        await store.confirm('somebody else');
        expect(await store.commit('a', onAnyGround)).to.equal('DEVICE_CLAIMED');
        expect(await store.show('d1')).to.deep.equal({ record: deviceOf('d1', { state }) });
      });

      it(`is not released for one certificate: ${state}`, async () => {
        const store = await askedStore(open, deviceOf('d1', { state }));
        const answer = await store.release('d1', { name: 'a', confirmed: true });
        expect(answer).to.deep.equal({ kind: 'refused', why: 'another-certificate' });
        expect(await store.stateOf('d1')).to.equal(state);
      });
    }

    it('is released, and may then be claimed: claimed', async () => {
      const store = await askedStore(open, deviceOf('d1', { state: 'claimed' }));
      expect(await store.release('d1')).to.deep.equal({ kind: 'released' });
      expect(await store.stateOf('d1')).to.equal('expected');
      expect(await store.commit('a', claims)).to.equal('committed');
    });

    it('is released while it is blocked, and stands as expected when that is lifted', async () => {
      const store = await askedStore(open, deviceOf('d1', { state: 'claimed' }));
      await store.withdraw('d1', 'blocked');
      expect(await store.release('d1')).to.deep.equal({ kind: 'released' });
      expect(await store.stateOf('d1')).to.equal('blocked');
      expect(await store.release('d1')).to.deep.equal({ kind: 'not-claimed' });
      await store.withdraw('d1', undefined);
      expect(await store.stateOf('d1')).to.equal('expected');
    });

    it('is released only when that is meant: active', async () => {
      const store = await askedStore(open, deviceOf('d1', { state: 'active' }));
      const refused = { kind: 'refused', why: 'confirmed' };
      expect(await store.release('d1')).to.deep.equal(refused);
      expect(await store.stateOf('d1')).to.equal('active');
      expect(await store.release('d1', { confirmed: true })).to.deep.equal({ kind: 'released' });
      expect(await store.release('d1')).to.deep.equal({ kind: 'not-claimed' });
      expect(await store.commit('a', claims)).to.equal('committed');
    });
  });
}
