import { claimOf } from '@gangway/core';
import { expect } from 'chai';
import { entryOf, now } from './ledger-state.js';

describe('the claim that is written', () => {
  it('says who, through what, from when and until when, with the answer that was given', () => {
    const answer = { Key: { source: 'vault', version: 'v1' } };
    const entry = entryOf('certificate', [], { key: 'k', parametersHash: 'h', answer });
    const planned = { deviceId: 'd1', leaseMs: 250, replaces: [] };
    expect(claimOf(entry, planned, now)).to.deep.equal({
      deviceId: 'd1',
      certificateId: 'certificate',
      publicKeyHash: 'key of k',
      claimCertificateId: 'claim-certificate',
      template: 'first-fleet',
      claimedAt: now,
      leaseEndsAt: now + 250,
      parametersHash: 'h',
      answer,
    });
  });

  const planned = { deviceId: 'd1', leaseMs: 250, replaces: [] };
  const confirmed = (by: string) => ({
    ...claimOf(entryOf(by, []), planned, now),
    confirmedAt: now + 7,
  });

  it('keeps the confirmation of the same certificate, and of no other', () => {
    const entry = entryOf('certificate', []);
    const again = claimOf(entry, planned, now + 9, confirmed('certificate'));
    expect(again.confirmedAt).to.equal(now + 7);
    expect(claimOf(entry, planned, now + 9, confirmed('another'))).not.to.have.property(
      'confirmedAt',
    );
  });
});
