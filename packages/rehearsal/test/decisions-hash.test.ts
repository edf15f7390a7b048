import type { Verdict } from '@gangway/rehearsal';
import { expect } from 'chai';
import { decisionsHash } from '../dist/decisions-hash.js';

const refused: Verdict = {
  who: 'replay-0001',
  kind: 'replay',
  variant: 'same-request',
  outcome: 'refused',
  reason: 'DEVICE_CLAIMED',
  retries: 0,
};

describe('decisionsHash', () => {
  it('is the same however often somebody began anew', () => {
    expect(decisionsHash([{ ...refused, retries: 5 }])).to.equal(decisionsHash([refused]));
  });

  it('is another where a decision is, or its reason, or who it was about', () => {
    const { reason: _, ...unexplained } = refused;
    const lists: (readonly Verdict[])[] = [
      [refused],
      [],
      [refused, refused],
      [{ ...refused, outcome: 'admitted' }],
      [{ ...refused, reason: 'DEVICE_UNKNOWN' }],
      [unexplained],
      [{ ...refused, who: 'replay-0002' }],
      [{ ...refused, variant: 'own-certificate' }],
    ];
    const hashes = lists.map(decisionsHash);
    expect(new Set(hashes).size).to.equal(lists.length);
    for (const hash of hashes) expect(hash).to.match(/^[0-9a-f]{64}$/);
  });
});
