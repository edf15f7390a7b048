import { composeHook, defineHook } from '@gangway/composition';
import type { PreProvisioningEvent } from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { claimQuota } from '@gangway/plugins/claim-quota';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { anEvent, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { device, fleet } from './claiming.js';
import { detailOf, faultOf } from './deciding.js';

const hour = 3_600_000;
const exceeded = 'DENY_POLICY QUOTA_EXCEEDED';
const [mine, other] = ['aa'.repeat(32), 'bb'.repeat(32)];

const ids = ['SN-0001', 'SN-0002', 'SN-0003', 'SN-0004', 'SN-0005', 'SN-0006'];
const devices = ids.map((id) => device(id));

/** Device number so and so comes with this claim certificate. */
const coming = (number: number, claimCertificateId = mine): PreProvisioningEvent =>
  anEvent({ serialNumber: `SN-000${number}`, claimCertificateId });

describe('claim-quota', () => {
  it('counts all devices that a claim certificate brings, each certificate for itself', async () => {
    const one = fleet([claimQuota({ total: 2 }), claimOnce()], devices);
    expect(await one.ask(coming(1))).to.equal('ALLOW');
    expect(await one.ask(coming(2))).to.equal('ALLOW');
    expect(await one.ask(coming(3))).to.equal(exceeded);
    expect(await one.ask(coming(3, other))).to.equal('ALLOW');
    one.clock.advance(1_000 * hour);
    expect(await one.ask(coming(4))).to.equal(exceeded);
  });

  it('counts neither a repeat nor a request that was denied', async () => {
    const one = fleet([claimQuota({ total: 2 }), claimOnce()], devices);
    const first = coming(1);
    await one.ask(first);
    for (let repeat = 0; repeat < 5; repeat += 1) expect(await one.ask(first)).to.equal('ALLOW');
    expect(await one.ask(coming(1))).to.equal('DENY_POLICY DEVICE_CLAIMED');
    expect(await one.ask(coming(2))).to.equal('ALLOW');
    // Used up, and still the first gets its answer again.
    expect(await one.ask(first)).to.equal('ALLOW');
  });

  it('counts a device again that comes anew with another certificate, and the old one no more', async () => {
    const one = fleet([claimQuota({ total: 2 }), claimOnce()], devices);
    const certificates = [
      await makeCertificate(),
      await makeCertificate(),
      await makeCertificate(),
    ];
    const [old, fresh, third] = certificates.map((certificate) =>
      anEvent({ serialNumber: 'SN-0001', claimCertificateId: mine, certificate }),
    );
    expect(await one.ask(old)).to.equal('ALLOW');
    expect(await one.ask(fresh)).to.equal('ALLOW');
    expect(await one.ask(old)).to.equal('DENY_POLICY CLAIM_SUPERSEDED');
    expect(await one.ask(third)).to.equal(exceeded);
    expect(await one.ask(coming(2))).to.equal(exceeded);
    expect(await one.ask(fresh)).to.equal('ALLOW');
  });

  it('is raised by a higher limit: what was counted stays counted', async () => {
    const one = fleet([claimQuota({ total: 1 }), claimOnce()], devices);
    await one.ask(coming(1));
    expect(await one.ask(coming(2))).to.equal(exceeded);
    const raised = fleet([claimQuota({ total: 2 }), claimOnce()], one);
    expect(await raised.ask(coming(2))).to.equal('ALLOW');
    expect(await raised.ask(coming(3))).to.equal(exceeded);
  });

  it('claims nothing for a request that is over the quota', async () => {
    const one = fleet([claimQuota({ total: 1 }), claimOnce()], devices);
    await one.ask(coming(1));
    await one.ask(coming(2));
    expect((await one.show('SN-0002'))?.record.state).to.equal('expected');
  });

  it('is exact when many ask at once', async () => {
    const one = fleet([claimQuota({ total: 3 }), claimOnce()], devices);
    const verdicts = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => one.ask(coming(number))));
    expect(verdicts.filter((verdict) => verdict === 'ALLOW')).to.have.lengthOf(3);
    expect(verdicts.filter((verdict) => verdict === exceeded)).to.have.lengthOf(3);
  });

  it('counts an hour from full hour to full hour', async () => {
    const one = fleet([claimQuota({ perHour: 1 }), claimOnce()], devices);
    expect(await one.ask(coming(1))).to.equal('ALLOW');
    one.clock.advance(hour - 1);
    expect(await one.ask(coming(2))).to.equal(exceeded);
    one.clock.advance(1);
    expect(await one.ask(coming(2))).to.equal('ALLOW');
    expect(await one.ask(coming(3))).to.equal(exceeded);
  });

  it('counts each batch for itself', async () => {
    const batches = ['B1', 'B1', 'B2', 'B1/3600000/2', ''];
    const one = fleet(
      [claimQuota({ perBatch: 1 }), claimOnce()],
      batches.map((id, index) => device(`SN-000${index + 1}`, { batch: { id } })),
    );
    expect(await one.ask(coming(1))).to.equal('ALLOW');
    expect(await one.ask(coming(2))).to.equal(exceeded);
    for (const number of [3, 4, 5]) expect(await one.ask(coming(number))).to.equal('ALLOW');
    expect(await one.ask(coming(2, other))).to.equal('ALLOW');
  });

  it('denies a device without a batch where batches are counted, and only there', async () => {
    const counted = fleet([claimQuota({ perBatch: 1 }), claimOnce()], devices);
    expect(await counted.ask(coming(1))).to.equal('DENY_POLICY BATCH_MISSING');
    expect(detailOf(await counted.decide(coming(1)))).to.contain('SN-0001');
    const inAll = fleet([claimQuota({ total: 1 }), claimOnce()], devices);
    expect(await inAll.ask(coming(1))).to.equal('ALLOW');
  });

  it('holds all quotas at once, and counts against none when one denies', async () => {
    const one = fleet(
      [claimQuota({ total: 2, perHour: 1, perBatch: 2 }), claimOnce()],
      ids.map((id) => device(id, { batch: { id: 'B1' } })),
    );
    expect(await one.ask(coming(1))).to.equal('ALLOW');
    expect(await one.ask(coming(2))).to.equal(exceeded);
    one.clock.advance(hour);
    expect(await one.ask(coming(2))).to.equal('ALLOW');
    one.clock.advance(hour);
    const denied = await one.decide(coming(3));
    expect(detailOf(denied)).to.match(new RegExp(`claim-certificate/${mine}/(total|batch/B1)`));
  });

  it('needs the record of the device for batches alone', () => {
    const store = memoryDeviceRegistry();
    expect(faultOf(() => composeHook(defineHook([store, claimQuota({ total: 1 })])))).to.equal(
      'none',
    );
    expect(faultOf(() => composeHook(defineHook([store, claimQuota({ perBatch: 1 })])))).to.match(
      /^FACT_WITHOUT_GIVER: .*"device-record"/,
    );
  });

  it('refuses to be listed without a quota, or with one that is none', () => {
    expect(faultOf(() => claimQuota())).to.match(/^OPTION_INVALID: .*at least one quota/);
    expect(faultOf(() => claimQuota({}))).to.match(/^OPTION_INVALID: .*at least one quota/);
    for (const total of [0, -1, 1.5, Number.POSITIVE_INFINITY]) {
      expect(faultOf(() => claimQuota({ total }))).to.match(/^OPTION_INVALID: .*"total"/);
    }
    expect(faultOf(() => claimQuota({ perDay: 1 } as never))).to.match(/^OPTION_UNKNOWN/);
    expect(faultOf(() => claimQuota(null as never))).to.match(/^OPTION_INVALID/);
  });
});
