import { once } from 'node:events';
import { connect } from 'node:net';
import { type RuntimeApi, startRuntimeApi } from '@gangway/testing';
import { expect } from 'chai';

const version = '/2018-06-01/runtime';
const instant = Date.UTC(2030, 0, 1);

let api: RuntimeApi;
beforeEach(async () => {
  api = await startRuntimeApi();
});
afterEach(() => api.close());

const url = (path: string) => `http://${api.host}${version}${path}`;
const next = () => fetch(url('/invocation/next'));
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url(path), { method: 'POST', body: JSON.stringify(body), headers });
const idOf = (invocation: Response) =>
  invocation.headers.get('lambda-runtime-aws-request-id') ?? 'none';

/** The server has seen what was sent before once it has answered a few more. */
async function letServerCatchUp(): Promise<void> {
  for (const _ of [1, 2, 3]) await (await fetch(url('/other'))).text();
}

/** A runtime that asks for the next invocation and is ended while it waits. */
async function leaveWhileWaiting(): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: Number(api.host.split(':')[1]) });
  const closed = once(socket, 'close');
  socket.write(`GET ${version}/invocation/next HTTP/1.1\r\nHost: ${api.host}\r\n\r\n`);
  await once(socket, 'ready');
  await letServerCatchUp();
  socket.destroy();
  await closed;
  await letServerCatchUp();
}

describe('startRuntimeApi', () => {
  it('hands an event to the runtime that waits for it, and its answer to the caller', async () => {
    const waiting = next();
    const outcome = api.invoke({ hello: 'world' });
    const invocation = await waiting;
    expect(await invocation.json()).to.deep.equal({ hello: 'world' });
    const answered = await post(`/invocation/${idOf(invocation)}/response`, { ok: true });
    expect(answered.status).to.equal(202);
    expect(await outcome).to.deep.equal({
      kind: 'response',
      payload: { ok: true },
      body: '{"ok":true}',
    });
  });

  it('keeps events for a runtime that comes later, in order', async () => {
    const outcomes = ['a', 'b'].map((event) => api.invoke(event, { requestId: event }));
    for (const event of ['a', 'b']) {
      const invocation = await next();
      expect(await invocation.json()).to.equal(event);
      await post(`/invocation/${idOf(invocation)}/response`, event);
    }
    expect(await Promise.all(outcomes)).to.deep.equal(
      ['a', 'b'].map((event) => ({ kind: 'response', payload: event, body: `"${event}"` })),
    );
  });

  it('tells the runtime request id, deadline, function and trace', async () => {
    const outcome = api.invoke(1, {
      requestId: 'request-1',
      deadlineMs: instant,
      functionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:other',
      traceId: 'Root=1-2-3',
    });
    const { headers } = await next();
    expect(headers.get('lambda-runtime-aws-request-id')).to.equal('request-1');
    expect(headers.get('lambda-runtime-deadline-ms')).to.equal(String(instant));
    expect(headers.get('lambda-runtime-invoked-function-arn')).to.equal(
      'arn:aws:lambda:eu-north-1:123456789012:function:other',
    );
    expect(headers.get('lambda-runtime-trace-id')).to.equal('Root=1-2-3');
    await post('/invocation/request-1/response', null);
    expect(await outcome).to.have.property('payload', null);
  });

  it('counts the deadline from when the runtime took the event', async () => {
    const before = Date.now();
    const outcome = api.invoke(1, { timeoutMs: 60_000 });
    const invocation = await next();
    const deadline = Number(invocation.headers.get('lambda-runtime-deadline-ms'));
    expect(deadline).to.be.within(before + 60_000, Date.now() + 60_000);
    await post(`/invocation/${idOf(invocation)}/response`, 1);
    await outcome;
  });

  it("gives a handler's error as what became of the invocation", async () => {
    const outcome = api.invoke(1, { requestId: 'id' });
    await next();
    await post('/invocation/id/error', { errorType: 'TypeError', errorMessage: 'no' });
    expect(await outcome).to.deep.equal({
      kind: 'error',
      error: { errorType: 'TypeError', errorMessage: 'no' },
    });
  });

  it('takes the type of an error from the header where the body has none', async () => {
    const outcome = api.invoke(1, { requestId: 'id' });
    await next();
    const headers = { 'lambda-runtime-function-error-type': 'Runtime.Unknown' };
    await post('/invocation/id/error', 'text', headers);
    expect(await outcome).to.have.deep.property('error', {
      errorType: 'Runtime.Unknown',
      errorMessage: '"text"',
    });
  });

  it('settles as a timeout what the runtime does not answer, and refuses the late answer', async () => {
    const outcome = api.invoke(1, { requestId: 'id', timeoutMs: 1 });
    await next();
    expect(await outcome).to.deep.equal({ kind: 'timeout' });
    expect((await post('/invocation/id/response', 1)).status).to.equal(400);
  });

  it('does not time out what no runtime has taken yet', async () => {
    const outcome = api.invoke(1, { requestId: 'id', timeoutMs: 1 });
    const witness = await startRuntimeApi();
    const seen = witness.invoke(1, { timeoutMs: 5 });
    await fetch(`http://${witness.host}${version}/invocation/next`);
    await seen;
    await witness.close();
    await api.close();
    expect(await outcome).to.deep.equal({ kind: 'closed' });
  });

  it('refuses a second answer and one that nobody asked for', async () => {
    const outcome = api.invoke(1, { requestId: 'id' });
    await next();
    expect((await post('/invocation/id/response', 1)).status).to.equal(202);
    expect((await post('/invocation/id/response', 2)).status).to.equal(400);
    expect((await post('/invocation/other/error', {})).status).to.equal(400);
    expect(await outcome).to.have.property('payload', 1);
  });

  it('reports an error of init, also to whoever had invoked already', async () => {
    const outcome = api.invoke(1);
    const error = { errorType: 'Runtime.ImportModuleError', errorMessage: 'Cannot find module' };
    expect((await post('/init/error', error)).status).to.equal(202);
    expect(await api.initError).to.deep.equal(error);
    expect(await outcome).to.deep.equal({ kind: 'error', error });
  });

  it('gives nothing to a runtime that left while it waited', async () => {
    await leaveWhileWaiting();
    await leaveWhileWaiting();
    const outcome = api.invoke('kept', { requestId: 'id', timeoutMs: 60_000 });
    expect(await (await next()).json()).to.equal('kept');
    await post('/invocation/id/response', 'done');
    expect(await outcome).to.have.property('payload', 'done');
  });

  it('gives the text of a payload that is not JSON', async () => {
    const outcome = api.invoke(1, { requestId: 'id' });
    await next();
    await fetch(url('/invocation/id/response'), { method: 'POST', body: 'no JSON' });
    expect(await outcome).to.deep.equal({ kind: 'response', payload: undefined, body: 'no JSON' });
  });

  it('names itself in the environment of the runtime', () => {
    expect(api.environment).to.include({
      AWS_LAMBDA_RUNTIME_API: api.host,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_FUNCTION_NAME: 'first-fleet-hook',
    });
  });

  it('answers 404 on whatever else', async () => {
    expect((await post('/invocation/id/other', 1)).status).to.equal(404);
    expect((await fetch(url('/other'))).status).to.equal(404);
    expect((await fetch(`http://${api.host}/`, { method: 'POST' })).status).to.equal(404);
  });

  it('sends the text of an event as it stands', async () => {
    const body = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    void api.invoke(undefined, { body });
    expect(await (await next()).text()).to.equal(body);
  });

  it('rejects an event that JSON cannot hold', async () => {
    const error = await api.invoke(undefined).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
  });

  it('closes with a runtime waiting and an invocation open, and may be closed twice', async () => {
    const taken = api.invoke(1);
    await next();
    const untaken = api.invoke(2);
    const [first] = await Promise.all([taken, api.close(), api.close()]);
    expect(first).to.deep.equal({ kind: 'closed' });
    expect(await untaken).to.deep.equal({ kind: 'closed' });
    expect(await api.invoke(3)).to.deep.equal({ kind: 'closed' });
    expect(await api.initError).to.equal(undefined);
    expect(await next().catch(() => 'refused')).to.equal('refused');
  });

  it('is closed at the end of its scope by `await using`', async () => {
    let host: string;
    {
      await using scoped = await startRuntimeApi();
      host = scoped.host;
    }
    expect(await fetch(`http://${host}/`).catch(() => 'refused')).to.equal('refused');
  });
});
