import {
  blockKey,
  type Clock,
  type DeviceRecord,
  type DeviceStore,
  definePlugin,
} from '@gangway/core';
import * as v from 'valibot';
import { listedDevices } from './device/listed-devices.js';
import { emptyBook } from './memory/memory-book.js';
import { memoryInventory } from './memory/memory-inventory.js';
import { memoryLedger } from './memory/memory-ledger.js';
import type { ListedDevice } from './static-device-registry.js';
import { oncePerClock, provideStore } from './store/provide-store.js';
import { frozenRecord, visibleState, written } from './store/stored-device.js';

const name = 'memory-device-registry';

const options = v.strictObject({
  /** The devices at the start. */
  devices: v.optional(
    v.custom<readonly ListedDevice[]>(Array.isArray, 'must be an array of devices'),
    [],
  ),
});

/**
 * A whole registry in memory, for tests: devices, claims, quotas and blocks of one process, gone with it. Two processes,
 * or two Lambda instances, would each admit a device once: use `sqliteDeviceRegistry` or `dynamodbDeviceRegistry` there.
 * Each composed hook has a registry of its own.
 *
 * @example
 * memoryDeviceRegistry({ devices: [{ id: 'SN-0001', attributes: { Site: 'Oslo' } }] })
 */
export const memoryDeviceRegistry = definePlugin({
  name,
  options,
  build: ({ devices }) => {
    const listed = listedDevices(name, devices);
    return {
      provides: provideStore(oncePerClock((clock) => openMemoryStore(clock, [...listed.values()]))),
    };
  },
});

/**
 * The registry itself, for calls without a hook.
 *
 * @param devices what it holds at the start
 * @example
 * const store = openMemoryStore(fakeClock());
 * await store.inventory.stats({ signal: AbortSignal.timeout(1_000) });
 */
export function openMemoryStore(clock: Clock, devices: readonly DeviceRecord[] = []): DeviceStore {
  const book = emptyBook();
  for (const record of devices) book.devices.set(record.id, written(record));
  return {
    registry: {
      async find(id, { signal }) {
        signal.throwIfAborted();
        const device = book.devices.get(id);
        if (device === undefined) return undefined;
        const state = visibleState(device, book.claims.get(id));
        return frozenRecord({ ...device.record, state });
      },
    },
    ledger: memoryLedger(book, clock),
    blocks: {
      async find(subjects, { signal }) {
        signal.throwIfAborted();
        return subjects
          .map((subject) => book.blocks.get(blockKey(subject)))
          .filter((block) => block !== undefined);
      },
    },
    inventory: memoryInventory(book),
    async close() {},
  };
}
