import { createHash } from 'node:crypto';
import type { Engine } from './dynalite-engine.js';
import {
  type CancellationReason,
  cancelled,
  errorIn,
  type Item,
  type Reply,
  refusal,
} from './dynamodb-wire.js';
import { type KeysOf, keyOf, type Operation, readTransaction } from './transaction-input.js';

/** The transactions that dynalite lacks, made of its single writes. Nothing else may speak to dynalite meanwhile. */
export interface Transactions {
  write(body: string): Promise<Reply>;
  get(body: string): Promise<Reply>;
}

/** How many tokens are remembered; AWS remembers them for ten minutes. */
const rememberedTokens = 20_000;

/** @param returnsItems whether a failed condition's item is given back when it is asked for */
export function openTransactions(
  engine: Engine,
  keysOf: KeysOf,
  returnsItems: boolean,
): Transactions {
  const tokens = new Map<string, string>();

  const writeAll = async (operations: readonly Operation[]): Promise<Reply> => {
    const done: Written[] = [];
    for (const operation of operations) {
      done.push(await writeOne(engine, operation, returnsItems, await keysFor(operation)));
    }
    const refused = done.find(({ reply }) => reply !== undefined)?.reply;
    const failed = done.some(({ reason }) => reason.Code !== 'None');
    if (refused === undefined && !failed) return { status: 200, body: '{}' };
    // What was written goes back to what it was; nobody has seen it, for nobody else is let in.
    for (const { undo } of done) await undo();
    return refused ?? cancelled(done.map(({ reason }) => reason));
  };
  const keysFor = async ({ table }: Operation) => (await keysOf(table)) ?? [];

  return {
    async write(body) {
      const input = JSON.parse(body) as Readonly<Record<string, unknown>>;
      const token = input.ClientRequestToken;
      if (typeof token !== 'string') return writeChecked(input);
      const digest = createHash('sha256').update(body).digest('base64');
      const earlier = tokens.get(token);
      if (earlier !== undefined) return repeated(earlier === digest);
      const reply = await writeChecked(input);
      if (reply.status === 200) remember(tokens, token, digest);
      return reply;
    },
    async get(body) {
      const operations = await readTransaction(JSON.parse(body), keysOf);
      if ('status' in operations) return operations;
      const responses: unknown[] = [];
      for (const { input } of operations) {
        const reply = await engine('GetItem', JSON.stringify({ ...input, ConsistentRead: true }));
        if (reply.status !== 200) return reply;
        responses.push(JSON.parse(reply.body));
      }
      return { status: 200, body: JSON.stringify({ Responses: responses }) };
    },
  };

  async function writeChecked(input: Readonly<Record<string, unknown>>): Promise<Reply> {
    const operations = await readTransaction(input, keysOf);
    return 'status' in operations ? operations : writeAll(operations);
  }
}

const repeated = (same: boolean): Reply =>
  same
    ? { status: 200, body: '{}' }
    : refusal(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request.',
      );

function remember(tokens: Map<string, string>, token: string, digest: string): void {
  tokens.set(token, digest);
  if (tokens.size <= rememberedTokens) return;
  const [oldest] = tokens.keys();
  if (oldest !== undefined) tokens.delete(oldest);
}

interface Written {
  readonly reason: CancellationReason;
  /** An error that is no failed condition: it refuses the whole. */
  readonly reply?: Reply;
  readonly undo: () => Promise<void>;
}

const nothing = async () => undefined;
const none: CancellationReason = { Code: 'None' };

async function writeOne(
  engine: Engine,
  operation: Operation,
  returnsItems: boolean,
  keys: readonly string[],
): Promise<Written> {
  const { table, input } = operation;
  const key = keyOf(operation, keys);
  const read = async (): Promise<Item | undefined> => {
    const body = JSON.stringify({ TableName: table, Key: key, ConsistentRead: true });
    return JSON.parse((await engine('GetItem', body)).body).Item;
  };
  const { ReturnValuesOnConditionCheckFailure: wanted, ...statement } = input;
  const kind = operation.kind === 'ConditionCheck' ? checkBy(await read()) : operation.kind;
  const body = JSON.stringify({ ...statement, ReturnValues: 'ALL_OLD' });
  const reply = await engine(`${kind}Item`, body);
  const error = errorIn(reply);
  if (error === undefined) {
    const old: Item | undefined = JSON.parse(reply.body).Attributes;
    const undo = operation.kind === 'ConditionCheck' ? nothing : () => restore(old);
    return { reason: none, undo };
  }
  if (error !== 'ConditionalCheckFailedException') return { reason: none, reply, undo: nothing };
  const item = returnsItems && wanted === 'ALL_OLD' ? await read() : undefined;
  const reason = {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...(item === undefined ? {} : { Item: item }),
  };
  return { reason, undo: nothing };

  async function restore(old: Item | undefined): Promise<void> {
    const [undo, target] =
      old === undefined ? ['DeleteItem', { Key: key }] : ['PutItem', { Item: old }];
    await engine(undo, JSON.stringify({ TableName: table, ...target }));
  }
}

/** A write that changes nothing, to have its condition judged: an update without one, or the deletion of what is not there. */
const checkBy = (item: Item | undefined) => (item === undefined ? 'Delete' : 'Update');
