import { memoryAccountStore } from '@gangway/emulator';
import { expect } from 'chai';
import { makeDesk } from './desk.js';

const hour = 3_600_000;

describe('what is over', () => {
  it('is deleted: certificates that nobody activated, with what they were attached to, and tokens', async () => {
    const { store, clock, create } = await makeDesk();
    const { certificateId } = await create();
    store.policyCertificates.add('device', certificateId);
    store.thingCertificates.add('SN-0001', certificateId);
    clock.advance(hour);
    await create();
    expect(store.certificates.get(certificateId)).to.equal(undefined);
    expect(store.policyCertificates.rightsOf('device')).to.deep.equal([]);
    expect(store.thingCertificates.rightsOf('SN-0001')).to.deep.equal([]);
    expect(store.tokens.count()).to.equal(1);
  });

  it('does not pile up, however many devices ask and never register', async () => {
    const { store, clock, create } = await makeDesk();
    for (let minute = 0; minute < 600; minute += 1) {
      clock.advance(60_000);
      await create();
    }
    expect(store.tokens.count()).to.be.within(1, 71);
    expect(store.certificates.count()).to.be.within(1, 72);
  }).timeout(60_000);

  it('is looked for once in ten minutes, however many devices ask', async () => {
    const kept = memoryAccountStore();
    let looked = 0;
    const list: typeof kept.tokens.list = (options) => {
      looked += 1;
      return kept.tokens.list(options);
    };
    const store = { ...kept, tokens: { ...kept.tokens, list } };
    const { clock, create } = await makeDesk({ store });
    for (let second = 0; second < 1_200; second += 1) {
      await create();
      clock.advance(1_000);
    }
    expect(looked).to.equal(2 + 1);
  });

  it('is also a provisioning claim after its time; other certificates stay', async () => {
    const { store, clock, create, caller, register } = await makeDesk();
    const { certificateId, certificateOwnershipToken } = await create();
    await register({ certificateOwnershipToken, parameters: { SerialNumber: 'SN-0001' } });
    const claim = store.certificates.get(caller.certificateId);
    const provisioning = 'ab'.repeat(32);
    if (claim !== undefined) {
      store.certificates.put(provisioning, {
        ...claim,
        certificateId: provisioning,
        claimOf: 'first-fleet',
        endsAt: clock.now() + 300_000,
      });
    }
    clock.advance(2 * hour);
    await create();
    expect(store.certificates.get(provisioning)).to.equal(undefined);
    expect(store.certificates.get(certificateId)?.status).to.equal('ACTIVE');
    expect(store.certificates.get(caller.certificateId)).to.not.equal(undefined);
  });
});
