import { createSecretKey, randomBytes } from 'node:crypto';
import type { Plugin, PreProvisioningEvent } from '@gangway/core';
import {
  deriveDeviceKey,
  deviceToken,
  mintDeviceToken,
  type TokenInput,
} from '@gangway/plugins/device-token';
import { anEvent, memorySecretStore } from '@gangway/testing';
import { now } from '../deciding.js';

type Options = Parameters<typeof deviceToken>[0];

/** The keys of two batches; drawn for each run, so that no test can hang on what they are. */
export const batchKeys = { old: randomBytes(32), new: randomBytes(64) };

export const ringText: string = JSON.stringify({
  keys: {
    old: batchKeys.old.toString('base64'),
    new: batchKeys.new.toString('base64url'),
  },
});

export const secondsNow: number = now / 1_000;
export const secretId = 'fleet/device-keys';

export const deviceKeyOf = (serialNumber: string, batch: 'old' | 'new' = 'old') =>
  deriveDeviceKey(createSecretKey(batchKeys[batch]), serialNumber);

/** A store with this key ring, and the plugin that asks it. */
export const asking = (options: Partial<Options> = {}, value = ringText): readonly Plugin[] => [
  memorySecretStore({ [secretId]: { value, version: '1' } }),
  deviceToken({ serialNumber: 'SerialNumber', secretId, ...options }),
];

/** A token of the device with this event, for five minutes unless told otherwise. */
export function tokenFor(
  { certificateId, parameters }: PreProvisioningEvent,
  change: Partial<TokenInput> = {},
): string {
  const serialNumber = parameters.SerialNumber ?? '';
  return mintDeviceToken({
    deviceKey: deviceKeyOf(serialNumber),
    keyId: 'old',
    serialNumber,
    binding: 'certificate',
    boundTo: certificateId,
    expiresAt: secondsNow + 300,
    nonce: randomBytes(16),
    ...change,
  });
}

export const withToken = (
  event: PreProvisioningEvent,
  DeviceToken: string = tokenFor(event),
): PreProvisioningEvent => ({ ...event, parameters: { ...event.parameters, DeviceToken } });

/** An event with a right token. */
export const provenEvent = (
  input: Parameters<typeof anEvent>[0] = {},
  change: Partial<TokenInput> = {},
): PreProvisioningEvent => {
  const event = anEvent(input);
  return withToken(event, tokenFor(event, change));
};
