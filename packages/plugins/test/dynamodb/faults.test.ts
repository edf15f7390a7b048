import { claimDevice, type DeviceStore } from '@gangway/core';
import {
  dynamodbDeviceRegistry,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import {
  type DynamodbFault,
  type DynamodbServer,
  startDynamodbServer,
} from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { codeOf, entry, signal } from './ledger-entries.js';
import { hastyClock, ownTable, realClock, type Where } from './opened-stores.js';

const refuse = (error: string): DynamodbFault => ({ kind: 'refuse', error });

const faults: Readonly<Record<string, readonly [DynamodbFault, string]>> = {
  'is throttled': [refuse('ProvisionedThroughputExceededException'), 'STORE_THROTTLED'],
  'is throttled as a whole': [refuse('ThrottlingException'), 'STORE_THROTTLED'],
  'exceeds the rate of its account': [refuse('RequestLimitExceeded'), 'STORE_THROTTLED'],
  'is denied by IAM': [refuse('AccessDeniedException'), 'STORE_FORBIDDEN'],
  'is signed by a stranger': [refuse('UnrecognizedClientException'), 'STORE_FORBIDDEN'],
  'carries a token that has expired': [refuse('ExpiredTokenException'), 'STORE_FORBIDDEN'],
  'carries a wrong signature': [refuse('InvalidSignatureException'), 'STORE_FORBIDDEN'],
  'names a table that is not there': [refuse('ResourceNotFoundException'), 'STORE_UNAVAILABLE'],
  'is refused as invalid': [refuse('ValidationException'), 'STORE_UNAVAILABLE'],
  'meets an error of the server': [{ kind: 'internal-error' }, 'STORE_UNAVAILABLE'],
  hangs: [{ kind: 'hang' }, 'STORE_UNAVAILABLE'],
  'loses its connection': [{ kind: 'reset' }, 'STORE_UNAVAILABLE'],
  'loses its reply': [{ kind: 'lose-reply' }, 'STORE_UNAVAILABLE'],
  'is answered with something else than JSON': [{ kind: 'garbage' }, 'STORE_UNAVAILABLE'],
};

describe('dynamodb-device-registry, when a call', function () {
  this.timeout(10_000);
  let server: DynamodbServer;
  let where: Where;
  let store: DeviceStore;
  before(async () => {
    server = await startDynamodbServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    where = await ownTable(server.endpoint);
    store = openDynamodbStore({
      ...where,
      clock: realClock,
      maxAttempts: 2,
      requestTimeoutMs: 100,
    });
  });
  afterEach(async () => {
    server.heal();
    await store.close();
  });

  const record = { id: 'SN-1', state: 'expected', attributes: {} } as const;
  const claiming = entry('a', [claimDevice('SN-1')]);

  for (const [what, [fault, code]] of Object.entries(faults)) {
    it(`${what}, says ${code} and never an answer`, async () => {
      await store.inventory.put([{ record }], { signal });
      server.inject(fault);
      const { registry, ledger, blocks, inventory } = store;
      const all = { kind: 'all' } as const;
      const calls = {
        find: registry.find('SN-1', { signal }),
        commit: ledger.commit(claiming, { signal }),
        confirm: ledger.confirm({ certificateId: 'a', at: 1 }, { signal }),
        release: ledger.release('SN-1', { signal }),
        blocks: blocks.find([all], { asOf: Date.now() + 1_000, signal }),
        put: inventory.put([{ record }], { signal }),
        stats: inventory.stats({ signal }),
        block: inventory.block({ subject: all, since: 1 }, { signal }),
        withdraw: inventory.withdraw('SN-1', 'blocked', { signal }),
        list: inventory.list({}, { signal })[Symbol.asyncIterator]().next(),
      };
      const codes = await Promise.all(
        Object.entries(calls).map(async ([name, call]) => [name, await codeOf(call)]),
      );
      const expected = Object.keys(calls).map((name) => [name, code]);
      expect(codes).to.deep.equal(expected);
    });

    it(`${what}, loses no claim and doubles none`, async () => {
      server.inject(fault);
      expect(await codeOf(store.ledger.commit(claiming, { signal }))).to.equal(code);
      server.heal();
      const repeated = await store.ledger.commit(claiming, { signal });
      expect(repeated.kind).to.be.oneOf(['committed', 'replay']);
      const stranger = await store.ledger.commit(entry('b', [claimDevice('SN-1')]), { signal });
      expect(stranger).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
    });
  }

  for (const kind of ['reset', 'lose-reply', 'internal-error', 'hang'] as const) {
    it(`meets one fault (${kind}), is tried again, and a commit is committed once`, async () => {
      server.inject({ kind }, { times: 1, operation: 'TransactWriteItems' });
      const first = await store.ledger.commit(claiming, { signal });
      expect(first).to.deep.equal({ kind: 'committed' });
      expect(server.calls.filter(isWrite)).to.have.length.at.least(2);
      const stranger = await store.ledger.commit(entry('b', [claimDevice('SN-1')]), { signal });
      expect(stranger).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
    });
  }

  it('meets a rival, looks and tries again', async () => {
    server.inject({ kind: 'transaction-conflict' }, { times: 3 });
    expect(await store.ledger.commit(claiming, { signal })).to.deep.equal({ kind: 'committed' });
    server.inject({ kind: 'transaction-conflict' }, { times: 1, operation: 'TransactWriteItems' });
    expect(await store.ledger.commit(claiming, { signal })).to.include({ kind: 'replay' });
  });

  it('always meets rivals, gives up with STORE_THROTTLED', async () => {
    const hasty = openDynamodbStore({ ...where, clock: hastyClock });
    server.inject({ kind: 'transaction-conflict' });
    expect(await codeOf(hasty.ledger.commit(claiming, { signal }))).to.equal('STORE_THROTTLED');
    server.heal();
    server.inject(refuse('TransactionConflictException'));
    const withdrawal = hasty.inventory.withdraw('SN-1', 'blocked', { signal });
    expect(await codeOf(withdrawal)).to.equal('STORE_THROTTLED');
    await hasty.close();
  });

  it('meets a rival, writes the same again without looking', async () => {
    server.inject({ kind: 'transaction-conflict' }, { times: 3, operation: 'TransactWriteItems' });
    server.forgetCalls();
    expect(await store.ledger.commit(claiming, { signal })).to.deep.equal({ kind: 'committed' });
    const operations = new Set(server.calls.map(({ operation }) => operation));
    expect(operations).to.deep.equal(new Set(['TransactWriteItems']));
  });

  it('is a single write and meets a rival, is made again', async () => {
    const { inventory, ledger } = store;
    const conflict = () =>
      server.inject(refuse('TransactionConflictException'), { times: 3, operation: 'UpdateItem' });
    conflict();
    expect(await inventory.put([{ record }], { signal })).to.deep.equal([{ kind: 'added' }]);
    conflict();
    expect(await inventory.withdraw('SN-1', 'blocked', { signal })).to.equal('changed');
    conflict();
    const block = { subject: { kind: 'all' }, since: 1 } as const;
    expect(await inventory.block(block, { signal })).to.equal(true);
    conflict();
    const presence = { certificateId: 'a', at: 1 };
    expect(await ledger.confirm(presence, { signal })).to.deep.equal({ kind: 'no-claim' });
  });

  it('is made with credentials that expired while the function was frozen, makes it once more', async () => {
    server.inject(refuse('ExpiredTokenException'), { times: 1 });
    expect(await store.ledger.commit(claiming, { signal })).to.deep.equal({ kind: 'committed' });
  });

  it('hangs until the deadline, rejects with what the signal was aborted with', async () => {
    const patient = openDynamodbStore({ ...where, clock: realClock, requestTimeoutMs: 5_000 });
    server.inject({ kind: 'hang' });
    const deadline = new AbortController();
    const reason = new Error('too late');
    const commit = patient.ledger.commit(claiming, { signal: deadline.signal });
    const started = Date.now();
    setTimeout(() => deadline.abort(reason), 50);
    const thrown = await commit.catch((error: unknown) => error);
    expect(thrown).to.equal(reason);
    expect(Date.now() - started).to.be.below(1_000);
    await patient.close();
  });

  it('is answered late, waits for it', async () => {
    const patient = openDynamodbStore({ ...where, clock: realClock, requestTimeoutMs: 5_000 });
    server.inject({ kind: 'delay', milliseconds: 150 }, { times: 1 });
    expect(await patient.ledger.commit(claiming, { signal })).to.deep.equal({ kind: 'committed' });
    await patient.close();
  });

  it('fails, tells the operation and the table, and nothing of what the server said', async () => {
    server.inject(refuse('AccessDeniedException'));
    const thrown = await store.registry.find('SN-1', { signal }).catch((error: unknown) => error);
    const { message } = thrown as Error;
    expect(message).to.equal(`BatchGetItem on the table "${where.table}": AccessDeniedException`);
  });

  it('finds a text that is no JSON in the table, says STORE_CORRUPT', async () => {
    await store.inventory.put([{ record }], { signal });
    const spoil = await fetch(where.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.PutItem',
      },
      body: JSON.stringify({
        TableName: where.table,
        Item: { pk: { S: 'DEVICE#SN-1' }, listed: { S: 'expected' }, record: { S: '{"id":' } },
      }),
    });
    expect(spoil.status).to.equal(200);
    expect(await codeOf(store.registry.find('SN-1', { signal }))).to.equal('STORE_CORRUPT');
  });

  it('names no code that the plugin does not declare', () => {
    const codes = new Set(Object.values(faults).map(([, code]) => code));
    expect(Object.keys(dynamodbDeviceRegistry.reasonCodes)).to.include.members([...codes]);
  });
});

const isWrite = ({ operation }: { readonly operation: string }) =>
  operation === 'TransactWriteItems';
