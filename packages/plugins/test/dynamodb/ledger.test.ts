import {
  claimDevice,
  countAgainstQuota,
  type DeviceRecord,
  type DeviceState,
  type DeviceStore,
  type Intent,
  type LedgerEntry,
} from '@gangway/core';
import { openDynamodbStore } from '@gangway/plugins/dynamodb-device-registry';
import { fakeClock } from '@gangway/testing';
import { type DynamodbServer, startDynamodbServer } from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { codeOf, entry, signal } from './ledger-entries.js';
import { hastyClock, ownTable, realClock, type Where } from './opened-stores.js';

const hour = 3_600_000;
const proven = claimDevice('SN-1', { replaces: ['proven-identity'] });
const leased = claimDevice('SN-1', { replaces: ['lease-over'] });

describe('the ledger of dynamodb-device-registry', () => {
  let server: DynamodbServer;
  let where: Where;
  const opened: DeviceStore[] = [];
  const open = (clock = fakeClock()) => {
    const store = openDynamodbStore({ ...where, clock });
    opened.push(store);
    return store;
  };
  before(async () => {
    server = await startDynamodbServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    where = await ownTable(server.endpoint);
  });
  afterEach(async () => {
    server.heal();
    for (const store of opened.splice(0)) await store.close();
  });

  const commit = (store: DeviceStore, asked: LedgerEntry) => store.ledger.commit(asked, { signal });
  const claimed = (store: DeviceStore, name: string, ...intents: Intent[]) =>
    commit(store, entry(name, intents.length > 0 ? intents : [claimDevice('SN-1')]));
  /** The calls that something takes. */
  const callsOf = async (work: () => Promise<unknown>) => {
    server.forgetCalls();
    await work();
    return server.calls.map(({ operation }) => operation);
  };

  it('tells a certificate whose device was taken over that it was, in one call', async () => {
    const store = open();
    await claimed(store, 'a');
    await claimed(store, 'b', proven);
    for (const intents of [[claimDevice('SN-1')], [proven]]) {
      let answer: unknown;
      const calls = await callsOf(async () => {
        answer = await claimed(store, 'a', ...intents);
      });
      expect(answer).to.include({ kind: 'deny', code: 'CLAIM_SUPERSEDED' });
      expect(calls).to.deep.equal(['TransactWriteItems']);
    }
  });

  it('tells a certificate that asks for another device that its request has changed, in one call', async () => {
    const store = open();
    await claimed(store, 'a');
    const other = { ...entry('a', [claimDevice('SN-2')]), parametersHash: '1'.repeat(64) };
    let answer: unknown;
    const calls = await callsOf(async () => {
      answer = await commit(store, other);
    });
    expect(answer).to.include({ kind: 'deny', code: 'REQUEST_CHANGED' });
    expect(calls).to.deep.equal(['TransactWriteItems']);
    expect(await claimed(store, 'b', claimDevice('SN-2'))).to.deep.equal({ kind: 'committed' });
  });

  it('denies by a quota that one alone exceeds, though its counter is not there', async () => {
    const store = open();
    const none = countAgainstQuota('q', { limit: 0 });
    const answer = await claimed(store, 'a', none);
    expect(answer).to.include({ kind: 'deny', code: 'QUOTA_EXCEEDED' });
  });

  it('claims a device of which it knows nothing else, and finds none by it', async () => {
    const store = open();
    await claimed(store, 'a');
    expect(await store.registry.find('SN-1', { signal })).to.equal(undefined);
    const details = await store.inventory.show('SN-1', { signal });
    expect(details?.record).to.deep.equal({ id: 'SN-1', state: 'claimed', attributes: {} });
    expect(await claimed(store, 'b')).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
  });

  describe('of a device that stands in another registry', () => {
    const as = (listedAs: DeviceState) => claimDevice('SN-1', { listedAs });
    const record: DeviceRecord = { id: 'SN-1', state: 'expected', attributes: {} };

    for (const [listedAs, code] of [
      ['claimed', 'DEVICE_CLAIMED'],
      ['active', 'DEVICE_CLAIMED'],
      ['blocked', 'DEVICE_WITHDRAWN'],
      ['retired', 'DEVICE_WITHDRAWN'],
    ] as const) {
      it(`denies ${code} where that lists it as ${listedAs}, also after a claim was released`, async () => {
        const store = open();
        expect(await claimed(store, 'a', as(listedAs))).to.include({ kind: 'deny', code });
        expect(await store.inventory.show('SN-1', { signal })).to.equal(undefined);
        expect(await claimed(store, 'a', as('expected'))).to.deep.equal({ kind: 'committed' });
        const again = await claimed(store, 'a', as(listedAs));
        expect(again).to.include({ kind: 'replay' });
        await store.ledger.release('SN-1', { signal });
        expect(await claimed(store, 'b', as(listedAs))).to.include({ kind: 'deny', code });
      });

      it(`goes by its own list where it has one, and not by "${listedAs}"`, async () => {
        const store = open();
        await store.inventory.put([{ record }], { signal });
        const full = countAgainstQuota('q', { limit: 0 });
        const over = await claimed(store, 'a', as(listedAs), full);
        expect(over).to.include({ kind: 'deny', code: 'QUOTA_EXCEEDED' });
        expect(await claimed(store, 'a', as(listedAs))).to.deep.equal({ kind: 'committed' });
      });
    }

    it('denies a takeover where that lists it as blocked', async () => {
      const store = open();
      await claimed(store, 'a');
      const takeOver = claimDevice('SN-1', { replaces: ['proven-identity'], listedAs: 'blocked' });
      expect(await claimed(store, 'b', takeOver)).to.include({ code: 'DEVICE_WITHDRAWN' });
    });

    it('shows and lists its unconfirmed claim, whatever its id is, and counts no device', async () => {
      const store = open();
      const long = 'x'.repeat(4_000);
      await claimed(store, 'a', claimDevice('SN-1'), claimDevice(long));
      const listed = await all(store.inventory.list({ unconfirmed: true }, { signal }));
      expect(listed.map((device) => device.record.id).sort()).to.deep.equal(['SN-1', long]);
      expect((await store.inventory.show(long, { signal }))?.claim?.deviceId).to.equal(long);
      expect(await all(store.inventory.list({}, { signal }))).to.deep.equal([]);
      expect((await store.inventory.stats({ signal })).devices).to.equal(0);
    });
  });

  it('keeps ids apart that are longer than a key may be', async () => {
    const store = open();
    const [one, other] = [`${'x'.repeat(4_000)}1`, `${'x'.repeat(4_000)}2`];
    const record = { id: one, state: 'expected', attributes: {} } as const;
    await store.inventory.put([{ record }], { signal });
    expect((await store.registry.find(one, { signal }))?.id).to.equal(one);
    expect(await store.registry.find(other, { signal })).to.equal(undefined);
    expect(await store.registry.find('ü'.repeat(4_096), { signal })).to.equal(undefined);
    await claimed(store, 'a', claimDevice(one));
    const second = await claimed(store, 'b', claimDevice(one));
    expect(second).to.include({ kind: 'deny', code: 'DEVICE_CLAIMED' });
    expect(await claimed(store, 'b', claimDevice(other))).to.deep.equal({ kind: 'committed' });
  });

  it('asks again for keys that a batch left unread', async () => {
    const store = open(hastyClock as ReturnType<typeof fakeClock>);
    const record = { id: 'SN-1', state: 'expected', attributes: {} } as const;
    await store.inventory.put([{ record }], { signal });
    server.inject({ kind: 'leave-unread' }, { times: 3 });
    expect(await store.registry.find('SN-1', { signal })).to.deep.equal(record);
    server.inject({ kind: 'leave-unread' });
    expect(await codeOf(store.registry.find('SN-1', { signal }))).to.equal('STORE_THROTTLED');
  });

  describe('and presence', () => {
    it('keeps what was confirmed when its certificate claims it anew', async () => {
      const clock = fakeClock();
      const store = open(clock);
      const both = [claimDevice('SN-1'), claimDevice('SN-2')];
      const { certificateId } = entry('a', []);
      await claimed(store, 'a', ...both);
      await store.ledger.confirm({ certificateId, at: clock.now() }, { signal });
      await store.ledger.release('SN-2', { confirmed: true, signal });
      expect(await claimed(store, 'a', ...both)).to.deep.equal({ kind: 'committed' });
      expect(await claimed(store, 'b', proven)).to.include({ code: 'DEVICE_CLAIMED' });
      const waiting = claimDevice('SN-2', { replaces: ['proven-identity'] });
      expect(await claimed(store, 'b', waiting)).to.deep.equal({ kind: 'committed' });
    });

    it('confirms in two calls, and later events cost one', async () => {
      const clock = fakeClock();
      const store = open(clock);
      await claimed(store, 'a');
      const { certificateId } = entry('a', []);
      const connect = () => store.ledger.confirm({ certificateId, at: clock.now() }, { signal });
      const first = await callsOf(async () => {
        const confirmed = { kind: 'confirmed', deviceIds: ['SN-1'] };
        expect(await connect()).to.deep.equal(confirmed);
      });
      expect(first).to.deep.equal(['BatchGetItem', 'TransactWriteItems']);
      clock.advance(59_999);
      const later = await callsOf(async () => {
        expect(await connect()).to.include({ kind: 'already-confirmed' });
      });
      expect(later).to.deep.equal(['BatchGetItem']);
      expect((await store.inventory.stats({ signal })).lastPresenceAt).to.equal(
        clock.now() - 59_999,
      );
      clock.advance(1);
      const noted = await callsOf(connect);
      expect(noted).to.deep.equal(['BatchGetItem', 'UpdateItem']);
      expect((await store.inventory.stats({ signal })).lastPresenceAt).to.equal(clock.now());
    });

    it('puts no event on record whose claim it could not confirm', async () => {
      const store = open();
      await claimed(store, 'a');
      const { certificateId } = entry('a', []);
      server.inject(
        { kind: 'refuse', error: 'AccessDeniedException' },
        { operation: 'TransactWriteItems' },
      );
      const confirm = store.ledger.confirm({ certificateId, at: fakeClock().now() }, { signal });
      expect(await codeOf(confirm)).to.equal('STORE_FORBIDDEN');
      expect(await store.inventory.stats({ signal })).not.to.have.property('lastPresenceAt');
    });

    it('of which another process took note, lets an old claim be taken over', async () => {
      const clock = fakeClock();
      const [hook, lifecycle] = [open(clock), open(clock)];
      const takeOver = () => {
        clock.advance(1);
        return commit(hook, entry('b', [leased], clock.now()));
      };
      await hook.registry.find('SN-1', { signal });
      await claimed(hook, 'a');
      clock.advance(hour);
      expect(await takeOver()).to.include({ code: 'DEVICE_CLAIMED' });
      await lifecycle.ledger.confirm({ certificateId: 'another', at: clock.now() }, { signal });
      expect(await takeOver()).to.deep.equal({ kind: 'committed' });
    });

    it('before the lease was over does not let an old claim be taken over, at its end it does', async () => {
      const clock = fakeClock();
      const store = open(clock);
      await claimed(store, 'a');
      const hear = () =>
        store.ledger.confirm({ certificateId: 'another', at: clock.now() }, { signal });
      clock.advance(hour - 1);
      await hear();
      clock.advance(60_000);
      const takeOver = async () => {
        clock.advance(1);
        // As in a hook: what the table knows of presence is known when the claim is written.
        await store.registry.find('SN-1', { signal });
        return commit(store, entry('b', [leased], clock.now()));
      };
      expect(await takeOver()).to.include({ code: 'DEVICE_CLAIMED' });
      await hear();
      expect(await takeOver()).to.deep.equal({ kind: 'committed' });
    });

    it('that is older than the claim confirms nothing, and settles nothing', async () => {
      const clock = fakeClock();
      const store = open(clock);
      const { certificateId } = entry('a', []);
      const connect = (at: number) => store.ledger.confirm({ certificateId, at }, { signal });
      const claimedAt = clock.now();
      await claimed(store, 'a');
      expect(await connect(claimedAt - 300_001)).to.deep.equal({ kind: 'no-claim' });
      expect((await store.inventory.show('SN-1', { signal }))?.claim).not.to.have.property(
        'confirmedAt',
      );
      const confirmed = { kind: 'confirmed', deviceIds: ['SN-1'] };
      expect(await connect(claimedAt - 300_000)).to.deep.equal(confirmed);
      expect(await connect(claimedAt - 300_001)).to.deep.equal({ kind: 'no-claim' });
      expect(await connect(claimedAt)).to.include({ kind: 'already-confirmed' });
    });

    it('between two claims of a certificate confirms the earlier alone, and the next one the later', async () => {
      const clock = fakeClock();
      const store = open(clock);
      const { certificateId } = entry('a', []);
      const [one, two, three] = ['SN-1', 'SN-2', 'SN-3'].map((id) => claimDevice(id));
      const connect = (at: number) => store.ledger.confirm({ certificateId, at }, { signal });
      const early = clock.now();
      await claimed(store, 'a', ...[one, two].filter((intent) => intent !== undefined));
      await store.ledger.release('SN-2', { signal });
      clock.advance(hour);
      await claimed(store, 'a', ...[three].filter((intent) => intent !== undefined));
      expect(await connect(early)).to.deep.equal({ kind: 'confirmed', deviceIds: ['SN-1'] });
      const both = { kind: 'confirmed', deviceIds: ['SN-3', 'SN-1'] };
      expect(await connect(clock.now())).to.deep.equal(both);
    });

    it('costs a first claim and a takeover in a hook that has just found the device no call more', async () => {
      const clock = fakeClock();
      const store = open(clock);
      await claimed(store, 'a');
      clock.advance(hour);
      await store.ledger.confirm({ certificateId: 'another', at: clock.now() }, { signal });
      const other = open(clock);
      await other.registry.find('SN-1', { signal });
      const calls = await callsOf(() => claimed(other, 'b', leased));
      expect(calls).to.deep.equal(['TransactWriteItems']);
    });
  });

  describe('in a race of 8 stores', function () {
    this.timeout(30_000);

    it('lets one certificate of 200 have a device, and tells the others whose it is', async () => {
      const stores = Array.from({ length: 8 }, () => open(realClockAsFake()));
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          claimed(stores[index % 8] as DeviceStore, `c${index}`),
        ),
      );
      const tally = Object.groupBy(answers, (answer) =>
        answer.kind === 'deny' ? answer.code : answer.kind,
      );
      expect(tally.committed).to.have.length(1);
      expect(tally.DEVICE_CLAIMED).to.have.length(199);
    });

    it('counts a quota exactly, also where rivals cancel each other', async () => {
      const stores = Array.from({ length: 8 }, () => open(realClockAsFake()));
      server.inject(
        { kind: 'transaction-conflict' },
        { times: 60, operation: 'TransactWriteItems' },
      );
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          claimed(
            stores[index % 8] as DeviceStore,
            `c${index}`,
            claimDevice(`SN-${index}`),
            countAgainstQuota('q', { limit: 40 }),
          ),
        ),
      );
      expect(answers.filter(({ kind }) => kind === 'committed')).to.have.length(40);
      const denied = answers.filter(({ kind }) => kind === 'deny');
      expect(new Set(denied.map((answer) => 'code' in answer && answer.code))).to.deep.equal(
        new Set(['QUOTA_EXCEEDED']),
      );
    });

    it('gives every repeat the one answer, though replies are lost', async () => {
      const stores = Array.from({ length: 8 }, () => open(realClockAsFake()));
      server.inject({ kind: 'lose-reply' }, { times: 20, operation: 'TransactWriteItems' });
      const answers = await Promise.allSettled(
        Array.from({ length: 100 }, (_, index) => claimed(stores[index % 8] as DeviceStore, 'a')),
      );
      const answered = answers.flatMap((it) => (it.status === 'fulfilled' ? [it.value.kind] : []));
      expect(new Set(answered)).to.deep.equal(
        new Set(['committed', 'replay']).intersection(new Set(answered)),
      );
      expect(answered.filter((kind) => kind === 'committed').length).to.be.at.most(1);
      const { answer } = entry('a', []);
      expect(await claimed(stores[0] as DeviceStore, 'a')).to.deep.equal({
        kind: 'replay',
        answer,
      });
    });
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const listed: T[] = [];
  for await (const item of items) listed.push(item);
  return listed;
}

/** The machine's own time for a store that is opened with a clock of its own: rivals wait by it. */
const realClockAsFake = () => realClock as ReturnType<typeof fakeClock>;
