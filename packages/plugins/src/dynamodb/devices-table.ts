import { randomUUID } from 'node:crypto';
import type { Clock } from '@gangway/core';
import { type Item, plainItem } from './attribute-value.js';
import { type Cancelled, cancellation } from './cancellation.js';
import { type Change, namesIn, toUpdate } from './change.js';
import type { Connection } from './connection.js';
import { faultName, storeFault, unavailable } from './store-fault.js';
import { partitionKey } from './table-layout.js';
import { untilAnswered } from './until-answered.js';

/** What became of one write: done, and what stood there before, or refused by its condition, and what stands there. */
export type Updated =
  | { readonly kind: 'done'; readonly old: Item }
  | { readonly kind: 'refused'; readonly item: Item | undefined };

/** The few ways in which the adapter speaks to its table. Every read is consistent; every method throws PortError. */
export interface DevicesTable {
  read(key: string, signal: AbortSignal): Promise<Item | undefined>;
  /** One round trip; each item as it stands at its own moment. */
  readMany(keys: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Item>>;
  /** One round trip; all items as they stand at one moment, up to 100. */
  readTogether(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Item> | 'contended'>;
  /** Tried again while a rival's transaction holds the item. */
  update(change: Change, signal: AbortSignal): Promise<Updated>;
  /** All changes or none; `undefined` when they are made. */
  transact(changes: readonly Change[], signal: AbortSignal): Promise<Cancelled | undefined>;
  scan(filter: string, attributes: string, signal: AbortSignal): AsyncIterable<Item>;
}

export function devicesTable(connection: Connection, clock: Clock): DevicesTable {
  const { table } = connection;
  const keyed = (key: string) => ({ [partitionKey]: key });

  const read = async (key: string, signal: AbortSignal): Promise<Item | undefined> => {
    const input = { TableName: table, Key: keyed(key), ConsistentRead: true };
    const { Item } = await connection.call('GetItem', signal, ({ sdk, client, options }) =>
      client.send(new sdk.GetCommand(input), options),
    );
    return Item;
  };

  const readBatch = async (Keys: Record<string, unknown>[], signal: AbortSignal) => {
    const input = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
    const reply = await connection.call('BatchGetItem', signal, ({ sdk, client, options }) =>
      client.send(new sdk.BatchGetCommand(input), options),
    );
    const items = reply.Responses?.[table];
    const left = reply.UnprocessedKeys?.[table]?.Keys;
    // An answer without its list is no answer: it must not pass for "there is none".
    if (items === undefined && left === undefined) throw malformed('BatchGetItem');
    return { items: items ?? [], left: left ?? [] };
  };

  const updateOnce = async (
    change: Change,
    signal: AbortSignal,
  ): Promise<Updated | 'contended'> => {
    const input = { ...toUpdate(table, change), ReturnValues: 'ALL_OLD' as const };
    try {
      const { Attributes = {} } = await connection.call(
        'UpdateItem',
        signal,
        ({ sdk, client, options }) => client.send(new sdk.UpdateCommand(input), options),
      );
      return { kind: 'done', old: Attributes };
    } catch (error) {
      if (faultName(error) === 'TransactionConflictException') return 'contended';
      if (faultName(error) !== 'ConditionalCheckFailedException') throw error;
      const { Item } = error as { Item?: Readonly<Record<string, unknown>> };
      // Not every server gives the item that refused.
      const item = Item === undefined ? await read(change.key, signal) : plainItem(Item);
      return { kind: 'refused', item };
    }
  };

  const malformed = (operation: string) =>
    unavailable(`${operation} on the table "${table}" answered something malformed`);

  return {
    read,

    async readMany(keys, signal) {
      const found = new Map<string, Item>();
      let wanted: Record<string, unknown>[] = keys.map(keyed);
      await untilAnswered(clock, signal, async () => {
        const reply = await readBatch(wanted, signal);
        for (const item of reply.items) found.set(String(item[partitionKey]), item);
        wanted = reply.left;
        return wanted.length === 0 ? found : 'contended';
      });
      return found;
    },

    async readTogether(keys, signal) {
      try {
        const { Responses } = await connection.call(
          'TransactGetItems',
          signal,
          ({ sdk, client, options }) =>
            client.send(
              new sdk.TransactGetCommand({
                TransactItems: keys.map((key) => ({ Get: { TableName: table, Key: keyed(key) } })),
              }),
              options,
            ),
        );
        if (Responses?.length !== keys.length) {
          throw malformed('TransactGetItems');
        }
        const items = Responses.flatMap(({ Item }) => (Item === undefined ? [] : [Item]));
        return new Map(items.map((item) => [String(item[partitionKey]), item]));
      } catch (error) {
        if (faultName(error) !== 'TransactionCanceledException') throw error;
        const { kind } = cancellation(table, 'TransactGetItems', error);
        if (kind === 'contended') return kind;
        throw storeFault('TransactGetItems', table, error);
      }
    },

    update: (change, signal) => untilAnswered(clock, signal, () => updateOnce(change, signal)),

    async transact(changes, signal) {
      // One token for all attempts of the SDK: one whose reply was lost is recognised, and not written twice.
      const input = {
        ClientRequestToken: randomUUID(),
        TransactItems: changes.map((change) => ({ Update: toUpdate(table, change) })),
      };
      try {
        await connection.call('TransactWriteItems', signal, ({ sdk, client, options }) =>
          client.send(new sdk.TransactWriteCommand(input), options),
        );
        return undefined;
      } catch (error) {
        if (faultName(error) !== 'TransactionCanceledException') throw error;
        return cancellation(table, 'TransactWriteItems', error);
      }
    },

    async *scan(filter, attributes, signal) {
      let from: Record<string, unknown> | undefined;
      do {
        const input = {
          TableName: table,
          ConsistentRead: true,
          FilterExpression: filter,
          ProjectionExpression: attributes,
          ExpressionAttributeNames: namesIn(`${filter} ${attributes}`),
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        };
        const { Items, LastEvaluatedKey } = await connection.call(
          'Scan',
          signal,
          ({ sdk, client, options }) => client.send(new sdk.ScanCommand(input), options),
        );
        if (Items === undefined) throw malformed('Scan');
        yield* Items;
        from = LastEvaluatedKey;
      } while (from !== undefined);
    },
  };
}
