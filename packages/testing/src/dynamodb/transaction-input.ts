import { type Reply, refusal } from './dynamodb-wire.js';

/** One operation of a transaction, as it came. */
export interface Operation {
  readonly kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck' | 'Get';
  readonly table: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** AWS's limit for one transaction. */
const maxOperations = 100;

/** Keys of a table, by its name. */
export type KeysOf = (table: string) => Promise<readonly string[] | undefined>;

const kinds = ['Put', 'Update', 'Delete', 'ConditionCheck', 'Get'] as const;

/** The operations of a transaction, or the reply that refuses it as a whole. */
export async function readTransaction(
  input: Readonly<Record<string, unknown>>,
  keysOf: KeysOf,
): Promise<readonly Operation[] | Reply> {
  const given = input.TransactItems;
  if (!Array.isArray(given) || given.length === 0 || given.length > maxOperations) {
    return invalid(`Member must have length between 1 and ${maxOperations}, inclusive`);
  }
  const operations: Operation[] = [];
  const touched = new Set<string>();
  for (const item of given as readonly Readonly<Record<string, unknown>>[]) {
    const operation = readOperation(item);
    if (operation === undefined) {
      return invalid('TransactItems can only contain one of Check, Put, Update or Delete');
    }
    const keys = await keysOf(operation.table);
    if (keys === undefined) {
      return refusal('ResourceNotFoundException', 'Requested resource not found');
    }
    touched.add(JSON.stringify([operation.table, keyOf(operation, keys)]));
    operations.push(operation);
  }
  return touched.size === operations.length
    ? operations
    : invalid('Transaction request cannot include multiple operations on one item');
}

/** The key of the item that an operation touches. */
export function keyOf({ input }: Operation, keys: readonly string[]): Record<string, unknown> {
  const holder = (input.Key ?? input.Item ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(keys.map((key) => [key, holder[key]]));
}

function readOperation(item: Readonly<Record<string, unknown>>): Operation | undefined {
  const [kind, ...others] = kinds.filter((name) => item[name] !== undefined);
  if (kind === undefined || others.length > 0) return undefined;
  const input = item[kind] as Readonly<Record<string, unknown>>;
  return { kind, table: String(input.TableName), input };
}

const invalid = (message: string): Reply => refusal('ValidationException', message);
