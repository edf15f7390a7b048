import { composeHook, defineHook } from '@gangway/composition';
import type { DeviceState } from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { now, verdictOf } from './deciding.js';
import { registryFile, signal } from './sqlite/registry-file.js';

describe('claims in a store, devices out of a list', () => {
  const { path, open } = registryFile();

  /** A hook whose list has one device, in this state. */
  function listing(state: DeviceState): (event: unknown) => Promise<string> {
    const hook = composeHook(
      defineHook([
        staticDeviceRegistry({ devices: [{ id: 'SN-0001', state }] }),
        sqliteDeviceRegistry({ path: path(), claimsOnly: true }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        claimOnce(),
      ]),
      { replace: [fakeClock(now).plugin(), memoryLogger().plugin()] },
    );
    return async (event) => verdictOf(await hook.decide(event));
  }

  beforeEach(() => open().inventory.stats({ signal }));

  for (const state of ['claimed', 'active'] as const) {
    it(`lets nobody be a device that is listed as ${state}, by whom nobody knows`, async () => {
      expect(await listing(state)(anEvent())).to.equal('DENY_POLICY DEVICE_CLAIMED');
      expect(await open().inventory.show('SN-0001', { signal })).to.equal(undefined);
    });
  }

  it('lets in one certificate of a device that is expected, and shows an operator its claim', async () => {
    const [first, second] = [anEvent(), anEvent()];
    const ask = listing('expected');
    expect(await ask(first)).to.equal('ALLOW');
    expect(await ask(second)).to.equal('DENY_POLICY DEVICE_CLAIMED');
    expect(await ask(first)).to.equal('ALLOW');
    const { inventory } = open();
    const waiting = [];
    for await (const one of inventory.list({ unconfirmed: true }, { signal })) waiting.push(one);
    expect(waiting.map(({ record }) => record.id)).to.deep.equal(['SN-0001']);
    expect(waiting[0]?.claim?.certificateId).to.equal(first.certificateId);
    expect(await inventory.show('SN-0001', { signal })).to.deep.equal(waiting[0]);
  });

  it('answers the certificate that has the device also when it is listed as active since', async () => {
    const [first, second] = [anEvent(), anEvent()];
    expect(await listing('expected')(first)).to.equal('ALLOW');
    const ask = listing('active');
    expect(await ask(first)).to.equal('ALLOW');
    expect(await ask(second)).to.equal('DENY_POLICY DEVICE_CLAIMED');
  });
});
