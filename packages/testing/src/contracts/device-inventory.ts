import type { DeviceStore } from '@gangway/core';
import { describe } from 'mocha';
import type { FakeClock } from '../doubles/fake-clock.js';
import { describeImports } from './store/imports.js';
import { describeListing } from './store/listing.js';
import { describeWithdrawing } from './store/withdrawing.js';

/**
 * What every `DeviceInventory` does. Run it in the adapter's own tests; for a whole store, `deviceStoreContract` runs it.
 *
 * @param open a fresh and empty store that tells time by the clock it is given
 * @example
 * deviceInventoryContract('memory', (clock) => openMemoryStore(clock));
 */
export function deviceInventoryContract(
  name: string,
  open: (clock: FakeClock) => DeviceStore | Promise<DeviceStore>,
): void {
  describe(`DeviceInventory contract: ${name}`, () => {
    describeImports(open);
    describeWithdrawing(open);
    describeListing(open);
  });
}
