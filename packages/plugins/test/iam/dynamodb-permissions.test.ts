import { composeHook, composeLifecycle, defineHook } from '@gangway/composition';
import type { Plugin } from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { claimQuota } from '@gangway/plugins/claim-quota';
import {
  dynamodbDeviceRegistry,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { killSwitch } from '@gangway/plugins/kill-switch';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { startDynamodbServer } from '@gangway/testing/dynamodb';
import { expect } from 'chai';
import { now } from '../deciding.js';
import { ownTable, withCredentials } from '../dynamodb/opened-stores.js';
import { expectSame } from './declared-and-done.js';
import { type RecordingFront, startRecordingFront } from './recording-front.js';

const { signal } = new AbortController();
const records = ['SN-0001', 'SN-0002'].map(
  (id) => ({ id, state: 'expected', attributes: {} }) as const,
);

for (const claimsOnly of [false, true]) {
  describe(`what dynamodb-device-registry says that it does${claimsOnly ? ' with claims only' : ''} is what it does`, () => {
    withCredentials();

    /** A hook and a lifecycle over a table of their own, on a server that keeps to itself which item has refused. */
    async function opened(front: RecordingFront) {
      const clock = fakeClock(now);
      const where = await ownTable(front.url);
      await using store = closing(openDynamodbStore({ ...where, clock }));
      await store.inventory.put(
        records.map((record) => ({ record })),
        { signal },
      );
      const { table, endpoint, region } = where;
      const list: readonly Plugin[] = claimsOnly
        ? [staticDeviceRegistry({ devices: records })]
        : [];
      const definition = defineHook([
        ...list,
        dynamodbDeviceRegistry({ table, endpoint, region, claimsOnly, presenceEveryMs: 0 }),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        killSwitch(),
        claimOnce({ presence: true }),
        claimQuota({ perHour: 10 }),
      ]);
      const options = {
        replace: [clock.plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()],
      };
      const hook = composeHook(definition, options);
      return { clock, hook, lifecycle: composeLifecycle(definition, options) };
    }

    it('in the function of the hook', async () => {
      await using server = await startDynamodbServer({ returnsItems: false });
      await using front = await startRecordingFront(server.endpoint);
      const { hook, clock } = await opened(front);
      const before = front.deeds.length;
      await hook.prepare(signal);
      await hook.probe(signal);
      const first = anEvent();
      const outcomes = [];
      for (const event of [first, first, anEvent(), anEvent({ serialNumber: 'SN-0002' })]) {
        outcomes.push((await hook.decide(event)).outcome);
        clock.advance(1_000);
      }
      expect(outcomes).to.deep.equal(['ALLOW', 'ALLOW', 'DENY_POLICY', 'ALLOW']);
      expectSame(hook.describe().permissions, front.deeds.slice(before));
    });

    it('in the function that takes presence events', async () => {
      await using server = await startDynamodbServer({ returnsItems: false });
      await using front = await startRecordingFront(server.endpoint);
      const { hook, lifecycle, clock } = await opened(front);
      const event = anEvent();
      await hook.decide(event);
      clock.advance(1_000);
      const before = front.deeds.length;
      await lifecycle.prepare?.(signal);
      const kinds = [];
      for (const certificateId of [event.certificateId, event.certificateId, 'ab'.repeat(32)]) {
        const message = {
          eventType: 'connected',
          clientId: 'SN-0001',
          principalIdentifier: certificateId,
          timestamp: clock.now(),
        };
        kinds.push((await lifecycle.take(message)).kind);
        clock.advance(1_000);
      }
      expect(kinds).to.deep.equal(['confirmed', 'already-confirmed', 'no-claim']);
      expectSame(lifecycle.describe?.().permissions ?? [], front.deeds.slice(before));
    });
  });
}

describe('what dynamodb-device-registry says that it does where nobody claims', () => {
  withCredentials();

  it('is what it does: it reads', async () => {
    await using server = await startDynamodbServer({ returnsItems: false });
    await using front = await startRecordingFront(server.endpoint);
    const clock = fakeClock(now);
    const { table, endpoint, region } = await ownTable(front.url);
    const definition = defineHook([
      dynamodbDeviceRegistry({ table, endpoint, region }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      killSwitch(),
    ]);
    const hook = composeHook(definition, {
      replace: [clock.plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()],
    });
    const before = front.deeds.length;
    await hook.prepare(signal);
    await hook.probe(signal);
    expect((await hook.decide(anEvent())).outcome).to.equal('DENY_POLICY');
    expectSame(hook.describe().permissions, front.deeds.slice(before));
  });
});

const closing = <T extends { close(): Promise<void> }>(store: T) => ({
  ...store,
  [Symbol.asyncDispose]: () => store.close(),
});
