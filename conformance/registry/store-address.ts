import type { DeviceStore, Plugin } from '@gangway/core';
import {
  dynamodbDeviceRegistry,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { openSqliteStore, sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';

/** Where a registry is, in a form that another process can be told. */
export type StoreAddress =
  | { readonly kind: 'SQLite'; readonly path: string }
  | { readonly kind: 'DynamoDB'; readonly table: string; readonly endpoint: string };

const region = 'us-east-1';

export function openStore(address: StoreAddress): DeviceStore {
  const clock = createSystemClock();
  if (address.kind === 'SQLite') {
    // Eight processes and one writer at a time: who waits is patient.
    return openSqliteStore({ path: address.path, clock, create: true, busyTimeoutMs: 20_000 });
  }
  const { table, endpoint } = address;
  return openDynamodbStore({ table, endpoint, region, clock });
}

/** The same store as a hook is given it. */
export function storePlugin(address: StoreAddress): Plugin {
  if (address.kind === 'SQLite') return sqliteDeviceRegistry({ path: address.path });
  const { table, endpoint } = address;
  return dynamodbDeviceRegistry({ table, endpoint, region });
}
