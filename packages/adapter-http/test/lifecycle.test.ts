import { type FetchHandlerOptions, serve, toFetchHandler } from '@gangway/adapter-http';
import {
  type ClaimLedger,
  createLifecycle,
  type Lifecycle,
  PortError,
  type PresenceOutcome,
  type TakeOptions,
} from '@gangway/core';
import { type FakeClock, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { type CallParts, key, newKey, signedCall, tell } from './caller.js';
import { sampleHook } from './sample-hook.js';

const url = 'http://hook/lifecycle';
const denial = { allowProvisioning: false, parameterOverrides: {} };

/** A lifecycle of which a test says what it does, behind a handler with keys that is ready. */
function behind(
  take: (clock: FakeClock) => Lifecycle['take'],
  options: Partial<FetchHandlerOptions> = {},
) {
  const clock = fakeClock();
  const logger = memoryLogger();
  const { hook, records } = sampleHook([], [clock.plugin()]);
  const lifecycle: Lifecycle = { clock, logger, take: take(clock) };
  const handle = toFetchHandler(hook, { keys: [key], lifecycle, ...options });
  clock.advance(10_000);
  const call = (body: unknown = connected(clock), parts: CallParts = {}) =>
    signedCall(JSON.stringify(body), { purpose: 'presence', now: clock.now(), ...parts });
  return { handle, call, clock, logger, records };
}

const connected = (clock: FakeClock) => ({
  eventType: 'connected',
  clientId: 'SN-0001',
  principalIdentifier: 'ab'.repeat(32),
  timestamp: clock.now(),
});

const real = (clock: FakeClock): Lifecycle['take'] => {
  const knowsNobody = { confirm: async () => ({ kind: 'no-claim' }) } as Partial<ClaimLedger>;
  const ledger = knowsNobody as ClaimLedger;
  return createLifecycle({ ledger, clock, logger: memoryLogger() }).take;
};

describe('POST /lifecycle', () => {
  const outcomes: readonly PresenceOutcome[] = [
    { kind: 'confirmed', deviceIds: ['SN-0001'] },
    { kind: 'already-confirmed', deviceIds: ['SN-0001'] },
    { kind: 'no-claim' },
    { kind: 'refused', code: 'PRESENCE_NOT_CONNECTED', detail: 'eventType is text' },
  ];
  for (const outcome of outcomes) {
    it(`answers what came of a presence event, sealed: ${outcome.kind}`, async () => {
      const { handle, call } = behind(() => async () => outcome);
      expect(await tell(handle, url, call())).to.deep.equal({
        status: 200,
        body: outcome,
        sealed: true,
      });
    });
  }

  it('takes events as a composed lifecycle does', async () => {
    const { handle, call } = behind(real);
    expect((await tell(handle, url, call())).body).to.deep.equal({ kind: 'no-claim' });
    const { body } = await tell(handle, url, call({ eventType: 'disconnected' }));
    expect(body).to.deep.include({ kind: 'refused', code: 'PRESENCE_NOT_CONNECTED' });
  });

  it('refuses what is not JSON with 200: it would be none the next time either', async () => {
    const { handle, clock } = behind(real);
    const odd = signedCall('no JSON', { purpose: 'presence', now: clock.now() });
    const told = await tell(handle, url, odd);
    expect(told).to.deep.include({ status: 200, sealed: true });
    expect(told.body).to.deep.include({ kind: 'refused', code: 'PRESENCE_NOT_OBJECT' });
  });

  it('answers 503, sealed, with the code where the store could not be asked', async () => {
    const fault = () => Promise.reject(new PortError('DYNAMODB_THROTTLED', 'too many'));
    const { handle, call } = behind(() => fault);
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 503,
      body: { ...denial, error: 'DYNAMODB_THROTTLED' },
      sealed: true,
    });
  });

  it('answers 500, sealed, and logs it, where the lifecycle itself fails', async () => {
    const { handle, call, logger } = behind(() => () => Promise.reject(new Error('broken')));
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 500,
      body: denial,
      sealed: true,
    });
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['error']);
  });

  it('gives the store the time that the caller waits', async () => {
    const given: (TakeOptions | undefined)[] = [];
    const { handle, call, clock } = behind(
      () => async (_message, options) => {
        given.push(options);
        return { kind: 'no-claim' };
      },
      { insecure: 'anywhere' },
    );
    await tell(handle, url, call(undefined, { budgetMs: 7_000 }));
    await handle(new Request(url, { method: 'POST', body: '{}' }));
    expect(given).to.deep.equal([{ deadline: clock.now() + 7_000 }, {}]);
  });

  it('lets nobody in but whom the other routes would, and records no decision', async () => {
    const { handle, call, records, logger } = behind(real);
    const once = call();
    await tell(handle, url, once);
    for (const [wrong, code, sealed] of [
      [call(undefined, { purpose: 'event' }), 'CALL_PURPOSE_WRONG', false],
      [call(undefined, { keys: [newKey()] }), 'CALL_SIGNATURE_WRONG', false],
      [once, 'CALL_REPLAYED', true],
    ] as const) {
      const told = await tell(handle, url, wrong);
      expect(told).to.deep.equal({ status: 401, body: { ...denial, error: code }, sealed });
    }
    const unsigned = await handle(new Request(url, { method: 'POST', body: '{}' }));
    expect(unsigned.status).to.equal(401);
    expect(records).to.deep.equal([]);
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['warn', 'warn', 'warn', 'warn']);
  });

  it('tells the log of ten strangers a second, and of each call of a key', async () => {
    const { handle, call, clock, logger } = behind(real);
    const unsigned = () => handle(new Request(url, { method: 'POST', body: '{}' }));
    for (let count = 0; count < 15; count += 1) await unsigned();
    expect(logger.lines).to.have.length(10);
    clock.advance(1_000);
    await unsigned();
    expect(logger.lines[10]?.fields.detail).to.contain('5 more before it');
    const once = call();
    for (let count = 0; count < 13; count += 1) await tell(handle, url, once);
    expect(logger.lines).to.have.length(11 + 12);
  });

  it('denies a body over the limit with 413', async () => {
    const { handle, call } = behind(real, { bodyLimit: 10 });
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 413,
      body: denial,
      sealed: false,
    });
  });

  it('is 404 where no lifecycle was given, and 405 by another method where one was', async () => {
    const without = toFetchHandler(sampleHook().hook, { insecure: 'anywhere' });
    for (const method of ['POST', 'GET']) {
      const response = await without(new Request(url, { method }));
      expect(response.status, method).to.equal(404);
      expect(await response.json()).to.deep.include(denial);
    }
    const response = await behind(real).handle(new Request(url));
    expect(response.status).to.equal(405);
    expect(response.headers.get('allow')).to.equal('POST');
  });

  it('is served as well, and prepares its store when the server starts', async () => {
    let prepared = 0;
    const clock = fakeClock();
    const lifecycle: Lifecycle = {
      clock,
      logger: memoryLogger(),
      take: real(clock),
      prepare: async () => {
        prepared += 1;
      },
    };
    const server = await serve(sampleHook([], [clock.plugin()]).hook, {
      port: 0,
      keys: [key],
      lifecycle,
    });
    clock.advance(10_000);
    const body = JSON.stringify(connected(clock));
    const call = signedCall(body, { purpose: 'presence', now: clock.now() });
    const told = await tell(fetch, `${server.url}/lifecycle`, call);
    await server.close();
    expect(told).to.deep.equal({ status: 200, body: { kind: 'no-claim' }, sealed: true });
    expect(prepared).to.equal(1);
  });
});
