import { type Block, type BlockSubject, blockKey, type Clock, PortError } from '@gangway/core';
import type { Item } from './attribute-value.js';
import type { Change } from './change.js';
import type { DevicesTable, Updated } from './devices-table.js';
import { faultName } from './store-fault.js';
import { keyOf } from './table-layout.js';
import { untilAnswered } from './until-answered.js';

/**
 * The blocks stand in one item, which every decision reads: a block costs each of them something. DynamoDB holds an item to
 * 400 KB, with the newest presence event and all; these bounds stay well away from it.
 */
export const mostBlocks = 1_000;
export const mostBlockBytes = 256_000;
const longestReasonBytes = 512;

const full = (message: string, cause?: unknown) =>
  new PortError('STORE_BLOCKS_FULL', message, { cause });

/** @returns `false` when it was in force already */
export async function setBlock(
  table: DevicesTable,
  clock: Clock,
  block: Block,
  signal: AbortSignal,
): Promise<boolean> {
  if (Buffer.byteLength(block.reason ?? '') > longestReasonBytes) {
    throw full(`the reason of a block has at most ${longestReasonBytes} bytes`);
  }
  const name = keyOf.block(blockKey(block.subject));
  const text = JSON.stringify(block);
  const { fresh } = await untilAnswered(clock, signal, async () => {
    const { blocks } = ((await table.read(keyOf.control, signal)) ?? {}) as ControlItem;
    if (blocks === undefined) await table.update(noBlocks, signal);
    else if (Object.hasOwn(blocks, name)) return { fresh: false };
    assertRoom({ ...blocks, [name]: text });
    const done = await write(table, name, text, signal);
    if (done.kind === 'done') return { fresh: true };
    // Another operator was quicker, with the same block or with the last one that had room.
    const { blocks: now = {} } = (done.item ?? {}) as ControlItem;
    return Object.hasOwn(now, name) ? { fresh: false } : 'changed';
  });
  return fresh;
}

interface ControlItem {
  readonly blocks?: Item;
}

const noBlocks: Change = {
  key: keyOf.control,
  update: 'SET #blocks = :none',
  condition: 'attribute_not_exists(#blocks)',
  values: { none: {} },
};

function assertRoom(blocks: Item): void {
  const entries = Object.entries(blocks);
  if (entries.length > mostBlocks) {
    throw full(`${mostBlocks} blocks are in force: block more devices at a stroke, or lift some`);
  }
  const bytes = entries.reduce((sum, [name, text]) => sum + bytesOf(name) + bytesOf(text), 0);
  if (bytes > mostBlockBytes) {
    throw full(`the blocks would have ${bytes} bytes, and ${mostBlockBytes} are the most`);
  }
}

const bytesOf = (text: unknown): number => Buffer.byteLength(String(text));

/** Operators who write at the same moment may together take a little more than the bytes allowed; DynamoDB's own bound holds. */
async function write(
  table: DevicesTable,
  block: string,
  text: string,
  signal: AbortSignal,
): Promise<Updated> {
  const change = {
    key: keyOf.control,
    update: 'SET #blocks.#block = :text',
    condition:
      'attribute_exists(#blocks) AND attribute_not_exists(#blocks.#block) AND size(#blocks) < :most',
    names: { block },
    values: { text, most: mostBlocks },
  };
  try {
    return await table.update(change, signal);
  } catch (error) {
    throw isTooLarge(error) ? full('the item of the blocks would be too large', error) : error;
  }
}

/** Of a ValidationException DynamoDB tells what was invalid in its text alone. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof PortError &&
  faultName(error.cause) === 'ValidationException' &&
  /item size .*exceeded/i.test((error.cause as Error).message);

/** @returns `false` when it was not in force */
export async function liftBlock(
  table: DevicesTable,
  subject: BlockSubject,
  signal: AbortSignal,
): Promise<boolean> {
  const done = await table.update(
    {
      key: keyOf.control,
      update: 'REMOVE #blocks.#block',
      condition: 'attribute_exists(#blocks.#block)',
      names: { block: keyOf.block(blockKey(subject)) },
    },
    signal,
  );
  return done.kind === 'done';
}
