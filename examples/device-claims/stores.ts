import { join } from 'node:path';
import type { DeviceInventory } from '@gangway/core';
import {
  dynamodbTableDefinition,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { createDevicesTable, startDynamodbServer } from '@gangway/testing/dynamodb';
import { putDevices } from './devices.js';

/** A registry in a SQLite file and one in a DynamoDB of this machine, with the same devices; where each is, as a hook's options. */
export async function startStores(folder: string) {
  const clock = createSystemClock();
  const sqlite = { path: join(folder, 'devices.db') };
  const server = await startDynamodbServer();
  const dynamodb = { table: 'devices', region: 'us-east-1', endpoint: server.endpoint };
  await createDevicesTable(server.endpoint, dynamodbTableDefinition(dynamodb.table));
  const stores = [
    openSqliteStore({ ...sqlite, clock, create: true }),
    openDynamodbStore({ ...dynamodb, clock }),
  ];
  const inventories: DeviceInventory[] = stores.map(({ inventory }) => inventory);
  for (const inventory of inventories) await putDevices(inventory);
  return {
    sqlite,
    dynamodb,
    inventories,
    async close() {
      for (const store of stores) await store.close();
      await server.close();
    },
  };
}
