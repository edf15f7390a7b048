import {
  bindCertificate,
  claimDevice,
  countAgainstQuota,
  type StoredAnswer,
  type StoredOverride,
} from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { askedLedger, type MakeLedger, signal } from './asked-ledger.js';
import { entryOf } from './ledger-entry.js';

const claims = [claimDevice('d1')];
const oslo = { Site: { source: 'static', value: 'Oslo' } };
const changed = { parametersHash: 'f'.repeat(64) };

const overrideFields = fc.record({ source: fc.string(), value: fc.string(), version: fc.string() });
const fieldOrders = fc.constantFrom<readonly (keyof StoredOverride)[]>(
  ['source'],
  ['source', 'version'],
  ['value', 'source'],
  ['version', 'source', 'value'],
  ['source', 'value', 'version'],
);
/** One value of an answer, its members in any order. */
const override = fc
  .tuple(overrideFields, fieldOrders)
  .map(
    ([given, order]) =>
      Object.fromEntries(order.map((name) => [name, given[name]])) as object as StoredOverride,
  );
const overrideKey = fc.oneof(
  fc.string(),
  fc.constantFrom('10', '9', '__proto__', 'constructor', 'ﬁ', 'É'),
);
const answers: fc.Arbitrary<StoredAnswer> = fc.dictionary(overrideKey, override, {
  noNullPrototype: true,
});

/** The same request again is answered as it was the first time. */
export function describeRepeats(make: MakeLedger): void {
  describe('repeats', () => {
    it('are committed once and answered the same each time', async () => {
      const { ledger } = await askedLedger(make);
      const entry = entryOf('a', claims, { answer: oslo });
      expect(await ledger.commit(entry, { signal })).to.deep.equal({ kind: 'committed' });
      for (const _ of [1, 2, 3]) {
        const again = await ledger.commit(entry, { signal });
        expect(again).to.deep.equal({ kind: 'replay', answer: oslo });
      }
    });

    it('are given the first answer, not the one that came with them', async () => {
      const { ledger, clock } = await askedLedger(make);
      await ledger.commit(entryOf('a', claims, { answer: oslo }), { signal });
      clock.advance(365 * 86_400_000);
      const answer = { Site: { source: 'static', value: 'Bergen' } };
      const again = await ledger.commit(entryOf('a', claims, { answer }), { signal });
      expect(again).to.deep.equal({ kind: 'replay', answer: oslo });
    });

    it('are answered byte for byte, whatever the answer holds and in whatever order', async () => {
      const { ledger } = await askedLedger(make);
      let made = 0;
      const property = fc.asyncProperty(answers, async (answer) => {
        made += 1;
        const entry = entryOf(`device ${made}`, [claimDevice(`d${made}`)], { answer });
        await ledger.commit(entry, { signal });
        const again = await ledger.commit({ ...entry, answer: {} }, { signal });
        expect(again.kind).to.equal('replay');
        const { answer: replayed } = again as { readonly answer: StoredAnswer };
        expect(JSON.stringify(replayed)).to.equal(JSON.stringify(answer));
      });
      await fc.assert(property, { numRuns: 25 });
    });

    it('are answered from a copy that neither the asker nor an earlier repeat can change', async () => {
      const { ledger } = await askedLedger(make);
      const answer = structuredClone(oslo);
      await ledger.commit(entryOf('a', claims, { answer }), { signal });
      answer.Site.value = 'changed';
      const entry = entryOf('a', claims);
      const first = await ledger.commit(entry, { signal });
      expect(first).to.deep.equal({ kind: 'replay', answer: oslo });
      const { Site } = (first as { readonly answer: StoredAnswer }).answer;
      // A frozen answer throws here, which serves as well as a copy.
      expect(attempt(() => Object.assign(Site ?? {}, { value: 'changed' }))).to.be.oneOf([1, 0]);
      const second = await ledger.commit(entry, { signal });
      expect(second).to.deep.equal({ kind: 'replay', answer: oslo });
    });

    it('are REQUEST_CHANGED with other parameters, which spoils nothing', async () => {
      const { commit } = await askedLedger(make);
      expect(await commit('a', claims)).to.equal('committed');
      expect(await commit('a', claims, changed)).to.equal('REQUEST_CHANGED');
      expect(await commit('a', [claimDevice('d2')], changed)).to.equal('REQUEST_CHANGED');
      expect(await commit('b', [claimDevice('d2')])).to.equal('committed');
      expect(await commit('a', claims)).to.equal('replay');
    });

    it('are REQUEST_CHANGED by a hook that has learnt to claim: the device was never claimed', async () => {
      const { commit, release } = await askedLedger(make);
      const counting = [countAgainstQuota('q', { limit: 2 })];
      for (const learnt of [claims, [...counting, ...claims], [...claims, claimDevice('d2')]]) {
        expect(await commit('a', counting)).to.be.oneOf(['committed', 'replay']);
        expect(await commit('a', learnt)).to.equal('REQUEST_CHANGED');
        expect(await release('d1')).to.deep.equal({ kind: 'not-claimed' });
      }
      // What never claimed is let in as it was, and has taken nothing from anybody.
      expect(await commit('a', counting)).to.equal('replay');
      expect(await commit('b', [...counting, ...claims])).to.equal('committed');
      expect(await commit('a', [...counting, ...claims])).to.equal('REQUEST_CHANGED');
      expect(await commit('c', counting)).to.equal('QUOTA_EXCEEDED');
    });

    it('are REQUEST_CHANGED where one more device is claimed than at first, and replayed with one less', async () => {
      const { commit } = await askedLedger(make);
      const two = [...claims, claimDevice('d2')];
      expect(await commit('a', two)).to.equal('committed');
      expect(await commit('a', [...two, claimDevice('d3')])).to.equal('REQUEST_CHANGED');
      for (const fewer of [claims, [claimDevice('d2')], []]) {
        expect(await commit('a', fewer)).to.equal('replay');
      }
      expect(await commit('b', [claimDevice('d3')])).to.equal('committed');
    });

    it('are REQUEST_CHANGED by a hook that has learnt to bind, or binds to another device', async () => {
      const { commit } = await askedLedger(make);
      const binding = (device: string) => [...claims, bindCertificate(device)];
      expect(await commit('a', claims)).to.equal('committed');
      expect(await commit('a', binding('d1'))).to.equal('REQUEST_CHANGED');
      expect(await commit('a', claims)).to.equal('replay');
      expect(await commit('b', [bindCertificate('d1')])).to.equal('committed');
      expect(await commit('b', [bindCertificate('d2')])).to.equal('REQUEST_CHANGED');
      for (const intents of [[bindCertificate('d1')], []]) {
        expect(await commit('b', intents)).to.equal('replay');
      }
    });

    it('are REQUEST_CHANGED, however their device fared since, when they ask for another', async () => {
      const { commit } = await askedLedger(make);
      await commit('a', claims);
      await commit('b', [claimDevice('d1', { replaces: ['proven-identity'] })]);
      expect(await commit('a', [claimDevice('d2')])).to.equal('REQUEST_CHANGED');
      expect(await commit('a', claims)).to.equal('CLAIM_SUPERSEDED');
    });

    it('are counted once, and answered when the quota is long used up', async () => {
      const { commit } = await askedLedger(make);
      const intents = [...claims, countAgainstQuota('q', { limit: 2 })];
      expect(await commit('a', intents)).to.equal('committed');
      for (const _ of [1, 2, 3]) expect(await commit('a', intents)).to.equal('replay');
      expect(await commit('b', intents.slice(1))).to.equal('committed');
      expect(await commit('c', intents.slice(1))).to.equal('QUOTA_EXCEEDED');
      expect(await commit('a', intents)).to.equal('replay');
    });

    it('of a denied request are judged anew', async () => {
      const { commit, release } = await askedLedger(make);
      await commit('a', claims);
      expect(await commit('b', claims)).to.equal('DEVICE_CLAIMED');
      expect(await commit('b', claims, changed)).to.equal('DEVICE_CLAIMED');
      await release('d1');
      expect(await commit('b', claims, changed)).to.equal('committed');
    });

    it('of a request that claimed nothing are answered, too', async () => {
      const { commit } = await askedLedger(make);
      expect(await commit('a', [])).to.equal('committed');
      expect(await commit('a', [])).to.equal('replay');
      expect(await commit('a', [], changed)).to.equal('REQUEST_CHANGED');
    });
  });
}

function attempt(change: () => unknown): number {
  try {
    change();
    return 1;
  } catch {
    return 0;
  }
}
