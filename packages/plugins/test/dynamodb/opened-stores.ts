import type { Clock, DeviceStore } from '@gangway/core';
import {
  type DynamodbStoreOptions,
  dynamodbTableDefinition,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { createDevicesTable } from '@gangway/testing/dynamodb';

let tables = 0;

/** Where a store is that no test shares with another: a table of its own. */
export async function ownTable(endpoint: string): Promise<Where> {
  tables += 1;
  const table = `devices-${process.pid}-${tables}`;
  await createDevicesTable(endpoint, dynamodbTableDefinition(table));
  return { table, endpoint, region: 'us-east-1', credentials };
}

export type Where = Pick<DynamodbStoreOptions, 'table'> & {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: typeof credentials;
};

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** An empty store that takes note of every presence event, as the ports' rule is written. */
export const emptyStore = async (endpoint: string, clock: Clock): Promise<DeviceStore> =>
  openDynamodbStore({
    ...(await ownTable(endpoint)),
    clock,
    presenceEveryMs: 0,
    // Patient: of many calls at once, a server that does one after the other answers the last one late.
    requestTimeoutMs: 20_000,
  });

/** The machine's own time: a store that meets rivals waits by it. */
export const realClock: Clock = Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds: number, run: () => void) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});

/** The same for which every pause is over at once. */
export const hastyClock: Clock = Object.freeze({
  ...realClock,
  after(_milliseconds: number, run: () => void) {
    const soon = setImmediate(run);
    return () => clearImmediate(soon);
  },
});

/** The SDK finds these by itself, as in a Lambda function; taken back after the tests of the suite that calls it. */
export function withCredentials(): void {
  const earlier = { ...process.env };
  before(() => {
    process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  });
  after(() => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
      if (earlier[name] === undefined) delete process.env[name];
      else process.env[name] = earlier[name];
    }
  });
}
