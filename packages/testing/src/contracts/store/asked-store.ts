import type { DeviceDetails, DeviceRecord, DeviceState, DeviceStore } from '@gangway/core';
import { type FakeClock, fakeClock } from '../../doubles/fake-clock.js';
import { type AskedLedger, asked, signal } from '../ledger/asked-ledger.js';

/** A fresh and empty store that tells time by the clock it is given. */
export type OpenStore = (clock: FakeClock) => DeviceStore | Promise<DeviceStore>;

/** A device of which nothing is known, but for what is given. */
export const deviceOf = (id: string, more: Partial<DeviceRecord> = {}): DeviceRecord => ({
  id,
  state: 'expected',
  attributes: {},
  ...more,
});

/** A store under test, asked in the names of a test. */
export interface AskedStore extends AskedLedger {
  readonly store: DeviceStore;
  put(...records: readonly DeviceRecord[]): ReturnType<DeviceStore['inventory']['put']>;
  show(id: string): Promise<DeviceDetails | undefined>;
  /** The state as a hook finds it. */
  stateOf(id: string): Promise<DeviceState | undefined>;
  withdraw(id: string, how: 'blocked' | 'retired' | undefined): Promise<string>;
}

/** Opens a store and puts devices into it. */
export async function askedStore(
  open: OpenStore,
  ...records: readonly DeviceRecord[]
): Promise<AskedStore> {
  const clock = fakeClock();
  const store = await open(clock);
  const { inventory, registry } = store;
  const put: AskedStore['put'] = (...listed) =>
    inventory.put(
      listed.map((record) => ({ record })),
      { signal },
    );
  await put(...records);
  return {
    ...asked(store.ledger, clock),
    store,
    put,
    show: (id) => inventory.show(id, { signal }),
    stateOf: async (id) => (await registry.find(id, { signal }))?.state,
    withdraw: (id, how) => inventory.withdraw(id, how, { signal }),
  };
}
