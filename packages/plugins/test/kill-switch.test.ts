import { composeHook, defineHook } from '@gangway/composition';
import {
  type Block,
  BlockRegistry,
  type BlockSubject,
  definePlugin,
  type Plugin,
  PortError,
  provide,
} from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { killSwitch } from '@gangway/plugins/kill-switch';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { device, fleet, signal } from './claiming.js';
import { decide, detailOf, faultOf, now, verdictOf } from './deciding.js';

const event = anEvent({ serialNumber: 'SN-0001' });
const subjects = {
  PROVISIONING_STOPPED: { kind: 'all' },
  TEMPLATE_BLOCKED: { kind: 'template', id: 'first-fleet' },
  BATCH_BLOCKED: { kind: 'batch', id: 'B1' },
  CLAIM_CERTIFICATE_BLOCKED: { kind: 'claim-certificate', id: event.claimCertificateId },
} as const satisfies Readonly<Record<string, BlockSubject>>;

const batched = () =>
  fleet([killSwitch(), claimOnce()], [device('SN-0001', { batch: { id: 'B1' } })]);

type Find = BlockRegistry['find'];

/** A hook whose registry of blocks is this function. */
const judge = (find: unknown) => {
  const blocks: Plugin = definePlugin({
    name: 'answering-blocks',
    build: () => ({ provides: [provide(BlockRegistry, {}, () => ({ find: find as Find }))] }),
  })();
  return decide(
    [
      staticDeviceRegistry({ devices: [{ id: 'SN-0001', batch: { id: 'B1' } }] }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      blocks,
      killSwitch(),
    ],
    event,
  );
};

describe('kill-switch', () => {
  for (const [code, subject] of Object.entries(subjects)) {
    it(`denies what a block on ${subject.kind} stops, from the next request on, until it is lifted`, async () => {
      const one = batched();
      await one.store.inventory.block({ subject, since: now, reason: 'stolen' }, { signal });
      const denied = await one.decide(event);
      expect(verdictOf(denied)).to.equal(`DENY_POLICY ${code}`);
      expect(detailOf(denied)).to.contain('since 2030-01-01T00:00:00.000Z: "stolen"');
      expect((await one.show('SN-0001'))?.record.state).to.equal('expected');
      await one.store.inventory.unblock(subject, { signal });
      expect(await one.ask(event)).to.equal('ALLOW');
    });
  }

  it('denies also the repeat of a request that was allowed before', async () => {
    const one = batched();
    await one.ask(event);
    await one.store.inventory.block({ subject: { kind: 'all' }, since: now }, { signal });
    expect(await one.ask(event)).to.equal('DENY_POLICY PROVISIONING_STOPPED');
  });

  it('names the widest of several blocks', async () => {
    const one = batched();
    for (const [code, subject] of Object.entries(subjects).toReversed()) {
      await one.store.inventory.block({ subject, since: now }, { signal });
      expect(await one.ask(event)).to.equal(`DENY_POLICY ${code}`);
    }
  });

  it('lets pass what stands beside a block', async () => {
    const one = batched();
    for (const subject of [
      { kind: 'template', id: 'first' },
      { kind: 'batch', id: 'b1' },
      { kind: 'batch', id: 'first-fleet' },
      { kind: 'claim-certificate', id: 'ab'.repeat(32) },
    ] as const) {
      await one.store.inventory.block({ subject, since: now }, { signal });
    }
    expect(await one.ask(event)).to.equal('ALLOW');
  });

  it('asks nothing about a batch that the device does not have', async () => {
    const one = fleet([killSwitch(), claimOnce()]);
    await one.store.inventory.block(
      { subject: { kind: 'batch', id: 'undefined' }, since: now },
      { signal },
    );
    expect(await one.ask(event)).to.equal('ALLOW');
  });

  it('does not permit by itself', async () => {
    const { trace } = await judge(async () => []);
    const verdict = trace.find(({ name }) => name === 'kill-switch')?.verdict;
    expect(verdict).to.equal('notApplicable');
  });

  it('asks for blocks as of the moment when the request came', async () => {
    const asked: unknown[] = [];
    await judge(async (about: readonly BlockSubject[], { asOf }: { readonly asOf: number }) => {
      asked.push(about, asOf);
      return [];
    });
    expect(asked).to.deep.equal([
      [
        subjects.PROVISIONING_STOPPED,
        subjects.TEMPLATE_BLOCKED,
        subjects.BATCH_BLOCKED,
        subjects.CLAIM_CERTIFICATE_BLOCKED,
      ],
      now,
    ]);
  });

  it('takes a registry that could not be asked for no "no"', async () => {
    const decision = await judge(async () => {
      throw new PortError('PORT_UNAVAILABLE', 'AccessDenied');
    });
    expect(verdictOf(decision)).to.equal('DENY_ERROR PORT_UNAVAILABLE');
  });

  const all: Block = { subject: { kind: 'all' }, since: now };
  for (const [what, answer] of Object.entries({
    nothing: undefined,
    false: false,
    'an object': {},
    'a hole': [undefined],
    'no subject': [{ since: now }],
    'a subject of another kind': [{ ...all, subject: { kind: 'device', id: 'SN-0001' } }],
    'a subject that was not asked about': [{ ...all, subject: { kind: 'batch', id: 'B2' } }],
    'all of something': [{ ...all, subject: { kind: 'all', id: 'B1' } }],
    'no time': [{ subject: { kind: 'all' } }],
    'a time that is no number': [{ ...all, since: Number.NaN }],
    'a reason that is no text': [{ ...all, reason: 7 }],
  })) {
    it(`denies with BLOCKS_ANSWER_MALFORMED when the registry answers ${what}`, async () => {
      const decision = await judge(async () => answer);
      expect(verdictOf(decision)).to.equal('DENY_ERROR BLOCKS_ANSWER_MALFORMED');
    });
  }

  it('does not compose before the device is known, or without a registry of blocks', () => {
    const list = staticDeviceRegistry({ devices: [] });
    const known = registeredDevice({ serialNumber: 'SerialNumber' });
    const compose = (...plugins: readonly Plugin[]) =>
      faultOf(() => composeHook(defineHook(plugins)));
    expect(compose(list, known, killSwitch())).to.match(/^PORT_MISSING: .*BlockRegistry/);
    const blocks = definePlugin({
      name: 'no-blocks',
      build: () => ({ provides: [provide(BlockRegistry, {}, () => ({ find: async () => [] }))] }),
    })();
    expect(compose(list, blocks, killSwitch(), known)).to.match(/^FACT_WITHOUT_GIVER/);
    expect(compose(list, blocks, known, killSwitch())).to.equal('none');
  });
});
