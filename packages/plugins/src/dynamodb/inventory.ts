import type { Clock, DeviceInventory, DeviceState } from '@gangway/core';
import { detailsOf, matches, noDevices } from '../store/device-details.js';
import { assertStorable } from '../store/storable-id.js';
import { visibleState } from '../store/stored-device.js';
import type { Item } from './attribute-value.js';
import type { Change } from './change.js';
import type { ControlMemory } from './control.js';
import type { DevicesTable } from './devices-table.js';
import { putDevices } from './put-devices.js';
import { liftBlock, setBlock } from './set-blocks.js';
import { blockIn, claimIn, deviceIn } from './stored-items.js';
import { keyOf } from './table-layout.js';

const isDevice = 'attribute_exists(#record)';
/** Also on a device that stands in another registry. */
const isUnconfirmed = 'attribute_exists(#claim) AND attribute_not_exists(#claim.#confirmedAt)';

/** The operator's side. Lists and counts read the whole table: it has no index that decisions would have to pay for. */
export const dynamodbInventory = (
  table: DevicesTable,
  clock: Clock,
  control: ControlMemory,
): DeviceInventory => ({
  async put(entries, { signal, list }) {
    signal.throwIfAborted();
    for (const { record } of entries) assertStorable(record.id, 'The id of a device');
    return putDevices(table, entries, list, signal);
  },
  async writtenUpTo(list, { signal }) {
    return Number((await table.read(keyOf.list(list), signal))?.upTo ?? 0);
  },
  async show(id, { signal }) {
    return detailsIn(await table.read(keyOf.device(id), signal));
  },
  async *list(filter, { signal }) {
    const all = '#pk, #record, #listed, #withdrawn, #claim';
    for await (const item of table.scan(
      filter.unconfirmed ? isUnconfirmed : isDevice,
      all,
      signal,
    )) {
      signal.throwIfAborted();
      const device = detailsIn(item);
      if (device !== undefined && matches(device, filter)) yield device;
    }
  },
  async withdraw(id, how, { signal }) {
    const done = await table.update(withdrawal(id, how), signal);
    if (done.kind === 'done') return 'changed';
    return done.item?.record === undefined ? 'unknown' : 'unchanged';
  },
  async stats({ signal }) {
    const byState = noDevices();
    let devices = 0;
    const few = '#listed, #withdrawn, #claim.#certificateId, #claim.#confirmedAt';
    for await (const item of table.scan(isDevice, few, signal)) {
      devices += 1;
      byState[countedAs(item)] += 1;
    }
    const presence = (await table.read(keyOf.control, signal))?.lastPresenceAt;
    return {
      devices,
      byState,
      ...(presence === undefined ? {} : { lastPresenceAt: Number(presence) }),
    };
  },
  async block(block, { signal }) {
    signal.throwIfAborted();
    const { subject } = block;
    if (subject.kind !== 'all') assertStorable(subject.id, 'The id of what is blocked');
    const fresh = await setBlock(table, clock, block, signal);
    control.forget();
    return fresh;
  },
  async unblock(subject, { signal }) {
    const lifted = await liftBlock(table, subject, signal);
    control.forget();
    return lifted;
  },
  async blocks({ signal }) {
    const { blocks = {} } = ((await table.read(keyOf.control, signal)) ?? {}) as { blocks?: Item };
    return Object.values(blocks)
      .map(blockIn)
      .sort((one, other) => one.since - other.since);
  },
});

const detailsIn = (item: Item | undefined) => detailsOf(deviceIn(item), claimIn(item));

const countedAs = (item: Item): DeviceState => {
  const { listed, withdrawn, claim } = item as {
    listed: DeviceState;
    withdrawn?: 'blocked' | 'retired';
    claim?: { readonly confirmedAt?: number };
  };
  const record = { id: '', state: listed, attributes: {} };
  return visibleState(withdrawn === undefined ? { record } : { record, withdrawn }, claim);
};

function withdrawal(id: string, how: 'blocked' | 'retired' | undefined): Change {
  const key = keyOf.device(id);
  if (how === undefined) {
    const condition = `${isDevice} AND attribute_exists(#withdrawn)`;
    return { key, update: 'REMOVE #withdrawn', condition };
  }
  return {
    key,
    update: 'SET #withdrawn = :how',
    condition: `${isDevice} AND (attribute_not_exists(#withdrawn) OR #withdrawn <> :how)`,
    values: { how },
  };
}
