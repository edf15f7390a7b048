import type { DeviceRecord, DeviceRegistry } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/** What {@link deviceRegistryContract} expects to find in the registry under test. */
export const contractDevices: readonly DeviceRecord[] = [
  { id: 'SN-0001', state: 'expected', attributes: { site: 'Oslo' } },
  { id: 'SN-0002', state: 'blocked', attributes: {} },
  { id: 'constructor', state: 'expected', attributes: {} },
];

/**
 * What every `DeviceRegistry` does. Run it in the adapter's own tests.
 *
 * @param make a registry that holds exactly the devices it is given
 * @example
 * deviceRegistryContract('a map', (devices) => {
 *   const records = devices.map((device) => fact(deviceRecord, structuredClone(device)).value);
 *   const byId = new Map(records.map((record) => [record.id, record]));
 *   return {
 *     async find(id, { signal }) {
 *       signal.throwIfAborted();
 *       return byId.get(id);
 *     },
 *   };
 * });
 */
export function deviceRegistryContract(
  name: string,
  make: (devices: readonly DeviceRecord[]) => DeviceRegistry | Promise<DeviceRegistry>,
): void {
  const { signal } = new AbortController();

  describe(`DeviceRegistry contract: ${name}`, () => {
    for (const device of contractDevices) {
      it(`finds "${device.id}" as it was put in`, async () => {
        const registry = await make(contractDevices);
        expect(await registry.find(device.id, { signal })).to.deep.equal(device);
      });
    }

    const strangers = {
      'an unknown id': 'SN-9999',
      'an empty id': '',
      'part of an id': 'SN-000',
      'an id with more behind it': 'SN-00011',
      'another case': 'sn-0001',
      'a trailing space': 'SN-0001 ',
      'full-width digits': 'SN-０００１',
      'a zero-width space': 'SN-\u200b0001',
      'a member of every object': 'toString',
      'a prototype': '__proto__',
      'a pattern': 'SN-.*',
    };
    for (const [what, id] of Object.entries(strangers)) {
      it(`finds nothing for ${what}`, async () => {
        const registry = await make(contractDevices);
        expect(await registry.find(id, { signal })).to.equal(undefined);
      });
    }

    it('gives records that cannot be changed', async () => {
      const registry = await make(contractDevices);
      const record = await registry.find('SN-0001', { signal });
      expect(record).to.be.frozen;
      expect(record?.attributes).to.be.frozen;
    });

    it('rejects when the signal is aborted already', async () => {
      const registry = await make(contractDevices);
      const found = registry.find('SN-0001', { signal: AbortSignal.abort(new Error('too late')) });
      expect(
        await found.then(
          () => 'answered',
          () => 'rejected',
        ),
      ).to.equal('rejected');
    });
  });
}
