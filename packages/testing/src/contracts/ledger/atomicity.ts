import {
  bindCertificate,
  claimDevice,
  countAgainstQuota,
  type Intent,
  spendNonce,
} from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type AskedLedger, askedLedger, type MakeLedger } from './asked-ledger.js';

const far = Date.UTC(2040, 0, 1);

/** One intent of each kind that can come true, each so that it can come true only once. */
const sound = {
  'claim-device': claimDevice('free'),
  'bind-certificate': bindCertificate('free'),
  'count-against-quota': countAgainstQuota('free', { limit: 1 }),
  'spend-nonce': spendNonce('free', far),
} as const;

/** One of each kind that cannot, once {@link spoil} has run. */
const denied: Readonly<Record<string, Intent>> = {
  DEVICE_CLAIMED: claimDevice('taken'),
  CERTIFICATE_BOUND: bindCertificate('second'),
  QUOTA_EXCEEDED: countAgainstQuota('used up', { limit: 1 }),
  NONCE_SPENT: spendNonce('spent', far),
};

/** The certificate `x` is bound to "first", and may ask anew; what else can be used up is. */
async function spoil({ commit, release }: AskedLedger): Promise<void> {
  const all = [
    claimDevice('taken'),
    countAgainstQuota('used up', { limit: 1 }),
    spendNonce('spent', far),
  ];
  expect(await commit('other', all)).to.equal('committed');
  expect(await commit('x', [claimDevice('first'), bindCertificate('first')])).to.equal('committed');
  expect(await release('first')).to.include({ kind: 'released' });
}

/** Every set of the sound intents. */
const kinds = Object.keys(sound) as (keyof typeof sound)[];
const sets = Array.from({ length: 2 ** kinds.length }, (_, bits) =>
  kinds.filter((_kind, index) => (bits >> index) & 1),
);

/** The intent that is refused, before and after every set of others. */
const requestsWith = (refused: Intent) =>
  sets.flatMap((set) => {
    const others = set.filter((kind) => kind !== refused.kind).map((kind) => sound[kind]);
    // The certificate `x` is bound elsewhere: as soon as others are to bind it, that would be the denial.
    const name =
      refused.kind !== 'bind-certificate' && set.includes('bind-certificate') ? 'y' : 'x';
    return [
      { name, intents: [refused, ...others] },
      { name, intents: [...others, refused] },
    ];
  });

/** All intents of a request come true, or none. */
export function describeAtomicity(make: MakeLedger): void {
  describe('a request of several intents', () => {
    for (const [code, refused] of Object.entries(denied)) {
      it(`leaves nothing when one is ${code}, whatever else it wants and in whatever order`, async () => {
        const ledger = await askedLedger(make);
        await spoil(ledger);
        for (const { name, intents } of requestsWith(refused)) {
          const shown = intents.map(({ kind }) => kind).join();
          expect(await ledger.commit(name, intents), shown).to.equal(code);
        }
        await expectUntouched(ledger);
      });
    }

    it('comes true as a whole', async () => {
      const { commit } = await askedLedger(make);
      expect(await commit('a', Object.values(sound))).to.equal('committed');
      expect(await commit('b', [sound['claim-device']])).to.equal('DEVICE_CLAIMED');
      expect(await commit('b', [sound['count-against-quota']])).to.equal('QUOTA_EXCEEDED');
      expect(await commit('b', [sound['spend-nonce']])).to.equal('NONCE_SPENT');
    });

    it('may claim several devices, and gets all of them or none', async () => {
      const { commit, confirm } = await askedLedger(make);
      const three = ['d1', 'd2', 'd3'].map((id) => claimDevice(id));
      expect(await commit('other', three.slice(1, 2))).to.equal('committed');
      expect(await commit('a', three)).to.equal('DEVICE_CLAIMED');
      expect(await commit('b', [claimDevice('d1'), claimDevice('d3')])).to.equal('committed');
      expect(await commit('c', three.slice(0, 1))).to.equal('DEVICE_CLAIMED');
      expect(await commit('c', three.slice(2))).to.equal('DEVICE_CLAIMED');
      const confirmation = await confirm('b');
      expect(confirmation.kind).to.equal('confirmed');
      expect('deviceIds' in confirmation && confirmation.deviceIds).to.have.members(['d1', 'd3']);
    });

    it('is superseded as a whole when one of its devices was taken over', async () => {
      const { commit } = await askedLedger(make);
      const two = [claimDevice('d1'), claimDevice('d2')];
      await commit('a', two);
      const taking = [claimDevice('d2', { replaces: ['proven-identity'] })];
      expect(await commit('b', taking)).to.equal('committed');
      expect(await commit('a', two)).to.equal('CLAIM_SUPERSEDED');
      // The other one is still its own.
      expect(await commit('c', [claimDevice('d1')])).to.equal('DEVICE_CLAIMED');
    });

    it('that claims one device twice claims it once, for the longer lease', async () => {
      const { commit, confirm, clock } = await askedLedger(make);
      const twice = [claimDevice('d1', { leaseMs: 5 }), claimDevice('d1', { leaseMs: 100 })];
      expect(await commit('a', [...twice, claimDevice('d1', { leaseMs: 7 })])).to.equal(
        'committed',
      );
      const taking = [claimDevice('d1', { replaces: ['lease-over'] })];
      clock.advance(99);
      await confirm('somebody else');
      expect(await commit('b', taking)).to.equal('DEVICE_CLAIMED');
      clock.advance(1);
      await confirm('somebody else');
      expect(await commit('b', taking)).to.equal('committed');
    });

    it('that would bind its certificate to two devices is denied', async () => {
      const { commit } = await askedLedger(make);
      const two = [bindCertificate('d1'), bindCertificate('d2')];
      expect(await commit('a', two)).to.equal('CERTIFICATE_BOUND');
      expect(await commit('a', [bindCertificate('d2'), bindCertificate('d2')])).to.equal(
        'committed',
      );
    });
  });
}

async function expectUntouched({ commit, release }: AskedLedger): Promise<void> {
  // Neither certificate is remembered, nor is the second bound; all that was wanted beside is still to be had.
  const other = { parametersHash: 'e'.repeat(64) };
  const whole = [
    claimDevice('free'),
    bindCertificate('second'),
    sound['count-against-quota'],
    sound['spend-nonce'],
  ];
  expect(await commit('y', whole, other)).to.equal('committed');
  expect(await commit('x', [bindCertificate('first')], other)).to.equal('committed');
  expect(await release('second')).to.deep.equal({ kind: 'not-claimed' });
}
