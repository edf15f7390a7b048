import { claimDevice, countAgainstQuota, spendNonce } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type AskedLedger, askedLedger, type MakeLedger } from './asked-ledger.js';

const windowMs = 10_000;

/** Asks in the name of one new certificate after the other. */
function inTurn({ commit }: AskedLedger) {
  let asked = 0;
  return (...intents: Parameters<AskedLedger['commit']>[1]) => {
    asked += 1;
    return commit(`device ${asked}`, intents);
  };
}

/** Quotas and nonces, by the clock alone. */
export function describeCounters(make: MakeLedger): void {
  describe('a quota', () => {
    it('without a window counts for ever', async () => {
      const ledger = await askedLedger(make);
      const ask = inTurn(ledger);
      const one = countAgainstQuota('q', { limit: 2 });
      expect([await ask(one), await ask(one)]).to.deep.equal(['committed', 'committed']);
      ledger.clock.advance(10 * 365 * 86_400_000);
      expect(await ask(one)).to.equal('QUOTA_EXCEEDED');
      expect(await ask(countAgainstQuota('q', { limit: 3 }))).to.equal('committed');
    });

    it('of nothing denies the first', async () => {
      const ask = inTurn(await askedLedger(make));
      expect(await ask(countAgainstQuota('q', { limit: 0 }))).to.equal('QUOTA_EXCEEDED');
      expect(await ask(countAgainstQuota('q', { limit: 1 }))).to.equal('committed');
    });

    it('begins anew at the border of its window, which is aligned to 1970', async () => {
      const ledger = await askedLedger(make);
      const ask = inTurn(ledger);
      const one = countAgainstQuota('q', { limit: 2, windowMs });
      // In the middle of a window.
      ledger.clock.advance(windowMs - (ledger.clock.now() % windowMs) + windowMs / 2);
      expect(await ask(one)).to.equal('committed');
      ledger.clock.advance(windowMs / 2 - 1);
      expect(await ask(one)).to.equal('committed');
      expect(await ask(one)).to.equal('QUOTA_EXCEEDED');
      ledger.clock.advance(1);
      expect([await ask(one), await ask(one)]).to.deep.equal(['committed', 'committed']);
      expect(await ask(one)).to.equal('QUOTA_EXCEEDED');
      ledger.clock.advance(windowMs - 1);
      expect(await ask(one)).to.equal('QUOTA_EXCEEDED');
    });

    it('is counted apart from others, and from other windows of its own', async () => {
      const ask = inTurn(await askedLedger(make));
      const total = countAgainstQuota('q', { limit: 3 });
      const hourly = countAgainstQuota('q', { limit: 2, windowMs: 3_600_000 });
      const daily = countAgainstQuota('q', { limit: 1, windowMs: 86_400_000 });
      const other = countAgainstQuota('r', { limit: 1 });
      expect(await ask(total, hourly, daily, other)).to.equal('committed');
      expect(await ask(other)).to.equal('QUOTA_EXCEEDED');
      expect(await ask(total, hourly, daily)).to.equal('QUOTA_EXCEEDED');
      expect(await ask(total, hourly)).to.equal('committed');
      expect(await ask(total, hourly)).to.equal('QUOTA_EXCEEDED');
      expect(await ask(total)).to.equal('committed');
      expect(await ask(total)).to.equal('QUOTA_EXCEEDED');
    });

    it('that a request names twice is counted twice, against the lower limit', async () => {
      const ask = inTurn(await askedLedger(make));
      const low = countAgainstQuota('q', { limit: 3 });
      const high = countAgainstQuota('q', { limit: 9 });
      expect(await ask(high, low)).to.equal('committed');
      expect(await ask(low, high)).to.equal('QUOTA_EXCEEDED');
      expect(await ask(low)).to.equal('committed');
      expect(await ask(low)).to.equal('QUOTA_EXCEEDED');
      expect(await ask(high)).to.equal('committed');
    });

    it('is not given back by a release', async () => {
      const { commit, release } = await askedLedger(make);
      const intents = [claimDevice('d1'), countAgainstQuota('q', { limit: 1 })];
      expect(await commit('a', intents)).to.equal('committed');
      await release('d1');
      expect(await commit('b', intents)).to.equal('QUOTA_EXCEEDED');
    });
  });

  describe('a nonce', () => {
    it('is spent once, until it expires', async () => {
      const ledger = await askedLedger(make);
      const ask = inTurn(ledger);
      const nonce = spendNonce('n', ledger.clock.now() + 1_000);
      expect(await ask(nonce)).to.equal('committed');
      expect(await ask(nonce)).to.equal('NONCE_SPENT');
      expect(await ask(spendNonce('m', ledger.clock.now() + 1_000))).to.equal('committed');
      ledger.clock.advance(999);
      expect(await ask(spendNonce('n', ledger.clock.now() + 5))).to.equal('NONCE_SPENT');
      ledger.clock.advance(1);
      expect(await ask(spendNonce('n', ledger.clock.now() + 5))).to.equal('committed');
      ledger.clock.advance(4);
      expect(await ask(spendNonce('n', ledger.clock.now() + 5))).to.equal('NONCE_SPENT');
    });

    it('that is over already is not remembered', async () => {
      const ledger = await askedLedger(make);
      const ask = inTurn(ledger);
      const over = spendNonce('n', ledger.clock.now());
      expect([await ask(over), await ask(over)]).to.deep.equal(['committed', 'committed']);
    });

    it('cannot be spent twice in one request', async () => {
      const ledger = await askedLedger(make);
      const ask = inTurn(ledger);
      const nonce = spendNonce('n', ledger.clock.now() + 1_000);
      expect(await ask(nonce, nonce)).to.equal('NONCE_SPENT');
      expect(await ask(nonce)).to.equal('committed');
    });

    it('is remembered next to others of the same request', async () => {
      const ledger = await askedLedger(make);
      const ask = inTurn(ledger);
      const later = ledger.clock.now() + 1_000;
      expect(await ask(spendNonce('n', later), spendNonce('m', later))).to.equal('committed');
      expect(await ask(spendNonce('m', later))).to.equal('NONCE_SPENT');
      expect(await ask(spendNonce('n', later))).to.equal('NONCE_SPENT');
    });
  });
}
