import type { DeviceRecord, DeviceState } from '@gangway/core';

/**
 * A device as a store keeps it: what it was listed as, and whether an operator has withdrawn it, apart. So a block that
 * is lifted leaves the device where it stood, and what a claim makes of it is never written twice.
 */
export interface StoredDevice {
  readonly record: DeviceRecord;
  readonly withdrawn?: 'blocked' | 'retired';
}

/** What stands written of a device besides its claim. */
export const writtenState = ({ record, withdrawn }: StoredDevice): DeviceState =>
  withdrawn ?? record.state;

/** The state that everybody sees: withdrawn before claimed, and claimed before listed. */
export function visibleState(
  device: StoredDevice,
  claim: { readonly confirmedAt?: number | undefined } | undefined,
): DeviceState {
  if (device.withdrawn !== undefined) return device.withdrawn;
  if (claim === undefined) return device.record.state;
  return claim.confirmedAt === undefined ? 'claimed' : 'active';
}

/** What a store writes for an entry of a list. Nothing that was withdrawn comes back by it, and no state is loosened. */
export function written(entry: DeviceRecord, known?: StoredDevice): StoredDevice {
  const entered = entry.state === 'blocked' || entry.state === 'retired' ? entry.state : undefined;
  const withdrawn = known?.withdrawn ?? entered;
  const listed = entered === undefined ? entry.state : 'expected';
  return {
    record: { ...entry, state: known?.record.state ?? listed },
    ...(withdrawn === undefined ? {} : { withdrawn }),
  };
}

/** A record that nobody can change, whatever the store does with its own. */
export function frozenRecord(record: DeviceRecord): DeviceRecord {
  for (const member of Object.values(record)) Object.freeze(member);
  return Object.freeze(record);
}
