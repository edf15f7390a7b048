import {
  bindCertificate,
  claimDevice,
  countAgainstQuota,
  type DeviceFilter,
  type DeviceState,
  type DeviceStore,
  type Intent,
  spendNonce,
  type TakeoverGround,
} from '@gangway/core';
import { openMemoryStore } from '@gangway/plugins/memory-device-registry';
import { type FakeClock, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { entryFor, idOf, registryFile, signal } from './registry-file.js';

/** What anybody may do to a store; the same to each gives the same answer. */
type Step = (store: DeviceStore, clock: FakeClock) => Promise<unknown>;

const device = fc.constantFrom('SN-1', 'SN-2', 'sn-1', '__proto__', 'ключ-1');
const certificate = fc.constantFrom('a', 'b', 'c');
const state = fc.constantFrom<DeviceState>('expected', 'claimed', 'active', 'blocked', 'retired');
const ground = fc.constantFrom<TakeoverGround>('same-public-key', 'proven-identity', 'lease-over');
const batch = fc.option(fc.constantFrom('w1', 'w2'), { nil: undefined });

const intent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        device,
        fc.array(ground, { maxLength: 2 }),
        fc.option(state, { nil: undefined, freq: 2 }),
      )
      .map(claiming),
  },
  { weight: 1, arbitrary: device.map(bindCertificate) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      countAgainstQuota('hour', { limit: 2, windowMs: 1_000 }),
      countAgainstQuota('total', { limit: 3 }),
    ),
  },
  { weight: 1, arbitrary: fc.nat(9_000_000).map((life) => spendNonce('n', start + life)) },
);
const start = Date.UTC(2030, 0, 1);

function claiming([id, replaces, listedAs]: [string, TakeoverGround[], DeviceState | undefined]) {
  return claimDevice(id, {
    leaseMs: 1_000,
    replaces,
    ...(listedAs === undefined ? {} : { listedAs }),
  });
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        certificate,
        fc.array(intent, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('0', '1'),
      )
      .map(
        ([name, intents, digit]): Step =>
          ({ ledger }) =>
            ledger.commit(
              entryFor(name, '', {
                intents,
                parametersHash: digit.repeat(64),
                answer: { z: { source: name, value: 'Oslo' }, a: { source: 's', version: '1' } },
              }),
              { signal },
            ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(device, state, batch, fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }))
      .map(
        ([id, listed, week, line]): Step =>
          ({ inventory }) =>
            inventory.put(
              [
                {
                  record: {
                    id,
                    state: listed,
                    attributes: { Site: `at ${id}` },
                    ...(week === undefined
                      ? { templates: ['first-fleet'] }
                      : { batch: { id: week, notBefore: 1.5 }, claimCertificateIds: [idOf('c')] }),
                  },
                  ...(line === undefined ? {} : { line }),
                },
              ],
              { signal, list: 'list' },
            ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(certificate, fc.constantFrom(0, 0, 300_000, 8_000_000)).map(
      ([name, ago]): Step =>
        ({ ledger }, clock) =>
          ledger.confirm({ certificateId: idOf(name), at: clock.now() - ago }, { signal }),
    ),
  },
  fc.tuple(device, certificate, fc.boolean(), fc.boolean()).map(
    ([id, name, own, confirmed]): Step =>
      ({ ledger }) =>
        ledger.release(id, {
          signal,
          confirmed,
          ...(own ? { certificateId: idOf(name) } : {}),
        }),
  ),
  fc.tuple(device, fc.constantFrom('blocked', 'retired', undefined)).map(
    ([id, how]): Step =>
      ({ inventory }) =>
        inventory.withdraw(id, how, { signal }),
  ),
  fc.tuple(batch, fc.boolean()).map(
    ([week, on]): Step =>
      async ({ inventory, blocks }, clock) => {
        const subject =
          week === undefined ? { kind: 'all' as const } : { kind: 'batch' as const, id: week };
        const answer = on
          ? await inventory.block({ subject, since: clock.now(), reason: 'stolen' }, { signal })
          : await inventory.unblock(subject, { signal });
        const found = await blocks.find([subject], { asOf: clock.now(), signal });
        return [answer, found, await inventory.blocks({ signal })];
      },
  ),
);

async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function wholeOf({ inventory, registry }: DeviceStore): Promise<unknown> {
  const lists = [{}, { state: 'claimed' }, { state: 'blocked' }, { batch: 'w1' }] as const;
  const unconfirmed = [{}, { state: 'claimed' }, { batch: 'w2' }].map((filter) => ({
    ...(filter as DeviceFilter),
    unconfirmed: true,
  }));
  return {
    stats: await inventory.stats({ signal }),
    upTo: await inventory.writtenUpTo('list', { signal }),
    found: await Promise.all(
      ['SN-1', 'SN-2', 'sn-1', '__proto__'].map((id) => registry.find(id, { signal })),
    ),
    shown: await Promise.all(
      ['SN-1', 'SN-2', 'sn-1', '__proto__', ''].map((id) => inventory.show(id, { signal })),
    ),
    lists: await Promise.all(
      [...lists, ...unconfirmed].map((filter) => gathered(inventory.list(filter, { signal }))),
    ),
  };
}

describe('a registry in a file', function () {
  this.timeout(60_000);
  const { open, path } = registryFile();

  it('answers whatever is done to it as one in memory does, also after being opened again', async () => {
    const advance = fc.constantFrom(0, 1, 500, 1_000, 8_000_000);
    const steps = fc.array(fc.tuple(step, advance, fc.boolean()), { minLength: 1, maxLength: 25 });
    let files = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        files += 1;
        const clock = fakeClock(start);
        const file = `${path()}-${files}`;
        const memory = openMemoryStore(clock);
        let store = open({ path: file, clock });
        for (const [act, milliseconds, reopen] of taken) {
          expect(await act(store, clock)).to.deep.equal(await act(memory, clock));
          if (reopen) {
            await store.close();
            store = open({ path: file, clock });
          }
          clock.advance(milliseconds);
        }
        expect(await wholeOf(store)).to.deep.equal(await wholeOf(memory));
      }),
      { numRuns: 60 },
    );
  });
});
