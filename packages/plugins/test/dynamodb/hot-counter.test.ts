import { claimDevice, countAgainstQuota, type DeviceStore } from '@gangway/core';
import { openDynamodbStore } from '@gangway/plugins/dynamodb-device-registry';
import { type SpawnedDynamodbServer, spawnDynamodbServer } from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { type ConflictingFront, conflictingFront } from './conflicting-front.js';
import { entry } from './ledger-entries.js';
import { ownTable, realClock } from './opened-stores.js';

/** As AWS, seen from a function in the same region. */
const holdMs = 12;
/** What a hook leaves of AWS's five seconds to a commit. */
const deadlineMs = 4_000;

describe('a counter that every decision writes, on dynamodb-device-registry', function () {
  this.timeout(30_000);
  let server: SpawnedDynamodbServer;
  let front: ConflictingFront;
  let stores: DeviceStore[];
  before(async () => {
    server = await spawnDynamodbServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    front = await conflictingFront(server.endpoint, holdMs);
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    front.close();
  });

  const openStores = async (processes: number) => {
    const where = { ...(await ownTable(server.endpoint)), endpoint: front.endpoint };
    stores = Array.from({ length: processes }, () =>
      openDynamodbStore({ ...where, clock: realClock }),
    );
    // Connections and credentials are there before the rush, as after a hook's `prepare`.
    await Promise.all(
      stores.map((store) => store.registry.find('SN', { signal: AbortSignal.timeout(5_000) })),
    );
  };

  /** How often each answer was given, where so many certificates come at once. */
  async function rush(count: number, limit: number) {
    const answers = Array.from({ length: count }, async (_, index) => {
      const store = stores[index % stores.length] as DeviceStore;
      const asked = entry(`c${index}`, [
        claimDevice(`SN-${index}`),
        countAgainstQuota('fleet', { limit }),
      ]);
      const signal = AbortSignal.timeout(deadlineMs);
      return store.ledger.commit(asked, { signal }).then(
        (result) => (result.kind === 'deny' ? result.code : result.kind),
        (error: unknown) => String((error as { code?: unknown; name?: unknown }).code),
      );
    });
    const given = await Promise.all(answers);
    return (answer: string) => given.filter((it) => it === answer).length;
  }

  it('lets all through that stood in each other’s way, each from a process of its own', async () => {
    await openStores(20);
    const answered = await rush(20, 1_000);
    expect(answered('committed')).to.equal(20);
    expect(front.cancelled()).to.be.above(0);
  });

  it('lets all of 100 at once through that come to one process, with next to no conflict', async () => {
    await openStores(1);
    const answered = await rush(100, 1_000);
    expect(answered('committed')).to.equal(100);
    expect(front.cancelled()).to.be.below(10);
  });

  it('counts exactly in a rush', async () => {
    await openStores(8);
    const answered = await rush(60, 20);
    expect(answered('committed')).to.equal(20);
    expect(answered('QUOTA_EXCEEDED')).to.equal(40);
  });
});
