import { type Block, type BlockRegistry, blockKey, type DeviceRegistry } from '@gangway/core';
import { frozenRecord, visibleState } from '../store/stored-device.js';
import type { ControlMemory } from './control.js';
import type { DevicesTable } from './devices-table.js';
import { blockIn, claimIn, deviceIn } from './stored-items.js';
import { keyOf } from './table-layout.js';

/** Finds a device, and reads the blocks in the same round trip. */
export const dynamodbRegistry = (table: DevicesTable, control: ControlMemory): DeviceRegistry => ({
  async find(id, { signal }) {
    signal.throwIfAborted();
    const key = keyOf.device(id);
    const take = control.begin();
    const items = await table.readMany([key, keyOf.control], signal);
    take(items.get(keyOf.control));
    const item = items.get(key);
    const device = deviceIn(item);
    if (device === undefined) return undefined;
    const state = visibleState(device, claimIn(item));
    return frozenRecord({ ...device.record, state });
  },
});

/** Answers from what was read to find the device, where that is new enough. */
export const dynamodbBlocks = (table: DevicesTable, control: ControlMemory): BlockRegistry => {
  const readBlocks = async (signal: AbortSignal) => {
    const take = control.begin();
    return take(await table.read(keyOf.control, signal));
  };
  return {
    async find(subjects, { asOf, signal }) {
      signal.throwIfAborted();
      const blocks = control.readSince(asOf) ?? (await readBlocks(signal));
      return subjects
        .map((subject) => blocks.get(keyOf.block(blockKey(subject))))
        .filter((text) => text !== undefined)
        .map((text): Block => blockIn(text));
    },
  };
};
