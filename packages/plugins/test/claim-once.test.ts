import { composeHook, defineHook } from '@gangway/composition';
import {
  type DeviceDetails,
  definePlugin,
  overrides,
  type PreProvisioningEvent,
} from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { claimQuota } from '@gangway/plugins/claim-quota';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { anEvent, type MadeCertificate, makeCertificate, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { changed, device, type Fleet, fleet, proves, signal } from './claiming.js';
import { faultOf } from './deciding.js';

const hour = 3_600_000;
const first = anEvent({ serialNumber: 'SN-0001' });
const second = anEvent({ serialNumber: 'SN-0001' });
const claimed = 'DENY_POLICY DEVICE_CLAIMED';

const claimantOf = async (one: Fleet, id = 'SN-0001') => (await one.show(id))?.claim?.certificateId;

describe('claim-once', () => {
  it('claims the device and binds the certificate when the answer is allow', async () => {
    const one = fleet([claimOnce()]);
    expect(await one.ask(first)).to.equal('ALLOW');
    const { record, claim } = (await one.show('SN-0001')) as DeviceDetails;
    expect(record.state).to.equal('claimed');
    expect(claim).to.include({
      certificateId: first.certificateId,
      claimCertificateId: first.claimCertificateId,
      template: 'first-fleet',
      leaseEndsAt: one.clock.now() + hour,
    });
    const elsewhere = { ...first, parameters: { SerialNumber: 'SN-0002' } };
    await one.store.ledger.release('SN-0001', { signal });
    expect(await one.ask(elsewhere)).to.equal('DENY_POLICY CERTIFICATE_BOUND');
  });

  it('tells that it relies on presence events where it does, for whoever examines a deployment', () => {
    expect(claimOnce({ presence: true }).presence).to.equal(true);
    expect(claimOnce()).not.to.have.property('presence');
  });

  it('claims nothing when a later check denies', async () => {
    const one = fleet([claimOnce(), registryOverrides({ keys: ['Site'] })]);
    expect(await one.ask(first)).to.equal('DENY_POLICY ATTRIBUTE_MISSING');
    expect(await claimantOf(one)).to.equal(undefined);
  });

  it('gives the same certificate with the same parameters the same answer, byte for byte', async () => {
    const one = fleet(
      [claimOnce(), registryOverrides({ keys: ['Site', 'Line'] })],
      [device('SN-0001', { attributes: { Site: 'Tromsø', Line: '7' } })],
    );
    const answers = [await one.answer(first)];
    await one.store.inventory.put(
      [{ record: device('SN-0001', { attributes: { Site: 'Oslo', Line: '8' } }) }],
      { signal },
    );
    one.clock.advance(48 * hour);
    answers.push(await one.answer(first), await one.answer(structuredClone(first)));
    expect(new Set(answers)).to.have.lengthOf(1);
    expect(answers[0]).to.equal(
      '{"allowProvisioning":true,"parameterOverrides":{"Site":"Tromsø","Line":"7"}}',
    );
  });

  it('takes parameters in another order for the same parameters', async () => {
    const one = fleet([claimOnce()]);
    const both = changed(first);
    const entries = Object.entries(both.parameters ?? {});
    expect(await one.ask(both)).to.equal('ALLOW');
    expect(
      await one.ask({ ...both, parameters: Object.fromEntries(entries.toReversed()) }),
    ).to.equal('ALLOW');
  });

  it('denies the same certificate with other parameters', async () => {
    const one = fleet([claimOnce()]);
    await one.ask(first);
    expect(await one.ask(changed(first))).to.equal('DENY_POLICY REQUEST_CHANGED');
    const elsewhere = { ...first, parameters: { SerialNumber: 'SN-0002' } };
    expect(await one.ask(elsewhere)).to.equal('DENY_POLICY REQUEST_CHANGED');
    expect(await claimantOf(one, 'SN-0002')).to.equal(undefined);
  });

  it('denies the same certificate through another template, and calls nothing an error', async () => {
    // What was answered through the one template, the other has no source of.
    const keyOfFirstFleet = definePlugin({
      name: 'key-of-first-fleet',
      build: () => ({
        overrides: {
          keys: ['Key'],
          values: ({ template }) =>
            template.name === 'first-fleet'
              ? overrides({ Key: 's3cret' }, { secret: true, version: 'v1' })
              : overrides({}),
        },
      }),
    });
    const one = fleet([claimOnce(), keyOfFirstFleet()]);
    const answer = await one.answer(first);
    const elsewhere = { ...first, templateArn: first.templateArn.replace('first', 'second') };
    expect(await one.ask(elsewhere)).to.equal('DENY_POLICY REQUEST_CHANGED');
    expect((await one.show('SN-0001'))?.claim?.template).to.equal('first-fleet');
    expect(await one.answer(first)).to.equal(answer);
    expect(answer).to.contain('s3cret');
  });

  it('lets in no certificate that was admitted before the hook claimed devices', async () => {
    const before = fleet([claimQuota({ total: 9 })]);
    expect(await before.ask(first)).to.equal('ALLOW');
    expect(await before.ask(second)).to.equal('ALLOW');
    const since = fleet([claimQuota({ total: 9 }), claimOnce()], before);
    const changedRequest = 'DENY_POLICY REQUEST_CHANGED';
    expect(await since.ask(first)).to.equal(changedRequest);
    expect(await since.ask(anEvent({ serialNumber: 'SN-0001' }))).to.equal('ALLOW');
    expect([await since.ask(first), await since.ask(second)]).to.deep.equal([
      changedRequest,
      changedRequest,
    ]);
  });

  it('denies another certificate, and leaves the claim as it was', async () => {
    const one = fleet([claimOnce()]);
    await one.ask(first);
    const before = await one.show('SN-0001');
    expect(await one.ask(second)).to.equal(claimed);
    expect(await one.show('SN-0001')).to.deep.equal(before);
    expect(await one.ask(first)).to.equal('ALLOW');
  });

  it('lets one of two certificates have the device when both ask at once', async () => {
    const one = fleet([claimOnce()]);
    const verdicts = await Promise.all([first, second].map((event) => one.ask(event)));
    expect(verdicts.toSorted()).to.deep.equal(['ALLOW', claimed]);
  });

  it('lets another certificate have the device that an operator has released', async () => {
    const one = fleet([claimOnce()]);
    await one.ask(first);
    await one.store.ledger.release('SN-0001', { signal });
    expect(await one.ask(second)).to.equal('ALLOW');
    expect(await one.ask(first)).to.equal(claimed);
  });

  describe('an unconfirmed claim gives way', () => {
    const sameKey = async (): Promise<readonly PreProvisioningEvent[]> =>
      (await Promise.all([makeCertificate(), makeCertificate()])).map((certificate) =>
        anEvent({ serialNumber: 'SN-0001', certificate }),
      );

    it('to the same public key in a new certificate, and the old one is told so', async () => {
      const one = fleet([claimOnce()]);
      const [old, fresh] = await sameKey();
      await one.ask(old);
      expect(await one.ask(fresh)).to.equal('ALLOW');
      expect(await claimantOf(one)).to.equal(fresh?.certificateId);
      expect(await one.ask(old)).to.equal('DENY_POLICY CLAIM_SUPERSEDED');
    });

    it('not even to the same public key once it is confirmed', async () => {
      const one = fleet([claimOnce({ presence: true })]);
      const [old, fresh] = await sameKey();
      await one.ask(old);
      await one.connect(old?.certificateId ?? '');
      one.clock.advance(2 * hour);
      expect(await one.ask(fresh)).to.equal(claimed);
    });

    it('to a device that has proven its identity', async () => {
      const one = fleet([proves({ deviceId: 'SN-0001', method: 'signed-nonce' }), claimOnce()]);
      await one.ask(first);
      expect(await one.ask(second)).to.equal('ALLOW');
      await one.connect(second.certificateId);
      expect(await one.ask(anEvent())).to.equal(claimed);
    });

    it('to a proof that stands after the plugin, too', async () => {
      const one = fleet([claimOnce(), proves({ deviceId: 'SN-0001', method: 'signed-nonce' })]);
      await one.ask(first);
      expect(await one.ask(second)).to.equal('ALLOW');
    });

    it('not to a proof of another device', async () => {
      const one = fleet([proves({ deviceId: 'SN-0002', method: 'signed-nonce' }), claimOnce()]);
      await one.ask(first);
      expect(await one.ask(second)).to.equal(claimed);
    });

    it('to age when its lease is over and presence events have come in since it was', async () => {
      const one = fleet([claimOnce({ presence: true })]);
      await one.ask(first);
      one.clock.advance(hour - 1);
      await one.connect('ab'.repeat(32), one.clock.now() + hour);
      expect(await one.ask(second)).to.equal(claimed);
      one.clock.advance(1);
      expect(await one.ask(second)).to.equal(claimed);
      await one.connect('ab'.repeat(32));
      expect(await one.ask(second)).to.equal('ALLOW');
    });

    it('not to age while no presence event has come in since: the rule may be broken', async () => {
      const one = fleet([claimOnce({ presence: true })]);
      await one.ask(first);
      one.clock.advance(hour - 1);
      await one.connect('ab'.repeat(32));
      one.clock.advance(1_000 * hour);
      expect(await one.ask(second)).to.equal(claimed);
      // One that comes late, too, tells of a time when the lease still ran.
      await one.connect('cd'.repeat(32), one.clock.now() - 1_000 * hour - 1);
      expect(await one.ask(second)).to.equal(claimed);
    });

    it('not to age when presence was not declared', async () => {
      const one = fleet([claimOnce()]);
      await one.ask(first);
      one.clock.advance(2 * hour);
      await one.connect('ab'.repeat(32));
      expect(await one.ask(second)).to.equal(claimed);
    });

    it('still, when its certificate connected before it was claimed, in an earlier life', async () => {
      const one = fleet([claimOnce({ presence: true })]);
      await one.ask(first);
      await one.connect(first.certificateId);
      await one.store.ledger.release('SN-0001', { confirmed: true, signal });
      const earlier = one.clock.now();
      one.clock.advance(5 * 60_000 + 1);
      expect(await one.ask(first)).to.equal('ALLOW');
      expect(await one.connect(first.certificateId, earlier)).to.equal('no-claim');
      one.clock.advance(hour);
      await one.connect('ab'.repeat(32));
      expect(await one.ask(second)).to.equal('ALLOW');
    });

    it('not to age once it is confirmed', async () => {
      const one = fleet([claimOnce({ presence: true })]);
      await one.ask(first);
      one.clock.advance(1);
      expect(await one.connect(first.certificateId)).to.equal('confirmed');
      one.clock.advance(1_000 * hour);
      expect(await one.ask(second)).to.equal(claimed);
    });

    it('after the lease that was asked for', async () => {
      const one = fleet([claimOnce({ presence: true, leaseMinutes: 5 })]);
      await one.ask(first);
      one.clock.advance(5 * 60_000 - 1);
      await one.connect('ab'.repeat(32));
      expect(await one.ask(second)).to.equal(claimed);
      one.clock.advance(1);
      await one.connect('ab'.repeat(32));
      expect(await one.ask(second)).to.equal('ALLOW');
    });
  });

  it('works over the registry in memory as it is listed in a hook', async () => {
    const hook = composeHook(
      defineHook([
        memoryDeviceRegistry({ devices: [{ id: 'SN-0001' }] }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        claimOnce(),
      ]),
      { replace: [memoryLogger().plugin()] },
    );
    expect((await hook.decide(first)).outcome).to.equal('ALLOW');
    expect((await hook.decide(second)).outcome).to.equal('DENY_POLICY');
  });

  it('does not compose without a ledger, or without the record of the device', () => {
    const known = registeredDevice({ serialNumber: 'SerialNumber' });
    expect(faultOf(() => composeHook(defineHook([memoryDeviceRegistry(), claimOnce()])))).to.match(
      /^FACT_WITHOUT_GIVER: .*"claim-once".*"device-record"/,
    );
    expect(faultOf(() => composeHook(defineHook([known, claimOnce()])))).to.match(/^PORT_MISSING/);
  });

  it('refuses a lease that is none', () => {
    for (const leaseMinutes of [0, -1, 0.5, 525_601, Number.NaN]) {
      expect(faultOf(() => claimOnce({ leaseMinutes }))).to.match(/^OPTION_INVALID: /);
    }
  });

  describe('whatever is sent', () => {
    const act = fc.record({
      what: fc.constantFrom('ask', 'ask', 'connect', 'wait'),
      who: fc.nat({ max: 3 }),
      serialNumber: fc.constantFrom('SN-0001', 'SN-0002', 'SN-0003', 'sn-0001', ''),
      colour: fc.constantFrom('red', 'blue'),
    });
    type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;
    let certificates: readonly MadeCertificate[];
    before(async () => {
      const fresh = () => makeCertificate({ freshKey: true });
      certificates = await Promise.all([fresh(), fresh(), fresh(), fresh()]);
    });

    async function perform(one: Fleet, { what, who, serialNumber, colour }: Act): Promise<string> {
      const certificate = certificates[who];
      if (certificate === undefined) throw new Error('there are four');
      if (what === 'connect') return one.connect(certificate.certificateId);
      if (what === 'ask') {
        const parameters = { SerialNumber: serialNumber, Colour: colour };
        return one.ask({ ...anEvent({ certificate }), parameters });
      }
      one.clock.advance(2 * hour);
      return what;
    }

    /** Only the certificate that has the device, or whoever is allowed a device that nobody has. */
    const mayChange = (was: DeviceDetails, { who, serialNumber }: Act, verdict: string) =>
      was.claim === undefined
        ? verdict === 'ALLOW' && was.record.id === serialNumber
        : was.claim.certificateId === certificates[who]?.certificateId;

    it('nobody changes a device that another certificate has, and a denial changes nothing', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
          const one = fleet([claimOnce()]);
          const all = () => Promise.all(['SN-0001', 'SN-0002'].map(one.show));
          for (const next of acts) {
            const before = await all();
            const verdict = await perform(one, next);
            const after = await all();
            const kept = before.filter(
              (was) =>
                was !== undefined && (verdict.startsWith('DENY') || !mayChange(was, next, verdict)),
            );
            expect(after).to.deep.include.members(kept);
          }
        }),
        { numRuns: 60 },
      );
    });
  });
});
