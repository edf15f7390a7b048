import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import type { InvocationOutcome } from '../../dist/runtime-api/index.js';
import { type Breach, openRuntimeApi } from '../../dist/runtime-api/server.js';

const version = '/2018-06-01/runtime';

type Options = NonNullable<Parameters<typeof openRuntimeApi>[0]>;

const invocation = (requestId: string) => ({
  requestId,
  body: '"event"',
  functionArn: 'arn',
  traceId: 'trace',
  taken: () => Date.UTC(2030, 0, 1),
});

async function open(options: Options = {}) {
  const breaches: Breach[] = [];
  const api = await openRuntimeApi({ ...options, onBreach: (breach) => breaches.push(breach) });
  const call = (path: string, init: RequestInit = {}, host = api.host) =>
    fetch(`http://${host}${version}${path}`, init);
  const post = (path: string, body: string, host = api.host) =>
    call(path, { method: 'POST', body }, host);
  return { api, breaches, call, post };
}

describe('the Runtime API behind a secret path', () => {
  const secretPath = 'a-path-that-nobody-guesses';

  it('is there for whoever knows the path', async () => {
    const { api, call, post } = await open({ secretPath });
    expect(api.host).to.match(/^127\.0\.0\.1:\d+\/a-path-that-nobody-guesses$/);
    const outcome = api.queue(invocation('id'));
    expect(await (await call('/invocation/next')).json()).to.equal('event');
    await post('/invocation/id/response', '1');
    expect(await outcome).to.have.property('kind', 'response');
    await api.close();
  });

  for (const front of ['', '/', '/a-path-that-nobody-guesseS', '/b', '//a-path', '/é']) {
    it(`gives nothing to, and takes nothing from, whoever comes by "${front}"`, async () => {
      const { api, breaches, call, post } = await open({ secretPath });
      const other = `${api.host.split('/')[0]}${front}`;
      let settled: InvocationOutcome | undefined;
      const outcome = api.queue(invocation('id')).then((what) => {
        settled = what;
      });
      expect((await call('/invocation/next', {}, other)).status).to.equal(404);
      await call('/invocation/next');
      expect((await post('/invocation/id/response', '1', other)).status).to.equal(404);
      expect((await post('/init/error', '1', other)).status).to.equal(404);
      expect(settled).to.equal(undefined);
      expect(breaches).to.deep.equal([]);
      await api.close();
      await outcome;
    });
  }
});

describe('the Runtime API', () => {
  it('refuses more bytes than may be, and says so', async () => {
    const { api, breaches, call, post } = await open({ bytesAtMost: 10 });
    const outcome = api.queue(invocation('id'));
    await call('/invocation/next');
    expect((await post('/invocation/id/response', 'x'.repeat(11))).status).to.equal(413);
    expect(breaches).to.deep.equal(['too-large']);
    expect((await post('/invocation/id/response', 'x'.repeat(10))).status).to.equal(202);
    expect(await outcome).to.deep.equal({ kind: 'response', body: Buffer.from('x'.repeat(10)) });
    await api.close();
  });

  it('tells of an answer that nobody asked for, and of one that is owed', async () => {
    const { api, breaches, call, post } = await open();
    await post('/invocation/other/response', '1');
    const outcome = api.queue(invocation('id'));
    await call('/invocation/next');
    const second = call('/invocation/next').catch(() => undefined);
    await post('/invocation/id/response', '1');
    await outcome;
    await post('/invocation/id/response', '2');
    await api.close();
    await second;
    expect(breaches).to.deep.equal(['stray-answer', 'no-answer', 'stray-answer']);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html, "Response streaming".
  it('takes an answer for an error when the function failed after it had begun to write', async () => {
    const { api, call } = await open();
    const outcome = api.queue(invocation('id'));
    await call('/invocation/next');
    const [host, port] = api.host.split(':');
    const posted = request({
      host,
      port,
      method: 'POST',
      path: `${version}/invocation/id/response`,
    });
    posted.setHeader('trailer', 'Lambda-Runtime-Function-Error-Type');
    posted.write('{"allowProvisioning":true}');
    posted.addTrailers({ 'Lambda-Runtime-Function-Error-Type': 'Runtime.Late' });
    posted.end();
    await once(posted, 'response');
    expect(await outcome).to.deep.equal({
      kind: 'error',
      error: { errorType: 'Runtime.Late', errorMessage: '' },
    });
    await api.close();
  });
});
