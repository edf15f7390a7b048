import {
  bindCertificate,
  type ClaimLedger,
  claimDevice,
  countAgainstQuota,
  type Intent,
  type LedgerEntry,
  type ProvisioningRequest,
  type StoredAnswer,
  spendNonce,
} from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type FakeClock, fakeClock } from '../doubles/fake-clock.js';

/**
 * What every `ClaimLedger` does. Run it in the adapter's own tests.
 *
 * @param make an empty ledger that tells time by the clock it is given
 * @example claimLedgerContract('memory', (clock) => createMemoryClaimLedger(clock))
 */
export function claimLedgerContract(
  name: string,
  make: (clock: FakeClock) => ClaimLedger | Promise<ClaimLedger>,
): void {
  const { signal } = new AbortController();
  const commit = (ledger: ClaimLedger, entry: LedgerEntry) => ledger.commit(entry, { signal });

  describe(`ClaimLedger contract: ${name}`, () => {
    it('commits an entry once and replays its answer to the same request', async () => {
      const ledger = await make(fakeClock());
      const answer = { Site: { source: 'static', value: 'Oslo' } };
      const entry = entryOf('a', [claimDevice('d1')], { answer });
      expect(await commit(ledger, entry)).to.deep.equal({ kind: 'committed' });
      for (const _ of [1, 2, 3]) {
        expect(await commit(ledger, entry)).to.deep.equal({ kind: 'replay', answer });
      }
    });

    it('replays the first answer, not the one that came with the repeat', async () => {
      const ledger = await make(fakeClock());
      const first = { Site: { source: 'static', value: 'Oslo' } };
      await commit(ledger, entryOf('a', [claimDevice('d1')], { answer: first }));
      const repeat = entryOf('a', [claimDevice('d1')], {
        answer: { Site: { source: 'static', value: 'Bergen' } },
      });
      expect(await commit(ledger, repeat)).to.deep.equal({ kind: 'replay', answer: first });
    });

    it('denies the same certificate with other parameters', async () => {
      const ledger = await make(fakeClock());
      await commit(ledger, entryOf('a', [claimDevice('d1')]));
      const changed = entryOf('a', [claimDevice('d1')], { parametersHash: 'f'.repeat(64) });
      expect(await commit(ledger, changed)).to.include({ kind: 'deny', code: 'REQUEST_CHANGED' });
    });

    it('lets one certificate claim a device, and one only', async () => {
      const ledger = await make(fakeClock());
      await commit(ledger, entryOf('a', [claimDevice('d1')]));
      const second = await commit(ledger, entryOf('b', [claimDevice('d1')]));
      expect(second).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
    });

    it('binds a certificate to one device', async () => {
      const ledger = await make(fakeClock());
      const intents = [bindCertificate('d1'), claimDevice('d1')];
      expect(await commit(ledger, entryOf('a', intents))).to.include({ kind: 'committed' });
    });

    it('commits one of many racing claims on one device', async () => {
      const ledger = await make(fakeClock());
      const racers = Array.from({ length: 24 }, (_, index) =>
        commit(ledger, entryOf(index.toString(16).padStart(2, '0'), [claimDevice('d1')])),
      );
      const kinds = (await Promise.all(racers)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'committed')).to.have.length(1);
      expect(kinds.filter((kind) => kind === 'deny')).to.have.length(23);
    });

    it('counts against a quota up to its limit, and anew in the next window', async () => {
      const clock = fakeClock();
      const ledger = await make(clock);
      const counted = (id: string) =>
        commit(ledger, entryOf(id, [countAgainstQuota('q', { limit: 2, windowMs: 1_000 })]));
      expect(await counted('a')).to.include({ kind: 'committed' });
      expect(await counted('b')).to.include({ kind: 'committed' });
      expect(await counted('c')).to.include({ kind: 'deny', code: 'QUOTA_EXCEEDED' });
      clock.advance(1_000);
      expect(await counted('d')).to.include({ kind: 'committed' });
    });

    it('spends a nonce once until it expires', async () => {
      const clock = fakeClock();
      const ledger = await make(clock);
      const spent = (id: string) =>
        commit(ledger, entryOf(id, [spendNonce('n', clock.now() + 1_000)]));
      expect(await spent('a')).to.include({ kind: 'committed' });
      expect(await spent('b')).to.include({ kind: 'deny', code: 'NONCE_SPENT' });
      clock.advance(1_000);
      expect(await spent('c')).to.include({ kind: 'committed' });
    });

    it('changes nothing when one intent of several is denied', async () => {
      const ledger = await make(fakeClock());
      await commit(ledger, entryOf('a', [claimDevice('d1')]));
      const quota = countAgainstQuota('q', { limit: 1 });
      const denied = await commit(ledger, entryOf('b', [quota, claimDevice('d1')]));
      expect(denied).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
      expect(await commit(ledger, entryOf('c', [quota, claimDevice('d2')]))).to.include({
        kind: 'committed',
      });
    });

    it('rejects a commit whose signal is aborted already', async () => {
      const ledger = await make(fakeClock());
      const aborted = ledger.commit(entryOf('a', [claimDevice('d1')]), {
        signal: AbortSignal.abort(new Error('too late')),
      });
      expect(
        await aborted.then(
          () => 'answered',
          () => 'rejected',
        ),
      ).to.equal('rejected');
    });
  });
}

/** An entry of one certificate; of its request the ledger reads identifiers only. */
function entryOf(
  id: string,
  intents: readonly Intent[],
  more: { readonly answer?: StoredAnswer; readonly parametersHash?: string } = {},
): LedgerEntry {
  const certificateId = id.padStart(64, '0');
  return {
    certificateId,
    parametersHash: '0'.repeat(64),
    intents,
    answer: {},
    request: {
      certificateId,
      claimCertificateId: 'c'.repeat(64),
      certificate: { publicKeyHash: certificateId },
      template: { name: 'first-fleet' },
      parameters: {},
    } as unknown as ProvisioningRequest,
    ...more,
  };
}
