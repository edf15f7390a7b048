import { type Claim, concerns, type DeviceState, judgeRelease, type Release } from '@gangway/core';
import { expect } from 'chai';
import { claimBy, now } from './ledger-state.js';

type Terms = Parameters<typeof judgeRelease>[2];

const open = claimBy('holder');
const seen = claimBy('holder', { confirmedAt: 0 });

/** `released`, with the claim it took off, or why not. */
function judged(claim: Claim | undefined, listed: DeviceState | undefined, terms: Terms = {}) {
  const answer: Release = judgeRelease(claim, listed, terms);
  if (answer.kind === 'refused') return answer.why;
  return 'claim' in answer ? `${answer.kind} ${answer.claim?.certificateId}` : answer.kind;
}

describe('the release of a claim', () => {
  const states: readonly (DeviceState | undefined)[] = [
    undefined,
    'expected',
    'claimed',
    'active',
    'blocked',
    'retired',
  ];

  it('gives the claim that is to be taken off, as what the device is listed or not', () => {
    for (const listed of states) {
      expect(judgeRelease(open, listed, {})).to.deep.equal({ kind: 'released', claim: open });
    }
  });

  it('is refused where the claim is confirmed, unless that is meant', () => {
    for (const listed of states) {
      expect(judged(seen, listed), listed).to.equal('confirmed');
      expect(judged(seen, listed, { confirmed: false }), listed).to.equal('confirmed');
      expect(judged(seen, listed, { confirmed: true }), listed).to.equal('released holder');
      expect(judged(open, listed, { confirmed: true }), listed).to.equal('released holder');
    }
  });

  it('is refused where the claim is another certificate’s, confirmed or not', () => {
    for (const claim of [open, seen]) {
      for (const confirmed of [true, false]) {
        const why = judged(claim, 'expected', { certificateId: 'other', confirmed });
        expect(why).to.equal('another-certificate');
      }
    }
    expect(judged(open, 'expected', { certificateId: 'holder' })).to.equal('released holder');
    expect(judged(seen, 'expected', { certificateId: 'holder' })).to.equal('confirmed');
  });

  for (const listed of [undefined, 'expected', 'blocked', 'retired'] as const) {
    it(`finds nothing on a device without a claim that is ${listed ?? 'not known'}`, () => {
      for (const terms of [{}, { confirmed: true }, { certificateId: 'holder' }]) {
        expect(judgeRelease(undefined, listed, terms)).to.deep.equal({ kind: 'not-claimed' });
      }
    });
  }

  it('frees a device that was listed as claimed, by whom nobody knows', () => {
    expect(judgeRelease(undefined, 'claimed', {})).to.deep.equal({ kind: 'released' });
    expect(judged(undefined, 'claimed', { confirmed: true })).to.equal('released');
  });

  it('frees a device that was listed as active only where that is meant', () => {
    expect(judged(undefined, 'active')).to.equal('confirmed');
    expect(judgeRelease(undefined, 'active', { confirmed: true })).to.deep.equal({
      kind: 'released',
    });
  });

  it('frees no listed device for one certificate: whose it is nobody knows', () => {
    for (const listed of ['claimed', 'active'] as const) {
      const terms = { certificateId: 'holder', confirmed: true };
      expect(judged(undefined, listed, terms)).to.equal('another-certificate');
    }
  });
});

describe('whether a presence is about a claim', () => {
  const claim = claimBy('holder', { claimedAt: now });
  const minutes = 60_000;

  it('is so from five minutes before the claim on: clocks differ by as much', () => {
    const at = [-5 * minutes - 1, -5 * minutes, -1, 0, 1, 1_000_000 * minutes];
    const about = at.map((after) => concerns({ certificateId: 'holder', at: now + after }, claim));
    expect(about).to.deep.equal([false, true, true, true, true, true]);
  });

  it('is not so for another certificate', () => {
    expect(concerns({ certificateId: 'other', at: now }, claim)).to.equal(false);
  });
});
