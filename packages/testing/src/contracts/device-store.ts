import type { DeviceStore } from '@gangway/core';
import { afterEach, describe } from 'mocha';
import { type FakeClock, fakeClock } from '../doubles/fake-clock.js';
import { blockRegistryContract } from './block-registry.js';
import { type ContractOptions, describeLedger } from './claim-ledger.js';
import { deviceInventoryContract } from './device-inventory.js';
import { deviceRegistryContract } from './device-registry.js';
import { signal } from './ledger/asked-ledger.js';
import { describeOrSkip } from './ledger/races-skipped.js';
import { describeModelRuns } from './model/model-runs.js';
import { describeDevicesAndClaims } from './store/devices-and-claims.js';
import { describeStoreRaces } from './store/races.js';

/**
 * What every whole registry does: its ports, each by its own contract, what they do to each other, and random sequences of
 * calls against a plain model of a registry. Run it in the adapter's own tests.
 *
 * @param open a fresh and empty store that tells time by the clock it is given; the suite closes it
 * @example
 * deviceStoreContract('memory', (clock) => openMemoryStore(clock));
 */
export function deviceStoreContract(
  name: string,
  open: (clock: FakeClock) => DeviceStore | Promise<DeviceStore>,
  { runs = 25, noRaces }: ContractOptions = {},
): void {
  describe(`DeviceStore contract: ${name}`, function () {
    this.timeout(60_000);
    const opened: DeviceStore[] = [];
    const openOne = async (clock: FakeClock): Promise<DeviceStore> => {
      const store = await open(clock);
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    deviceRegistryContract(name, async (devices) => {
      const { registry, inventory } = await openOne(fakeClock());
      await inventory.put(
        devices.map((record) => ({ record })),
        { signal },
      );
      return registry;
    });
    describe(`ClaimLedger contract: ${name}`, () => {
      describeLedger(async (clock) => (await openOne(clock)).ledger, noRaces);
    });
    blockRegistryContract(name, openOne);
    deviceInventoryContract(name, openOne);
    describeDevicesAndClaims(openOne);
    describeOrSkip(() => describeStoreRaces(openOne), noRaces);
    describeModelRuns(
      async (clock) => {
        const store = await open(clock);
        return { store, ledger: store.ledger };
      },
      runs,
      true,
    );
  });
}
