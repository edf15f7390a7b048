import { bindCertificate, claimDevice, countAgainstQuota, spendNonce } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { hostileIds } from '../hostile-ids.js';
import {
  type AskedLedger,
  aborted,
  askedLedger,
  type MakeLedger,
  settling,
} from './asked-ledger.js';
import { entryOf, idOf } from './ledger-entry.js';

const far = Date.UTC(2040, 0, 1);
const everything = (id: string) => [
  claimDevice(id),
  bindCertificate(id),
  countAgainstQuota(id, { limit: 1 }),
  countAgainstQuota(id, { limit: 1, windowMs: 86_400_000 }),
  spendNonce(id, far),
];

async function expectTaken({ commit }: AskedLedger, id: string): Promise<void> {
  for (const [code, intent] of [
    ['DEVICE_CLAIMED', claimDevice(id)],
    ['QUOTA_EXCEEDED', countAgainstQuota(id, { limit: 1 })],
    ['QUOTA_EXCEEDED', countAgainstQuota(id, { limit: 1, windowMs: 86_400_000 })],
    ['NONCE_SPENT', spendNonce(id, far)],
  ] as const) {
    expect(await commit('z', [intent])).to.equal(code);
  }
}

/** Names are compared to the letter, and a name of one kind is no name of another. */
export function describeIds(make: MakeLedger): void {
  describe('an id', () => {
    it('is an id and no more, and like no other', async () => {
      const ledger = await askedLedger(make);
      for (const [index, id] of hostileIds.entries()) {
        const shown = `${id.slice(0, 30)}, ${id.length} characters`;
        expect(await ledger.commit(`one ${index}`, everything(id)), shown).to.equal('committed');
      }
      for (const [index, id] of hostileIds.entries()) {
        await expectTaken(ledger, id);
        expect(await ledger.commit(`one ${index}`, everything(id))).to.equal('replay');
      }
      for (const id of hostileIds) {
        const released = await ledger.release(id);
        expect(released.kind === 'released' && released.claim?.deviceId).to.equal(id);
      }
    });

    it('of one kind is free for every other kind', async () => {
      const { commit } = await askedLedger(make);
      for (const [index, intent] of everything('same').entries()) {
        expect(await commit(`one ${index}`, [intent])).to.equal('committed');
      }
    });
  });

  describe('a signal that is aborted already', () => {
    it('rejects every call, which has changed nothing', async () => {
      const { ledger, commit, release, confirm } = await askedLedger(make);
      const options = { signal: aborted };
      const entry = entryOf('a', everything('d1'));
      expect(await settling(ledger.commit(entry, options))).to.equal('rejected');
      expect(await commit('b', everything('d1'))).to.equal('committed');
      const presence = { certificateId: idOf('b'), at: 1 };
      expect(await settling(ledger.confirm(presence, options))).to.equal('rejected');
      expect(await settling(ledger.release('d1', options))).to.equal('rejected');
      expect(await confirm('b')).to.deep.equal({ kind: 'confirmed', deviceIds: ['d1'] });
      expect(await settling(ledger.commit(entry, options))).to.equal('rejected');
      expect(await release('d1', { confirmed: true })).to.include({ kind: 'released' });
    });
  });
}
