import { toFetchHandler } from '@gangway/adapter-http';
import { newCallId } from '@gangway/hop';
import { expect } from 'chai';
import { key, newKey, type SignedCall, signedCall, tell } from './caller.js';
import { type Container, container, event, hookOnClock } from './container.js';

const url = 'http://hook/events';
const denial = { allowProvisioning: false, parameterOverrides: {} };

describe('a container with keys', () => {
  it('decides about a signed call, and seals the answer', async () => {
    const { handle, call } = container();
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 200,
      body: { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } },
      sealed: true,
    });
  });

  it('is ready once signed calls are let in', async () => {
    const { hook, clock } = hookOnClock();
    const handle = toFetchHandler(hook, { keys: [key] });
    const ready = async () => (await handle(new Request('http://hook/readyz'))).status;
    await handle(new Request('http://hook/healthz'));
    expect(await ready()).to.equal(503);
    clock.advance(1_500);
    expect(await ready()).to.equal(200);
  });

  it('seals denials, and what is not JSON', async () => {
    const { handle, clock } = container();
    for (const [body, status] of [
      ['{}', 200],
      ['no JSON', 400],
    ] as const) {
      const told = await tell(handle, url, signedCall(body, { now: clock.now() }));
      expect(told).to.deep.equal({ status, body: denial, sealed: true });
    }
  });

  it('seals what a fault of the hook is answered with', async () => {
    const { handle, call } = container({ decide: () => Promise.reject(new Error('broken')) });
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 500,
      body: denial,
      sealed: true,
    });
  });

  it('cannot seal what it says of a body that it has not read', async () => {
    const { handle, call } = container({ options: { bodyLimit: 10 } });
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 413,
      body: denial,
      sealed: false,
    });
  });

  it('lets signed calls in on the invocations path, too', async () => {
    const { handle, call } = container();
    const path = 'http://hook/2015-03-31/functions/any/invocations';
    expect(await tell(handle, path, call())).to.deep.include({ status: 200, sealed: true });
  });

  const refused: readonly (readonly [string, string, (c: Container) => SignedCall])[] = [
    ['another key', 'CALL_SIGNATURE_WRONG', ({ call }) => call({ keys: [newKey()] })],
    ['another body', 'CALL_SIGNATURE_WRONG', ({ call }) => ({ ...call(), body: '{}' })],
    ['another purpose', 'CALL_PURPOSE_WRONG', ({ call }) => call({ purpose: 'presence' })],
    ['an id that is none', 'CALL_SIGNATURE_MALFORMED', ({ call }) => call({ id: 'msg_1' })],
    [
      'a time 31 seconds ago',
      'CALL_OUT_OF_TIME',
      ({ call, clock }) => {
        clock.advance(60_000);
        return call({ now: clock.now() - 31_000 });
      },
    ],
    [
      'a time 31 seconds ahead',
      'CALL_OUT_OF_TIME',
      ({ call, clock }) => call({ now: clock.now() + 31_000 }),
    ],
    [
      'a time before its start',
      'CALL_BEFORE_START',
      ({ call, clock }) => call({ now: clock.now() - 11_000 }),
    ],
  ];
  for (const [what, code, make] of refused) {
    it(`refuses a call with ${what}, recorded and unsealed`, async () => {
      const made = container();
      expect(await tell(made.handle, url, make(made))).to.deep.equal({
        status: 401,
        body: { ...denial, error: code },
        sealed: false,
      });
      expect(made.records.map(({ outcome, reason }) => [outcome, reason?.code])).to.deep.equal([
        ['DENY_POLICY', code],
      ]);
    });
  }

  it('refuses a call without a signature', async () => {
    const { handle } = container();
    const response = await handle(new Request(url, { method: 'POST', body: event }));
    expect(response.status).to.equal(401);
    expect(await response.json()).to.deep.equal({ ...denial, error: 'CALL_UNSIGNED' });
  });

  it('refuses a call that comes again, with a seal', async () => {
    const { handle, call } = container();
    const once = call();
    expect((await tell(handle, url, once)).body.allowProvisioning).to.equal(true);
    expect(await tell(handle, url, once)).to.deep.equal({
      status: 401,
      body: { ...denial, error: 'CALL_REPLAYED' },
      sealed: true,
    });
  });

  it('refuses all calls but known ones as an error once its memory is full', async () => {
    const { handle, call, clock, records } = container({ options: { replayLimit: 2 } });
    const first = call();
    await tell(handle, url, first);
    await tell(handle, url, call());
    expect(await tell(handle, url, call())).to.deep.equal({
      status: 503,
      body: { ...denial, error: 'CALL_MEMORY_FULL' },
      sealed: true,
    });
    expect(records[2]?.outcome).to.equal('DENY_ERROR');
    expect((await tell(handle, url, first)).body.error).to.equal('CALL_REPLAYED');
    clock.advance(31_000);
    expect((await tell(handle, url, call())).body.allowProvisioning).to.equal(true);
  });

  it('remembers no call but authentic ones', async () => {
    const { handle, call } = container({ options: { replayLimit: 1 } });
    const id = newCallId('event', 4_300);
    for (let count = 0; count < 3; count += 1) {
      await tell(handle, url, call({ keys: [newKey()], id }));
    }
    expect((await tell(handle, url, call({ id }))).body.allowProvisioning).to.equal(true);
  });

  it('lets unsigned calls in where it is told to, and verifies signed ones all the same', async () => {
    const { handle, call } = container({ options: { insecure: 'anywhere' } });
    const response = await handle(new Request(url, { method: 'POST', body: event }));
    expect(await response.json()).to.have.property('allowProvisioning', true);
    expect(response.headers.has('webhook-signature')).to.equal(false);
    expect(await tell(handle, url, call())).to.deep.include({ status: 200, sealed: true });
    expect((await tell(handle, url, call({ keys: [newKey()] }))).body.error).to.equal(
      'CALL_SIGNATURE_WRONG',
    );
  });
});
