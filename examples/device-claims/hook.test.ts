import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { openSqliteStore, sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { anEvent, startHook } from '@gangway/testing';
import { expect } from 'chai';
import { putDevices } from './devices.js';
import hook from './hook.js';

const allowed = { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } };
const denied = { allowProvisioning: false, parameterOverrides: {} };

describe('a hook that lets each device in once', () => {
  let folder = '';
  let path = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-example-'));
    path = join(folder, 'devices.db');
    const store = openSqliteStore({ path, clock: createSystemClock(), create: true });
    await putDevices(store.inventory);
    await store.close();
  });
  after(() => rm(folder, { recursive: true }));

  it('answers a repeat alike, also after a restart, and refuses a second certificate', async () => {
    const event = anEvent({ serialNumber: 'SN-0001' });
    for (const _ of ['first', 'after a restart']) {
      await using running = await startHook(hook, { replace: [sqliteDeviceRegistry({ path })] });
      expect(await running.invoke(event)).to.deep.equal(allowed);
      expect(await running.invoke(event)).to.deep.equal(allowed);
      expect(await running.invoke(anEvent({ serialNumber: 'SN-0001' }))).to.deep.equal(denied);
      expect(running.decisions.at(-1)?.reason?.code).to.equal('DEVICE_CLAIMED');
    }
  });

  it('is tested without a file as well', async () => {
    const devices = [{ id: 'SN-0001', attributes: { site: 'Oslo' } }];
    await using running = await startHook(hook, { replace: [memoryDeviceRegistry({ devices })] });
    expect(await running.invoke(anEvent({ serialNumber: 'SN-0001' }))).to.deep.equal(allowed);
    expect(await running.invoke(anEvent({ serialNumber: 'SN-0001' }))).to.deep.equal(denied);
  });
});
