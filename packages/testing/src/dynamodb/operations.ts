import type { Engine } from './dynalite-engine.js';
import { errorIn, type Reply, refusal } from './dynamodb-wire.js';
import type { KeysOf } from './transaction-input.js';
import { openTransactions } from './transactions.js';

/** dynalite's operations and those that it lacks. */
export function openOperations(engine: Engine, returnsItems: boolean): Engine {
  const keysOf = keysBy(engine);
  const transactions = openTransactions(engine, keysOf, returnsItems);
  return async (operation, body) => {
    try {
      switch (operation) {
        case 'TransactWriteItems':
          return await transactions.write(body);
        case 'TransactGetItems':
          return await transactions.get(body);
        case 'UpdateTimeToLive':
          return timeToLive(body);
        case 'PutItem':
        case 'UpdateItem':
        case 'DeleteItem': {
          const reply = await engine(operation, body);
          return returnsItems ? await withItem(engine, keysOf, body, reply) : reply;
        }
        default:
          return await engine(operation, body);
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return refusal('SerializationException', 'the body is no JSON');
    }
  };
}

/** Taken and not acted upon: AWS itself deletes an item up to days after its time. */
const timeToLive = (body: string): Reply => ({
  status: 200,
  body: JSON.stringify({ TimeToLiveSpecification: JSON.parse(body).TimeToLiveSpecification }),
});

/** The reply to a single write whose condition failed, with the item that failed it where it was asked for. */
async function withItem(
  engine: Engine,
  keysOf: KeysOf,
  body: string,
  reply: Reply,
): Promise<Reply> {
  if (errorIn(reply) !== 'ConditionalCheckFailedException') return reply;
  const { TableName, Key, Item, ReturnValuesOnConditionCheckFailure } = JSON.parse(body);
  if (ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') return reply;
  const keys = (await keysOf(TableName)) ?? [];
  const key = Object.fromEntries(keys.map((name) => [name, (Key ?? Item)[name]]));
  const read = await engine(
    'GetItem',
    JSON.stringify({ TableName, Key: key, ConsistentRead: true }),
  );
  return {
    ...reply,
    body: JSON.stringify({ ...JSON.parse(reply.body), ...JSON.parse(read.body) }),
  };
}

function keysBy(engine: Engine): KeysOf {
  const known = new Map<string, readonly string[]>();
  return async (table) => {
    const remembered = known.get(table);
    if (remembered !== undefined) return remembered;
    const reply = await engine('DescribeTable', JSON.stringify({ TableName: table }));
    if (reply.status !== 200) return undefined;
    const schema: readonly { AttributeName: string }[] = JSON.parse(reply.body).Table.KeySchema;
    const keys = schema.map(({ AttributeName }) => AttributeName);
    known.set(table, keys);
    return keys;
  };
}
