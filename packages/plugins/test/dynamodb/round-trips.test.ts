import { composeHook, defineHook, type Hook } from '@gangway/composition';
import type { DeviceRecord, DeviceStore } from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { claimQuota } from '@gangway/plugins/claim-quota';
import {
  dynamodbDeviceRegistry,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { killSwitch } from '@gangway/plugins/kill-switch';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { anEvent, memoryLogger } from '@gangway/testing';
import { type DynamodbServer, startDynamodbServer } from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { verdictOf } from '../deciding.js';
import { signal } from './ledger-entries.js';
import { ownTable, realClock, type Where, withCredentials } from './opened-stores.js';

const finding = 'BatchGetItem';
const writing = 'TransactWriteItems';

describe('a hook on dynamodb-device-registry asks on the wire', () => {
  let server: DynamodbServer;
  let where: Where;
  let store: DeviceStore;
  let hook: Hook;
  withCredentials();
  before(async () => {
    server = await startDynamodbServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    where = await ownTable(server.endpoint);
    store = openDynamodbStore({ ...where, clock: realClock });
    const ids = ['SN-0001', 'SN-0002'];
    await store.inventory.put(
      ids.map((id) => ({ record: device(id) })),
      { signal },
    );
    const { table, endpoint, region } = where;
    hook = composeHook(
      defineHook([
        dynamodbDeviceRegistry({ table, endpoint, region }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        killSwitch(),
        claimOnce(),
        claimQuota({ perHour: 100 }),
      ]),
      { replace: [memoryLogger().plugin()] },
    );
    server.forgetCalls();
  });
  afterEach(() => store.close());

  /** What came of an event, and the calls that it took. */
  const asked = async (event: unknown): Promise<readonly [string, readonly string[]]> => {
    server.forgetCalls();
    const verdict = verdictOf(await hook.decide(event));
    return [verdict, server.calls.map(({ operation }) => operation)];
  };

  it('twice for an allow, twice for its repeat and twice for a denied second claim', async () => {
    const event = anEvent();
    expect(await asked(event)).to.deep.equal(['ALLOW', [finding, writing]]);
    expect(await asked(event)).to.deep.equal(['ALLOW', [finding, writing]]);
    const second = await asked(anEvent());
    expect(second).to.deep.equal(['DENY_POLICY DEVICE_CLAIMED', [finding, writing]]);
  });

  it('once for a device that is unknown or blocked', async () => {
    const unknown = await asked(anEvent({ serialNumber: 'SN-9999' }));
    expect(unknown).to.deep.equal(['DENY_POLICY DEVICE_UNKNOWN', [finding]]);
    await store.inventory.withdraw('SN-0001', 'blocked', { signal });
    expect(await asked(anEvent())).to.deep.equal(['DENY_POLICY DEVICE_BLOCKED', [finding]]);
  });

  it('once for a request that an operator has stopped, though the hook had read the blocks before', async () => {
    await asked(anEvent());
    const block = { subject: { kind: 'all' }, since: Date.now() } as const;
    await store.inventory.block(block, { signal });
    const stopped = await asked(anEvent({ serialNumber: 'SN-0002' }));
    expect(stopped).to.deep.equal(['DENY_POLICY PROVISIONING_STOPPED', [finding]]);
  });

  it('twice for a device that was released, and twice for the certificate that had it before', async () => {
    const first = anEvent();
    await asked(first);
    await store.ledger.release('SN-0001', { signal });
    const second = anEvent();
    expect(await asked(second)).to.deep.equal(['ALLOW', [finding, writing]]);
    // The first one's admission ended with the release: to the ledger it is a stranger again.
    const again = await asked(first);
    expect(again).to.deep.equal(['DENY_POLICY DEVICE_CLAIMED', [finding, writing]]);
  });

  it('twice for a quota that is used up', async () => {
    const claimCertificateId = 'c'.repeat(64);
    const { table, endpoint, region } = where;
    const narrow = composeHook(
      defineHook([
        dynamodbDeviceRegistry({ table, endpoint, region }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        claimOnce(),
        claimQuota({ total: 1 }),
      ]),
      { replace: [memoryLogger().plugin()] },
    );
    await narrow.decide(anEvent({ claimCertificateId }));
    server.forgetCalls();
    const over = await narrow.decide(anEvent({ serialNumber: 'SN-0002', claimCertificateId }));
    expect(verdictOf(over)).to.equal('DENY_POLICY QUOTA_EXCEEDED');
    expect(server.calls.map(({ operation }) => operation)).to.deep.equal([finding, writing]);
  });

  it('once to get ready, and never when it is composed', async () => {
    expect(server.calls).to.deep.equal([]);
    await hook.prepare(signal);
    expect(server.calls.map(({ operation }) => operation)).to.deep.equal(['GetItem']);
  });
});

const device = (id: string): DeviceRecord => ({ id, state: 'expected', attributes: {} });
