import {
  bindCertificate,
  claimDevice,
  countAgainstQuota,
  type Intent,
  planCommit,
  spendNonce,
  type TakeoverGround,
} from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { planOf } from './ledger-state.js';

const hour = 3_600_000;

describe('the plan of a commit', () => {
  it('of no intents writes nothing', () => {
    expect(planOf([])).to.deep.equal({ claims: [], counts: [], nonces: [] });
  });

  it('holds each intent as it is written', () => {
    const intents = [
      claimDevice('d1', { leaseMs: 7, replaces: ['lease-over'] }),
      claimDevice('d2'),
      bindCertificate('d1'),
      countAgainstQuota('total', { limit: 5 }),
      spendNonce('n', 9),
    ];
    expect(planOf(intents)).to.deep.equal({
      claims: [
        { deviceId: 'd1', leaseMs: 7, replaces: ['lease-over'] },
        { deviceId: 'd2', leaseMs: hour, replaces: [] },
      ],
      boundTo: 'd1',
      counts: [{ counter: 'total/ever', add: 1, limit: 5 }],
      nonces: [{ nonce: 'n', expiresAt: 9 }],
    });
  });

  describe('of several claims of one device', () => {
    it('has the longest of the leases, whatever the order', () => {
      for (const leases of [
        [1, 3, 2],
        [3, 1, 2],
        [1, 2, 3],
      ]) {
        const { claims } = planOf(leases.map((leaseMs) => claimDevice('d', { leaseMs })));
        expect(claims).to.deep.equal([{ deviceId: 'd', leaseMs: 3, replaces: [] }]);
      }
    });

    it('replaces on the grounds that all of them share', () => {
      const claiming = (...replaces: TakeoverGround[]) => claimDevice('d', { replaces });
      const grounds = (...intents: readonly Intent[]) => planOf(intents).claims[0]?.replaces;
      const both = claiming('same-public-key', 'lease-over');
      expect(grounds(both)).to.deep.equal(['same-public-key', 'lease-over']);
      expect(grounds(both, both)).to.deep.equal(['same-public-key', 'lease-over']);
      expect(grounds(both, claiming('lease-over', 'proven-identity'))).to.deep.equal([
        'lease-over',
      ]);
      expect(grounds(both, claiming('proven-identity'))).to.deep.equal([]);
      expect(grounds(both, claimDevice('d'), both)).to.deep.equal([]);
    });
  });

  it('keeps as what the registry lists a device, whichever of its claims says so', () => {
    const listed = claimDevice('d', { leaseMs: 1, listedAs: 'claimed' });
    const plain = claimDevice('d', { leaseMs: 1 });
    const claim = { deviceId: 'd', leaseMs: 1, replaces: [] };
    expect(planOf([plain, plain]).claims).to.deep.equal([claim]);
    for (const intents of [[listed], [listed, plain], [plain, listed], [listed, listed]]) {
      expect(planOf(intents).claims).to.deep.equal([{ ...claim, listedAs: 'claimed' }]);
    }
    // Of two that differ it is the one that lets in less.
    const expected = claimDevice('d', { leaseMs: 1, listedAs: 'expected' });
    expect(planOf([expected, plain]).claims).to.deep.equal([{ ...claim, listedAs: 'expected' }]);
    for (const intents of [
      [listed, expected],
      [expected, listed],
    ]) {
      expect(planOf(intents).claims).to.deep.equal([{ ...claim, listedAs: 'claimed' }]);
    }
    // Of another device it says nothing.
    const apart = planOf([listed, claimDevice('e')]).claims[1];
    expect(apart).to.deep.equal({ deviceId: 'e', leaseMs: hour, replaces: [] });
  });

  describe('of a binding', () => {
    it('may repeat it', () => {
      expect(planOf([bindCertificate('d'), bindCertificate('d')]).boundTo).to.equal('d');
    });

    it('denies a second device', () => {
      const two = [bindCertificate('d1'), claimDevice('d'), bindCertificate('d2')];
      expect(planCommit(two, 0)).to.deep.equal({
        kind: 'deny',
        code: 'CERTIFICATE_BOUND',
        detail: 'two devices in one request',
      });
    });
  });

  describe('of a nonce', () => {
    it('denies it a second time', () => {
      const two = [spendNonce('n', 1), spendNonce('m', 1), spendNonce('n', 2)];
      expect(planCommit(two, 0)).to.deep.equal({
        kind: 'deny',
        code: 'NONCE_SPENT',
        detail: 'twice in one request',
      });
    });

    it('holds different ones', () => {
      const { nonces } = planOf([spendNonce('n', 1), spendNonce('m', 2)]);
      expect(nonces).to.deep.equal([
        { nonce: 'n', expiresAt: 1 },
        { nonce: 'm', expiresAt: 2 },
      ]);
    });
  });

  describe('of a quota', () => {
    const counterAt = (at: number, windowMs = hour) =>
      planOf([countAgainstQuota('q', { limit: 5, windowMs })], at).counts[0];

    it('names its window, aligned to 1970, and says when that is over', () => {
      expect(counterAt(2 * hour)).to.deep.equal({
        counter: 'q/3600000/2',
        add: 1,
        limit: 5,
        expiresAt: 3 * hour,
      });
      expect(counterAt(3 * hour - 1)).to.deep.equal(counterAt(2 * hour));
      expect(counterAt(3 * hour)?.counter).to.equal('q/3600000/3');
      expect(counterAt(0)).to.deep.include({ counter: 'q/3600000/0', expiresAt: hour });
    });

    it('lies at every moment within a window of its length', () => {
      const moments = fc.nat({ max: 4_102_444_800_000 });
      const windows = fc.integer({ min: 1, max: 31_536_000_000 });
      fc.assert(
        fc.property(moments, windows, (at, windowMs) => {
          const { counter, expiresAt = 0 } = counterAt(at, windowMs) ?? {};
          expect(expiresAt)
            .to.be.greaterThan(at)
            .and.at.most(at + windowMs);
          expect(expiresAt % windowMs).to.equal(0);
          expect(counterAt(expiresAt - windowMs, windowMs)?.counter).to.equal(counter);
          expect(counterAt(expiresAt, windowMs)?.counter).to.not.equal(counter);
        }),
      );
    });

    it('adds up what is counted twice, against the lowest limit, whatever the order', () => {
      for (const limits of [
        [3, 9, 5],
        [9, 3, 5],
      ]) {
        const { counts } = planOf(limits.map((limit) => countAgainstQuota('q', { limit })));
        expect(counts).to.deep.equal([{ counter: 'q/ever', add: 3, limit: 3 }]);
      }
    });

    it('is another counter for every window and every name', () => {
      const counts = [
        countAgainstQuota('q', { limit: 1 }),
        countAgainstQuota('q', { limit: 1, windowMs: hour }),
        countAgainstQuota('q', { limit: 1, windowMs: 2 * hour }),
        countAgainstQuota('Q', { limit: 1 }),
      ];
      expect(planOf(counts).counts.map(({ add }) => add)).to.deep.equal([1, 1, 1, 1]);
    });
  });

  it('holds every device, counter and nonce once, for any intents', () => {
    const name = fc.constantFrom('a', 'b', '__proto__', 'constructor');
    const intent = fc.oneof(
      name.map((id) => claimDevice(id)),
      fc.tuple(name, fc.nat({ max: 3 })).map(([id, limit]) => countAgainstQuota(id, { limit })),
    );
    fc.assert(
      fc.property(fc.array(intent), (intents) => {
        const { claims, counts } = planOf(intents);
        const ids = claims.map(({ deviceId }) => deviceId);
        expect(new Set(ids).size).to.equal(ids.length);
        const added = counts.reduce((sum, { add }) => sum + add, 0);
        expect(added + intents.filter(({ kind }) => kind === 'claim-device').length).to.equal(
          intents.length,
        );
        expect(new Set(counts.map(({ counter }) => counter)).size).to.equal(counts.length);
      }),
    );
  });
});
