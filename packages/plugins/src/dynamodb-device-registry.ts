import { type Clock, type DeviceStore, definePlugin, errorCode } from '@gangway/core';
import * as v from 'valibot';
import { commitBy } from './dynamodb/commit.js';
import { confirmBy } from './dynamodb/confirm.js';
import { type Connection, openConnection } from './dynamodb/connection.js';
import { controlMemory } from './dynamodb/control.js';
import { devicesTable } from './dynamodb/devices-table.js';
import { dynamodbBlocks, dynamodbRegistry } from './dynamodb/find.js';
import { dynamodbInventory } from './dynamodb/inventory.js';
import { releaseBy } from './dynamodb/release.js';
import { keyOf, partitionKey, timeToLiveAttribute } from './dynamodb/table-layout.js';
import { oncePerClock, provideStore } from './store/provide-store.js';
import { storeReasonCodes } from './store/store-reason-codes.js';

export { type DynamodbTableDefinition, dynamodbTableDefinition } from './dynamodb/table-layout.js';

/** The attribute to name in `UpdateTimeToLive`: seconds since 1970, on counters of past windows and spent nonces. */
export const dynamodbTimeToLiveAttribute = timeToLiveAttribute;

const defaults = Object.freeze({
  maxAttempts: 3,
  requestTimeoutMs: 1_000,
  presenceEveryMs: 60_000,
});

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const options = v.strictObject({
  /** Name of the table; `dynamodbTableDefinition` says how it is made. */
  table: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{3,255}$/, 'is not the name of a table')),
  /** AWS region; from the SDK's own settings unless given. */
  region: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Another server than AWS's, as a URL. */
  endpoint: v.optional(v.pipe(v.string(), v.url())),
  /** Keeps claims, quotas and blocks here, and leaves the registry of devices to another plugin. */
  claimsOnly: v.optional(v.boolean(), false),
  /** How often the SDK tries a call, the first time included. */
  maxAttempts: v.optional(count, defaults.maxAttempts),
  /** Milliseconds until a try is given up. */
  requestTimeoutMs: v.optional(count, defaults.requestTimeoutMs),
  /** Milliseconds by which a presence event must be newer than the one on record to be put on record. */
  presenceEveryMs: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    defaults.presenceEveryMs,
  ),
});

/**
 * What a function does to the table; transactions need no action but those of what they do.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const actions = {
  hook: ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
  // Devices are found, and claims are confirmed, by reading several items at once; nothing else is.
  hookWithClaimsOnly: ['dynamodb:GetItem'],
  commit: ['dynamodb:UpdateItem'],
  lifecycle: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
} as const;

/**
 * A whole registry in one DynamoDB table: devices, claims, quotas, nonces and blocks. A decision takes two round trips at
 * most as a rule, one to find the device and one transactional write; every read is strongly consistent.
 *
 * The SDK is loaded, and a connection opened, when the hook gets ready; a hook without this plugin never loads it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 * @example dynamodbDeviceRegistry({ table: 'devices' })
 * @example
 * // Devices from elsewhere; claims, quotas and blocks in the table.
 * dynamodbDeviceRegistry({ table: 'claims', region: 'eu-west-1', claimsOnly: true })
 */
export const dynamodbDeviceRegistry = definePlugin({
  name: 'dynamodb-device-registry',
  options,
  reasonCodes: {
    STORE_THROTTLED: storeReasonCodes.STORE_THROTTLED,
    STORE_FORBIDDEN: storeReasonCodes.STORE_FORBIDDEN,
    STORE_UNAVAILABLE: storeReasonCodes.STORE_UNAVAILABLE,
    STORE_CORRUPT: storeReasonCodes.STORE_CORRUPT,
    STORE_SDK_MISSING: errorCode(
      'The AWS SDK that the store is asked with is not there.',
      'Install @aws-sdk/client-dynamodb and @aws-sdk/lib-dynamodb beside the hook, or bundle them with it.',
    ),
    STORE_BLOCKS_FULL: errorCode(
      'The table has no room for one more block, or the reason of one is too long. Only an operator meets this.',
      'Lift blocks that are no longer needed, or block a batch or a template in place of many claim certificates.',
    ),
  },
  build: ({ claimsOnly, presenceEveryMs, ...where }) => {
    const connection = openConnection(where);
    const storeOf = oncePerClock((clock) => storeOn(connection, clock, presenceEveryMs));
    // Half a read unit: no device has an empty id, and what is not there has no size.
    const readNothing = async (signal: AbortSignal) => {
      await connection.call('GetItem', signal, ({ sdk, client, options }) =>
        client.send(
          new sdk.GetCommand({ TableName: where.table, Key: { [partitionKey]: keyOf.device('') } }),
          options,
        ),
      );
    };
    const resource = `arn:aws:dynamodb:${where.region ?? '*'}:*:table/${where.table}`;
    const permissionsFor = (use: keyof typeof actions) =>
      actions[use].map((action) => ({ action, resource }));
    return {
      provides: provideStore(storeOf, claimsOnly),
      permissions: permissionsFor(claimsOnly ? 'hookWithClaimsOnly' : 'hook'),
      commitPermissions: permissionsFor('commit'),
      lifecyclePermissions: permissionsFor('lifecycle'),
      // The first request finds credentials and an open connection.
      prepare: ({ signal }) => readNothing(signal),
      probe: ({ signal }) => readNothing(signal),
    };
  },
});

/** Where a store is opened; what is left out is as in {@link dynamodbDeviceRegistry}. */
export interface DynamodbStoreOptions {
  readonly table: string;
  readonly clock: Clock;
  readonly region?: string;
  readonly endpoint?: string;
  /** From the SDK's own chain unless given. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly maxAttempts?: number;
  readonly requestTimeoutMs?: number;
  readonly presenceEveryMs?: number;
}

/**
 * The registry itself, for calls without a hook: tools, lifecycle events, tests. Nothing is loaded or opened before the
 * first call.
 *
 * @throws PortError from its methods: `STORE_THROTTLED`, `STORE_FORBIDDEN`, `STORE_UNAVAILABLE`, `STORE_CORRUPT`,
 *   `STORE_SDK_MISSING`, and `STORE_BLOCKS_FULL` from `block`
 * @example
 * await using server = await startDynamodbServer();
 * await createDevicesTable(server.endpoint, dynamodbTableDefinition('devices'));
 * const store = openDynamodbStore({
 *   table: 'devices',
 *   clock: fakeClock(),
 *   endpoint: server.endpoint,
 *   region: 'eu-west-1',
 *   credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
 * });
 * await store.inventory.show('SN-0001', { signal: AbortSignal.timeout(1_000) }); // undefined
 * await store.close();
 */
export function openDynamodbStore({
  clock,
  presenceEveryMs = defaults.presenceEveryMs,
  ...where
}: DynamodbStoreOptions): DeviceStore {
  return storeOn(openConnection({ ...defaults, ...where }), clock, presenceEveryMs);
}

function storeOn(connection: Connection, clock: Clock, presenceEveryMs: number): DeviceStore {
  const control = controlMemory(clock);
  const parts = { table: devicesTable(connection, clock), clock, control };
  return {
    registry: dynamodbRegistry(parts.table, control),
    ledger: {
      commit: commitBy(parts),
      confirm: confirmBy(parts, presenceEveryMs),
      release: releaseBy(parts),
    },
    blocks: dynamodbBlocks(parts.table, control),
    inventory: dynamodbInventory(parts.table, clock, control),
    close: connection.close,
  };
}
