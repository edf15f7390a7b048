import {
  bindCertificate,
  blockKey,
  claimDevice,
  countAgainstQuota,
  deviceStates,
  type Intent,
  spendNonce,
  type TakeoverGround,
} from '@gangway/core';
import { expect } from 'chai';
import { isIntent } from '#core/domain/intent.js';

const grounds: readonly TakeoverGround[] = ['same-public-key', 'proven-identity', 'lease-over'];

describe('the intent to claim a device', () => {
  it('has a lease of an hour and replaces nobody, unless said', () => {
    expect(claimDevice('d')).to.deep.equal({
      kind: 'claim-device',
      deviceId: 'd',
      leaseMs: 3_600_000,
      replaces: [],
    });
    expect(claimDevice('d', { leaseMs: 0 }).leaseMs).to.equal(0);
    for (const ground of grounds) {
      expect(claimDevice('d', { replaces: [ground] }).replaces).to.deep.equal([ground]);
    }
  });

  it('says as what the registry lists the device where it is told so', () => {
    for (const listedAs of deviceStates) {
      expect(claimDevice('d', { listedAs }).listedAs).to.equal(listedAs);
    }
  });

  it('is frozen, and its grounds are a copy', () => {
    const replaces: TakeoverGround[] = ['lease-over'];
    const intent = claimDevice('d', { replaces });
    replaces.push('proven-identity');
    expect(intent.replaces).to.deep.equal(['lease-over']);
    expect(intent).to.be.frozen;
    expect(intent.replaces).to.be.frozen;
  });

  it('takes whole milliseconds from 0 on, known grounds and a known state', () => {
    const faulty: readonly Parameters<typeof claimDevice>[1][] = [
      { leaseMs: -1 },
      { leaseMs: 1.5 },
      { leaseMs: Number.NaN },
      { leaseMs: Number.POSITIVE_INFINITY },
      { leaseMs: '1' as never },
      { replaces: ['because' as TakeoverGround] },
      { replaces: ['lease-over', undefined as unknown as TakeoverGround] },
      { listedAs: 'lost' as never },
      { listedAs: null as never },
      { listedAs: '' as never },
    ];
    for (const terms of faulty) {
      expect(() => claimDevice('d', terms), JSON.stringify(terms)).to.throw(
        TypeError,
        'The intent claim-device needs non-empty names',
      );
    }
  });
});

describe('whether a value is an intent', () => {
  const made: readonly Intent[] = [
    claimDevice('d', { replaces: grounds }),
    claimDevice('d', { listedAs: 'expected' }),
    bindCertificate('d'),
    countAgainstQuota('q', { limit: 0 }),
    countAgainstQuota('q', { limit: 0, windowMs: 1 }),
    spendNonce('n', 0),
  ];

  it('holds for all that the constructors make, and for copies of them', () => {
    for (const intent of made) {
      expect(isIntent(intent)).to.equal(true);
      expect(isIntent(structuredClone(intent))).to.equal(true);
    }
  });

  it('does not hold for any of them with one member less, but for a window and a state', () => {
    for (const intent of made) {
      for (const member of Object.keys(intent)) {
        const less = Object.fromEntries(Object.entries(intent).filter(([name]) => name !== member));
        expect(isIntent(less), `${intent.kind} without ${member}`).to.equal(
          member === 'windowMs' || member === 'listedAs',
        );
      }
    }
  });

  it('does not hold for a claim whose grounds are no list', () => {
    for (const replaces of ['lease-over', { 0: 'lease-over', every: () => true }, null]) {
      expect(isIntent({ ...claimDevice('d'), replaces })).to.equal(false);
    }
  });
});

describe('the states of a device', () => {
  it('are these five, and cannot be changed', () => {
    expect(deviceStates).to.deep.equal(['expected', 'claimed', 'active', 'blocked', 'retired']);
    expect(deviceStates).to.be.frozen;
  });
});

describe('the key of a block', () => {
  it('names kind and id', () => {
    expect(blockKey({ kind: 'all' })).to.equal('all');
    expect(blockKey({ kind: 'batch', id: 'all' })).to.equal('batch/all');
    expect(blockKey({ kind: 'claim-certificate', id: 'x' })).to.equal('claim-certificate/x');
    expect(blockKey({ kind: 'template', id: 'a/b' })).to.equal('template/a/b');
  });
});
