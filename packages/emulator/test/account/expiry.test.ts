import { type CertificateRow, memoryAccountStore } from '@gangway/emulator';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { certificateOfToken, isOver, liveCertificate } from '../../dist/account/expiry.js';

const hour = 3_600_000;
const id = 'a'.repeat(64);

function account(row: Partial<CertificateRow> = {}) {
  const clock = fakeClock();
  const store = memoryAccountStore();
  const createdAt = clock.now();
  store.certificates.put(id, {
    certificateId: id,
    certificatePem: 'PEM',
    status: 'PENDING_ACTIVATION',
    createdAt,
    modifiedAt: createdAt,
    endsAt: createdAt + hour,
    ...row,
  });
  store.certificates.put('b', { certificateId: 'b', ...base, createdAt, modifiedAt: createdAt });
  for (const each of [id, 'b']) {
    store.policyCertificates.add('policy', each);
    store.thingCertificates.add('thing', each);
  }
  const token = { tokenHash: 'hash', certificateId: id, endsAt: createdAt + hour };
  store.tokens.put('hash', token);
  return { store, clock, token };
}
const base = { certificatePem: 'PEM', status: 'ACTIVE' } as const;

describe('what has an end in an account', () => {
  it('exists until its last millisecond', () => {
    const { clock, ...rest } = account();
    clock.advance(hour - 1);
    expect(liveCertificate({ clock, ...rest }, id)?.certificateId).to.equal(id);
  });

  it('is deleted with its attachments where somebody looks at it afterwards, and nothing else is', () => {
    const { clock, store } = account();
    clock.advance(hour);
    expect(liveCertificate({ clock, store }, id)).to.equal(undefined);
    expect(store.certificates.get(id)).to.equal(undefined);
    expect(store.policyCertificates.rightsOf('policy')).to.deep.equal(['b']);
    expect(store.thingCertificates.rightsOf('thing')).to.deep.equal(['b']);
    expect(store.certificates.count()).to.equal(1);
  });

  for (const status of ['ACTIVE', 'INACTIVE', 'REVOKED'] as const) {
    it(`does not end any more where its status is ${status}`, () => {
      const { clock, store } = account({ status });
      clock.advance(hour * 2);
      expect(liveCertificate({ clock, store }, id)?.status).to.equal(status);
    });

    it(`ends all the same where its status is ${status} and it is one of a provisioning claim`, () => {
      const { clock, store } = account({ status, claimOf: 'first-fleet' });
      clock.advance(hour);
      expect(liveCertificate({ clock, store }, id)).to.equal(undefined);
    });
  }

  it('has no end where none was set', () => {
    const { store } = account();
    const { endsAt: _, ...row } = store.certificates.get(id) ?? expect.fail();
    expect(isOver(row, Number.MAX_SAFE_INTEGER)).to.equal(false);
  });

  it('is not there where it never was', () => {
    expect(liveCertificate(account(), 'c')).to.equal(undefined);
  });

  describe('a token', () => {
    it('proves its certificate for an hour, and is deleted where somebody looks at it afterwards', () => {
      const { clock, store, token } = account();
      expect(certificateOfToken({ clock, store }, token)?.certificateId).to.equal(id);
      expect(store.tokens.count()).to.equal(1);
      clock.advance(hour);
      expect(certificateOfToken({ clock, store }, token)).to.equal(undefined);
      expect(store.tokens.count()).to.equal(0);
    });

    it('that ends before its certificate takes nothing along', () => {
      const { clock, store, token } = account();
      const early = { ...token, endsAt: clock.now() };
      expect(certificateOfToken({ clock, store }, early)).to.equal(undefined);
      expect(store.certificates.get(id)).not.to.equal(undefined);
    });

    it('proves nothing once its certificate is deleted', () => {
      const { clock, store, token } = account();
      store.certificates.delete(id);
      expect(certificateOfToken({ clock, store }, token)).to.equal(undefined);
      expect(store.tokens.count()).to.equal(0);
    });
  });
});
