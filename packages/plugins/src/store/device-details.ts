import type { Claim, DeviceDetails, DeviceFilter, DeviceState } from '@gangway/core';
import { frozenRecord, type StoredDevice, visibleState } from './stored-device.js';

/** What an operator sees of a device that a store lists, or has a claim on though it stands in another registry. */
export function detailsOf(
  device: StoredDevice | undefined,
  claim: Claim | undefined,
): DeviceDetails | undefined {
  if (device === undefined) return claim === undefined ? undefined : unlisted(claim);
  const record = frozenRecord({ ...device.record, state: visibleState(device, claim) });
  return Object.freeze(claim === undefined ? { record } : { record, claim });
}

/** Of a device of another registry the claim is all that is known. */
function unlisted(claim: Claim): DeviceDetails {
  const state = claim.confirmedAt === undefined ? 'claimed' : 'active';
  const record = frozenRecord({ id: claim.deviceId, state, attributes: {} });
  return Object.freeze({ record, claim });
}

/** Whether a device is among those that are asked for. */
export function matches({ record, claim }: DeviceDetails, filter: DeviceFilter): boolean {
  const { state = record.state, batch = record.batch?.id, unconfirmed = false } = filter;
  const waits = claim !== undefined && claim.confirmedAt === undefined;
  return record.state === state && record.batch?.id === batch && (waits || !unconfirmed);
}

/** No device in any state, to count from. */
export const noDevices = (): Record<DeviceState, number> => ({
  expected: 0,
  claimed: 0,
  active: 0,
  blocked: 0,
  retired: 0,
});
