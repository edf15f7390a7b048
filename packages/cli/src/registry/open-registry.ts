import { existsSync } from 'node:fs';
import type { DeviceStore } from '@gangway/core';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { CliFault } from '../cli-fault.js';
import type { RegistryAddress } from './registry-address.js';

// Somebody who waits at a terminal has more patience than a device: hooks may be writing, or a table be asked too much.
const busyTimeoutMs = 10_000;
const patience = { maxAttempts: 8, requestTimeoutMs: 5_000 };

export type OpenRegistry = (
  address: RegistryAddress,
  options: { readonly create: boolean },
) => Promise<DeviceStore>;

/**
 * Opens a registry; only the adapter that is asked for is loaded.
 *
 * @param options `create`: whether a SQLite file that is not there is made. Only an import does so: a block in a new and
 *   empty file would stop nobody
 * @throws CliFault `REGISTRY_NOT_FOUND`
 */
export const openRegistry: OpenRegistry = async (address, { create }) => {
  const clock = createSystemClock();
  if (address.kind === 'dynamodb') {
    const { openDynamodbStore } = await import('@gangway/plugins/dynamodb-device-registry');
    const { table, region, endpoint } = address;
    return openDynamodbStore({
      table,
      clock,
      ...patience,
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
    });
  }
  const { path } = address;
  if (!create && !existsSync(path)) {
    throw new CliFault(
      'REGISTRY_NOT_FOUND',
      `There is no registry at ${path}; gangway devices import makes one.`,
    );
  }
  const { openSqliteStore } = await import('@gangway/plugins/sqlite-device-registry');
  return openSqliteStore({ path, clock, create, busyTimeoutMs });
};
