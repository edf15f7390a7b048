import { composeHook, defineHook } from '@gangway/composition';
import {
  BlockRegistry,
  ClaimLedger,
  claimDevice,
  DeviceRegistry,
  defineCheck,
  definePlugin,
  deny,
  permit,
} from '@gangway/core';
import { memoryDeviceRegistry, openMemoryStore } from '@gangway/plugins/memory-device-registry';
import { deviceRecord, registeredDevice } from '@gangway/plugins/registered-device';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { deviceStoreContract } from '@gangway/testing/contracts';
import { expect } from 'chai';
import { faultOf, verdictOf } from './deciding.js';

deviceStoreContract('memory', (clock) => openMemoryStore(clock), { runs: 200 });

const { signal } = new AbortController();
const claiming = definePlugin({
  name: 'claiming',
  facts: { needs: [deviceRecord] },
  build: () => ({ intents: (_request, { facts }) => [claimDevice(facts.get(deviceRecord).id)] }),
});

const compose = () =>
  composeHook(
    defineHook([
      memoryDeviceRegistry({ devices: [{ id: 'SN-0001' }, { id: 'SN-0002', state: 'blocked' }] }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      claiming(),
    ]),
    { replace: [fakeClock().plugin(), memoryLogger().plugin()] },
  );

describe('memory-device-registry', () => {
  it('holds devices and their claims for a hook', async () => {
    const hook = compose();
    const first = anEvent({ serialNumber: 'SN-0001' });
    const ask = async (event: unknown) => verdictOf(await hook.decide(event));
    expect(await ask(first)).to.equal('ALLOW');
    expect(await ask(first)).to.equal('ALLOW');
    expect(await ask(anEvent({ serialNumber: 'SN-0001' }))).to.match(/^DENY_POLICY /);
    expect(await ask(anEvent({ serialNumber: 'SN-0002' }))).to.match(/^DENY_POLICY /);
    expect(await ask(anEvent({ serialNumber: 'SN-0003' }))).to.match(/^DENY_POLICY /);
  });

  it('begins anew with each hook that is composed', async () => {
    for (const _ of [1, 2]) {
      const decision = await compose().decide(anEvent({ serialNumber: 'SN-0001' }));
      expect(verdictOf(decision)).to.equal('ALLOW');
    }
  });

  it('gives a hook three ports of one store', async () => {
    const look = defineCheck(
      'look',
      async (_request, { ports }) => {
        const record = await ports.registry.find('SN-0001', { signal });
        const blocks = await ports.blocks.find([{ kind: 'all' }], { asOf: 0, signal });
        if (record?.state !== 'expected') return deny('TAKEN', record?.state ?? 'not there');
        await ports.ledger.release('SN-0001', { signal });
        return blocks.length === 0 ? permit() : deny('BLOCKED', '');
      },
      { needs: { registry: DeviceRegistry, ledger: ClaimLedger, blocks: BlockRegistry } },
    );
    const claim = definePlugin({
      name: 'claim',
      build: () => ({ intents: () => [claimDevice('SN-0001')] }),
    })();
    const hook = composeHook(
      defineHook([memoryDeviceRegistry({ devices: [{ id: 'SN-0001' }] }), look, claim]),
      { replace: [fakeClock().plugin(), memoryLogger().plugin()] },
    );
    expect(verdictOf(await hook.decide(anEvent()))).to.equal('ALLOW');
    // The claim of the first is what the registry shows the second.
    const second = await hook.decide(anEvent());
    expect(second.outcome !== 'ALLOW' && second.reason).to.deep.include({
      code: 'TAKEN',
      detail: 'claimed',
    });
  });

  it('holds the devices that it is opened with', async () => {
    const record = { id: 'SN-0001', state: 'retired', attributes: { site: 'Oslo' } } as const;
    const { inventory, registry } = openMemoryStore(fakeClock(), [record]);
    expect(await registry.find('SN-0001', { signal })).to.deep.equal(record);
    expect((await inventory.stats({ signal })).byState.retired).to.equal(1);
  });

  it('refuses devices that are none', () => {
    const make = memoryDeviceRegistry as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [{ devices: 'SN-0001' }, /^OPTION_INVALID: .*must be an array of devices/],
      [{ devices: [{ id: '' }] }, /^OPTION_INVALID: .*memory-device-registry.*device 1, "id"/],
      [{ devices: [{ id: 'a' }, { id: 'a' }] }, /^OPTION_INVALID: .*device 2: .*twice/],
      [{ device: [] }, /^OPTION_UNKNOWN: .*"devices"\?/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
