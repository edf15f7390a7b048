import { createHash } from 'node:crypto';

/** The table's one key attribute, a text. */
export const partitionKey = 'pk';
/** Where items that may be forgotten say when, in seconds since 1970. */
export const timeToLiveAttribute = 'ttl';

/**
 * DynamoDB deletes by its own clock. A hook judges by its clock and the item's exact time, so an item stays for longer
 * than two clocks can differ: an hour.
 */
const timeToLiveMarginSeconds = 3_600;

/** @param expiresAt milliseconds since 1970 */
export const timeToLive = (expiresAt: number): number =>
  Math.ceil(expiresAt / 1_000) + timeToLiveMarginSeconds;

// A partition key has at most 2,048 bytes, and a device's id, which comes from outside, up to three times as many.
const longestName = 1_024;

/** A name as part of a key: itself, or its hash where DynamoDB could not hold it to the letter. */
function keyed(kind: string, name: string): string {
  if (name.isWellFormed() && Buffer.byteLength(name) <= longestName) return `${kind}#${name}`;
  return `${kind}-SHA256#${createHash('sha256').update(Buffer.from(name, 'utf16le')).digest('hex')}`;
}

/** The keys of the table's items. */
export const keyOf = Object.freeze({
  device: (id: string) => keyed('DEVICE', id),
  certificate: (id: string) => keyed('CERTIFICATE', id),
  counter: (counter: string) => keyed('COUNTER', counter),
  nonce: (nonce: string) => keyed('NONCE', nonce),
  list: (list: string) => keyed('LIST', list),
  /** One block among the control item's. */
  block: (key: string) => keyed('BLOCK', key),
  /** The one item that every decision reads: which blocks are in force, and when the newest presence event was. */
  control: 'CONTROL',
});

/** What `CreateTable` and `UpdateTimeToLive` take for the table of {@link dynamodbTableDefinition}. */
export interface DynamodbTableDefinition {
  readonly TableName: string;
  readonly AttributeDefinitions: { AttributeName: string; AttributeType: 'S' }[];
  readonly KeySchema: { AttributeName: string; KeyType: 'HASH' }[];
  readonly BillingMode: 'PAY_PER_REQUEST';
}

/**
 * The table that `dynamodbDeviceRegistry` keeps everything in, as input of `CreateTable`: one partition key, no sort key,
 * no index. Its attribute of time to live is `dynamodbTimeToLiveAttribute`.
 *
 * @param table its name, 3 to 255 characters of `[a-zA-Z0-9_.-]`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 * @example
 * dynamodbTableDefinition('devices').KeySchema; // [{ AttributeName: 'pk', KeyType: 'HASH' }]
 */
export const dynamodbTableDefinition = (table: string): DynamodbTableDefinition => ({
  TableName: table,
  AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
  KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
});
