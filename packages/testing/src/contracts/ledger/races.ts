import { claimDevice, countAgainstQuota, spendNonce } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { askedLedger, type MakeLedger, signal } from './asked-ledger.js';
import { entryOf } from './ledger-entry.js';

const racers = 32;
const all = <T>(run: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: racers }, (_, index) => run(index)));

/** How often each outcome came up. */
const tally = (outcomes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, { length }]) => [
      outcome,
      length,
    ]),
  );

/** Many at once: what can come true once does, exactly once. */
export function describeRaces(make: MakeLedger): void {
  describe(`of ${racers} at once`, () => {
    it('one certificate claims a device', async () => {
      const { commit } = await askedLedger(make);
      const outcomes = await all((index) => commit(`racer ${index}`, [claimDevice('d1')]));
      expect(tally(outcomes)).to.deep.equal({ committed: 1, DEVICE_CLAIMED: racers - 1 });
      const winner = outcomes.indexOf('committed');
      expect(await commit(`racer ${winner}`, [claimDevice('d1')])).to.equal('replay');
    });

    it('one takes a device over from another, and then holds it against the rest', async () => {
      const { commit } = await askedLedger(make);
      const taking = [claimDevice('d1', { replaces: ['same-public-key'] })];
      await commit('holder', [claimDevice('d1')]);
      // Only the first holds the key of the holder; each winner has a key of its own.
      const outcomes = await all((index) =>
        commit(`racer ${index}`, taking, { key: index === 0 ? 'holder' : `racer ${index}` }),
      );
      expect(tally(outcomes)).to.deep.equal({ committed: 1, DEVICE_CLAIMED: racers - 1 });
      expect(await commit('holder', [claimDevice('d1')])).to.equal('CLAIM_SUPERSEDED');
    });

    it('one of the same request is committed, and the rest are given its answer', async () => {
      const { ledger } = await askedLedger(make);
      const intents = [claimDevice('d1'), countAgainstQuota('q', { limit: racers })];
      const results = await all((index) => {
        const answer = { Site: { source: 'static', value: `${index}` } };
        return ledger.commit(entryOf('a', intents, { answer }), { signal });
      });
      const committed = results.flatMap(({ kind }, index) => (kind === 'committed' ? [index] : []));
      expect(committed).to.have.length(1);
      const answer = { Site: { source: 'static', value: `${committed[0]}` } };
      for (const result of results) {
        if (result.kind !== 'committed') {
          expect(result).to.deep.equal({ kind: 'replay', answer });
        }
      }
      const rest = Array.from({ length: racers - 1 }, (_, index) => `other ${index}`);
      for (const name of rest) {
        const counted = await ledger.commit(entryOf(name, intents.slice(1)), { signal });
        expect(counted.kind).to.equal('committed');
      }
      const over = await ledger.commit(entryOf('last', intents.slice(1)), { signal });
      expect(over).to.include({ code: 'QUOTA_EXCEEDED' });
    });

    it('of one certificate with other parameters each, one is committed', async () => {
      const { commit } = await askedLedger(make);
      const outcomes = await all((index) =>
        commit('a', [claimDevice(`d${index}`)], {
          parametersHash: index.toString(16).padStart(64, '0'),
        }),
      );
      expect(tally(outcomes)).to.deep.equal({ committed: 1, REQUEST_CHANGED: racers - 1 });
    });

    it('as many as a quota allows are counted', async () => {
      const { commit } = await askedLedger(make);
      const intents = [countAgainstQuota('q', { limit: 7, windowMs: 60_000 })];
      const outcomes = await all((index) => commit(`racer ${index}`, intents));
      expect(tally(outcomes)).to.deep.equal({ committed: 7, QUOTA_EXCEEDED: racers - 7 });
    });

    it('one spends a nonce', async () => {
      const { commit, clock } = await askedLedger(make);
      const intents = [spendNonce('n', clock.now() + 60_000)];
      const outcomes = await all((index) => commit(`racer ${index}`, intents));
      expect(tally(outcomes)).to.deep.equal({ committed: 1, NONCE_SPENT: racers - 1 });
    });

    it('each gets both of two devices or neither, whatever order they are named in', async () => {
      const { commit } = await askedLedger(make);
      const two = [claimDevice('d1'), claimDevice('d2')];
      const outcomes = await all((index) =>
        commit(`racer ${index}`, index % 2 === 0 ? two : two.toReversed()),
      );
      expect(tally(outcomes)).to.deep.equal({ committed: 1, DEVICE_CLAIMED: racers - 1 });
    });

    it('all get what they do not share', async () => {
      const { commit } = await askedLedger(make);
      const quota = countAgainstQuota('q', { limit: racers });
      const outcomes = await all((index) =>
        commit(`racer ${index}`, [claimDevice(`d${index}`), quota]),
      );
      expect(tally(outcomes)).to.deep.equal({ committed: racers });
    });

    it('a claim is either confirmed or taken over, and never both', async () => {
      const ledger = await askedLedger(make);
      const taking = [claimDevice('d1', { replaces: ['proven-identity'] })];
      await ledger.commit('a', [claimDevice('d1')]);
      const [taken, confirmation] = await Promise.all([
        ledger.commit('b', taking),
        ledger.confirm('a'),
      ]);
      const outcome = `${taken}, ${confirmation.kind}`;
      expect(outcome).to.be.oneOf(['committed, no-claim', 'DEVICE_CLAIMED, confirmed']);
      const owner = taken === 'committed' ? 'b' : 'a';
      expect(await ledger.commit(owner, taking)).to.equal('replay');
    });

    it('one claim is released once, and given to one of those who wait', async () => {
      const { commit, release } = await askedLedger(make);
      await commit('a', [claimDevice('d1')]);
      const releases = await all(() => release('d1', { name: 'a' }));
      expect(tally(releases.map(({ kind }) => kind))).to.deep.equal({
        released: 1,
        'not-claimed': racers - 1,
      });
      expect(await commit('b', [claimDevice('d1')])).to.equal('committed');
    });
  });
}
