import { lifecycleHandler } from '@gangway/adapter-lambda';
import {
  type ClaimLedger,
  createLifecycle,
  type Lifecycle,
  PortError,
  type PresenceOutcome,
} from '@gangway/core';
import { fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';

const context = (remainingMs: number) => ({ getRemainingTimeInMillis: () => remainingMs });

const connected = {
  eventType: 'connected',
  clientId: 'SN-0001',
  principalIdentifier: 'ab'.repeat(32),
  timestamp: Date.UTC(2030, 0, 1),
};

/** A handler over a lifecycle of a ledger of which only this is asked, and the times that it was given. */
function observed(
  confirm: ClaimLedger['confirm'] = async () => ({ kind: 'confirmed', deviceIds: ['SN-0001'] }),
  more: Partial<Lifecycle> = {},
) {
  const clock = fakeClock();
  const unasked = () => Promise.reject(new Error('not asked for'));
  const ledger: ClaimLedger = { commit: unasked, release: unasked, confirm };
  const lifecycle = createLifecycle({ ledger, clock, logger: memoryLogger() });
  const times: (number | undefined)[] = [];
  const handler = lifecycleHandler({
    ...lifecycle,
    take(message, options = {}): Promise<PresenceOutcome> {
      times.push(options.deadline === undefined ? undefined : options.deadline - clock.now());
      return lifecycle.take(message, options);
    },
    ...more,
  });
  return { handler, clock, times };
}

describe('lifecycleHandler', () => {
  it('answers what came of a presence event', async () => {
    const { handler } = observed();
    expect(await handler(connected, context(3_000))).to.deep.equal({
      kind: 'confirmed',
      deviceIds: ['SN-0001'],
    });
  });

  it('rejects where the store could not be asked, so that Lambda delivers the event again', async () => {
    const { handler } = observed(async () => {
      throw new PortError('PORT_UNAVAILABLE', 'throttled');
    });
    const caught = await handler(connected, context(3_000)).catch((error: unknown) => error);
    expect(caught).to.be.instanceOf(PortError).with.property('code', 'PORT_UNAVAILABLE');
  });

  it('rejects half a second before Lambda would end it', async () => {
    const { handler, clock } = observed(() => new Promise(() => {}));
    const code = handler(connected, context(3_000)).catch((error: PortError) => error.code);
    clock.advance(2_500);
    expect(await code).to.equal('DEADLINE_EXCEEDED');
  });

  it('rejects nothing that would be as useless the next time', async () => {
    const { handler } = observed();
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (message) => {
        expect((await handler(message, context(3_000))).kind).to.equal('refused');
      }),
      { numRuns: 200 },
    );
  });

  it('takes a context that tells no time, or none, for as much time as there is at most', async () => {
    const { handler, times } = observed();
    await handler(connected);
    await handler(connected, {});
    await handler(connected, context(Number.NaN));
    await handler(connected, {
      getRemainingTimeInMillis() {
        throw new Error('boom');
      },
    });
    expect(times).to.deep.equal(Array(4).fill(Number.POSITIVE_INFINITY));
  });

  it('starts to prepare at once, waits for nothing, and outlives a preparation that fails', async () => {
    let prepared = 0;
    const { handler } = observed(undefined, {
      prepare: async () => {
        prepared += 1;
        throw new Error('boom');
      },
    });
    expect(prepared).to.equal(1);
    expect((await handler(connected)).kind).to.equal('confirmed');
  });
});
