import type { BlockSubject, DeviceStore } from '@gangway/core';
import {
  dynamodbTableDefinition,
  dynamodbTimeToLiveAttribute,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { fakeClock } from '@gangway/testing';
import { type DynamodbServer, startDynamodbServer } from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { codeOf, signal } from './ledger-entries.js';
import { ownTable, type Where } from './opened-stores.js';

const batch = (id: string): BlockSubject => ({ kind: 'batch', id });
const all: BlockSubject = { kind: 'all' };

describe('the blocks of dynamodb-device-registry', () => {
  let server: DynamodbServer;
  let where: Where;
  let clock: ReturnType<typeof turnedClock>;
  let store: DeviceStore;
  before(async () => {
    server = await startDynamodbServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    where = await ownTable(server.endpoint);
    clock = turnedClock();
    store = openDynamodbStore({ ...where, clock });
    server.forgetCalls();
  });
  afterEach(() => store.close());

  it('are answered from the reading that found the device, when it is new enough', async () => {
    await store.registry.find('SN-1', { signal });
    await store.blocks.find([all], { asOf: clock.now(), signal });
    expect(server.calls.map(({ operation }) => operation)).to.deep.equal(['BatchGetItem']);
  });

  it('are read anew when that reading is older than asked for', async () => {
    const other = openDynamodbStore({ ...where, clock });
    await store.registry.find('SN-1', { signal });
    await other.inventory.block({ subject: all, since: clock.now() }, { signal });
    clock.advance(1);
    const found = await store.blocks.find([all], { asOf: clock.now(), signal });
    expect(found.map(({ subject }) => subject)).to.deep.equal([all]);
    await other.close();
  });

  it('are at most a thousand, and one more is refused with STORE_BLOCKS_FULL', async function () {
    this.timeout(10_000);
    const since = clock.now();
    const present = Array.from({ length: 999 }, (_, index) => [
      `BLOCK#batch/${index}`,
      { S: JSON.stringify({ subject: batch(`${index}`), since }) },
    ]);
    await put(where, { pk: { S: 'CONTROL' }, blocks: { M: Object.fromEntries(present) } });
    const { inventory } = store;
    expect(await inventory.block({ subject: all, since }, { signal })).to.equal(true);
    expect(await inventory.block({ subject: all, since }, { signal })).to.equal(false);
    const oneMore = inventory.block({ subject: batch('one more'), since }, { signal });
    expect(await codeOf(oneMore)).to.equal('STORE_BLOCKS_FULL');
    expect(await inventory.unblock(batch('7'), { signal })).to.equal(true);
    expect(await inventory.block({ subject: batch('one more'), since }, { signal })).to.equal(true);
    const found = await store.blocks.find([batch('998'), batch('7')], { asOf: since, signal });
    expect(found).to.have.length(1);
  });

  it('have a reason of bounded length', async () => {
    const block = { subject: all, since: 1, reason: 'ü'.repeat(257) };
    expect(await codeOf(store.inventory.block(block, { signal }))).to.equal('STORE_BLOCKS_FULL');
    expect(await store.inventory.blocks({ signal })).to.deep.equal([]);
    const shorter = { ...block, reason: 'ü'.repeat(256) };
    expect(await store.inventory.block(shorter, { signal })).to.equal(true);
  });

  it('have 256,000 bytes all together, and one that has no room is refused with STORE_BLOCKS_FULL', async () => {
    const { inventory } = store;
    const long = (id: string) => ({ subject: batch(id.repeat(60_000)), since: 1 });
    for (const id of ['a', 'b', 'c', 'd']) {
      expect(await inventory.block(long(id), { signal })).to.equal(true);
    }
    expect(await codeOf(inventory.block(long('e'), { signal }))).to.equal('STORE_BLOCKS_FULL');
    expect(await inventory.block({ subject: all, since: 1 }, { signal })).to.equal(true);
    expect(await inventory.unblock(long('a').subject, { signal })).to.equal(true);
    expect(await inventory.block(long('e'), { signal })).to.equal(true);
  });

  it('are refused with STORE_BLOCKS_FULL, too, where DynamoDB finds their item too large', async () => {
    await put(where, {
      pk: { S: 'CONTROL' },
      blocks: { M: {} },
      other: { S: 'x'.repeat(409_000) },
    });
    const block = { subject: batch('x'.repeat(1_000)), since: 1 };
    expect(await codeOf(store.inventory.block(block, { signal }))).to.equal('STORE_BLOCKS_FULL');
  });

  it('are seen though the clock was set back since they were read', async () => {
    const other = openDynamodbStore({ ...where, clock });
    await store.registry.find('SN-1', { signal });
    clock.setBack(3_600_000);
    await other.inventory.block({ subject: all, since: clock.now() }, { signal });
    for (const id of ['SN-1', 'SN-2', 'SN-3']) {
      const asOf = clock.now();
      await store.registry.find(id, { signal });
      expect(await store.blocks.find([all], { asOf, signal })).to.have.length(1);
    }
    await other.close();
  });

  it('are read anew while the last reading lies in the future', async () => {
    const other = openDynamodbStore({ ...where, clock });
    await store.registry.find('SN-1', { signal });
    clock.setBack(1);
    await other.inventory.block({ subject: all, since: clock.now() }, { signal });
    const found = await store.blocks.find([all], { asOf: clock.now(), signal });
    expect(found).to.have.length(1);
    await other.close();
  });

  it('are refused for ids that no store can keep', async () => {
    const block = { subject: batch('\ud800'), since: 1 };
    const thrown = await store.inventory.block(block, { signal }).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(TypeError);
    expect(server.calls).to.deep.equal([]);
  });
});

/** A clock whose time of day can be set back. */
function turnedClock() {
  const clock = fakeClock();
  let behind = 0;
  return {
    ...clock,
    now: () => clock.now() - behind,
    setBack(milliseconds: number) {
      behind += milliseconds;
    },
  };
}

/** Writes an item as it is, past the adapter. */
async function put({ endpoint, table }: Where, Item: object): Promise<void> {
  const reply = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
    body: JSON.stringify({ TableName: table, Item }),
  });
  expect(reply.status).to.equal(200);
}

describe('dynamodbTableDefinition', () => {
  it('names one key, and no index', () => {
    expect(dynamodbTableDefinition('devices')).to.deep.equal({
      TableName: 'devices',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(dynamodbTimeToLiveAttribute).to.equal('ttl');
  });
});
