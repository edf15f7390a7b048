import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type RunningServer, type ServeOptions, serve } from '@gangway/adapter-http';
import { type Decision, defineCheck, permit } from '@gangway/core';
import { anEvent, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { rawClient, rawPost } from './raw-client.js';
import { gate, type SampleHook, sampleHook } from './sample-hook.js';

const denial = { allowProvisioning: false, parameterOverrides: {} };
const event = () => JSON.stringify(anEvent());
const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));

let running: RunningServer | undefined;

async function start(
  options: Partial<ServeOptions> = {},
  sample: SampleHook = sampleHook(),
): Promise<RunningServer> {
  running = await serve(sample.hook, { port: 0, insecure: 'loopback', ...options });
  return running;
}

afterEach(async () => {
  await running?.close();
  running = undefined;
});

const post = (path: string, body: string) =>
  fetch(`${running?.url}${path}`, { method: 'POST', body });

describe('serve', () => {
  it('listens on 127.0.0.1 and on a free port, and says where', async () => {
    const { url, port } = await start();
    expect(url).to.equal(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
  });

  it('gives an IPv6 address in brackets', async function () {
    const addresses = Object.values(networkInterfaces()).flat();
    if (!addresses.some((address) => address?.address === '::1')) this.skip();
    const { url, port } = await start({ hostname: '::1' });
    expect(url).to.equal(`http://[::1]:${port}`);
    expect((await fetch(`${url}/readyz`)).status).to.equal(200);
  });

  it('rejects when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const error = await serve(sampleHook().hook, { port, insecure: 'loopback' }).catch(
      (reason: unknown) => reason,
    );
    other.close();
    expect(error).to.have.property('code', 'EADDRINUSE');
  });

  it('leaves the globals of the process alone', async () => {
    const { Request: before, Response: also } = globalThis;
    await start();
    await post('/events', event());
    expect(globalThis.Request).to.equal(before);
    expect(globalThis.Response).to.equal(also);
  });

  it('answers many requests on one connection', async () => {
    const { port } = await start();
    const client = rawClient(port);
    client.send(rawPost(event()) + rawPost('{}') + rawPost('no JSON', ['Connection: close']));
    const answer = await client.received;
    expect(answer.match(/HTTP\/1\.1 \d+/g)).to.deep.equal([
      'HTTP/1.1 200',
      'HTTP/1.1 200',
      'HTTP/1.1 400',
    ]);
    expect(answer.match(/"allowProvisioning":(true|false)/g)).to.deep.equal([
      '"allowProvisioning":true',
      '"allowProvisioning":false',
      '"allowProvisioning":false',
    ]);
  });

  it('answers its event routes alike, however they are called', async () => {
    await start();
    for (const path of ['/events', '/events?x=1', '/2015-03-31/functions/any/invocations']) {
      const response = await post(path, event());
      expect(response.status, path).to.equal(200);
      expect(response.headers.get('x-amzn-requestid'), path).to.match(/^[0-9a-f-]{36}$/);
      expect(await response.json(), path).to.have.property('allowProvisioning', true);
    }
    expect((await fetch(`${running?.url}/events`)).status).to.equal(405);
  });

  for (const path of ['/events', '/events?x=1']) {
    it(`answers 500 with a denial when the hook throws what is no error: ${path}`, async () => {
      const sample = sampleHook();
      const decide = () => Promise.reject(Object.create(null));
      await start({}, { ...sample, hook: { ...sample.hook, decide } });
      const response = await post(path, event());
      expect(response.status).to.equal(500);
      expect(await response.json()).to.deep.equal(denial);
    });
  }

  it('answers HEAD on its health routes', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).to.equal(200);
  });
});

describe('serve, what is no request', () => {
  const requests: readonly (readonly [string, string, number])[] = [
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    [
      'a Host that is none',
      'POST /events HTTP/1.1\r\nHost: a b\r\nContent-Length: 2\r\n\r\n{}',
      400,
    ],
    [
      'a backslash in the path',
      'POST /a\\b HTTP/1.1\r\nHost: hook\r\nContent-Length: 2\r\n\r\n{}',
      400,
    ],
    [
      'two lengths',
      'POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
      400,
    ],
    [
      'a length and chunks',
      'POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'an expectation that there is not',
      'POST /events HTTP/1.1\r\nHost: h\r\nExpect: foo\r\nContent-Length: 2\r\n\r\n{}',
      417,
    ],
    [
      'headers over 16 kB',
      `POST /events HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
  ];
  for (const [name, text, status] of requests) {
    it(`is refused with ${status} and a denial: ${name}`, async () => {
      const { port } = await start();
      const client = rawClient(port);
      client.send(text);
      const answer = await client.until('}');
      client.socket.destroy();
      expect(answer).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(bodyOf(answer)).to.deep.include(denial);
    });
  }

  it('takes a request without Host, as HTTP/1.0 clients send it', async () => {
    const { port } = await start();
    const client = rawClient(port);
    const body = event();
    client.send(`POST /events HTTP/1.0\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(bodyOf(await client.received)).to.have.property('allowProvisioning', true);
  });
});

describe('serve, what is pipelined', () => {
  it('answers 400 for what is no HTTP behind a good request; the first is still decided', async () => {
    const waiting = gate();
    const sample = sampleHook([waiting.plugin]);
    const decided = Promise.withResolvers<Decision>();
    const decide: typeof sample.hook.decide = async (...given) => {
      const decision = await sample.hook.decide(...given);
      decided.resolve(decision);
      return decision;
    };
    const { port } = await start({}, { ...sample, hook: { ...sample.hook, decide } });
    const client = rawClient(port);
    client.send(`${rawPost(event())}garbage\r\n\r\n`);
    const answer = await client.received;
    expect(answer.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 400']);
    expect(bodyOf(answer)).to.deep.equal(denial);
    waiting.open();
    expect((await decided.promise).outcome).to.equal('ALLOW');
  });

  it('expects 100-continue as HTTP has it', async () => {
    const { port } = await start();
    const client = rawClient(port);
    client.send(
      'POST /events HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    );
    await client.until('100 Continue');
    client.send('{}');
    expect(await client.until('}}')).to.contain('HTTP/1.1 200 ');
    client.socket.destroy();
  });
});

describe('serve, the time of a decision', () => {
  it('begins when the headers are there, not when the body is', async () => {
    const clock = fakeClock();
    const deadlines: number[] = [];
    const arrived = Promise.withResolvers<void>();
    const see = defineCheck('see', ({ deadline }) => {
      deadlines.push(deadline - clock.now());
      return permit();
    });
    const sample = sampleHook([see], [clock.plugin()]);
    // The first request is asked for the time on arrival.
    const now = () => {
      arrived.resolve();
      return clock.now();
    };
    const watched = { ...clock, now };
    await start({}, { ...sample, hook: { ...sample.hook, clock: watched } });
    const client = rawClient(running?.port ?? 0);
    const request = rawPost(event());
    client.send(request.slice(0, -10));
    await arrived.promise;
    clock.advance(1_500);
    client.send(request.slice(-10));
    await client.until('}}');
    client.socket.destroy();
    expect(deadlines).to.deep.equal([3_000]);
  });
});

describe('serve, the body limit', () => {
  it('denies a declared length over the limit at once, without reading', async () => {
    const sample = sampleHook();
    const { port } = await start({ bodyLimit: 1_000 }, sample);
    const client = rawClient(port);
    client.send('POST /events HTTP/1.1\r\nHost: hook\r\nContent-Length: 1001\r\n\r\n');
    const answer = await client.until('}');
    client.socket.destroy();
    expect(answer).to.match(/^HTTP\/1\.1 413 /);
    expect(bodyOf(answer)).to.deep.include(denial);
    expect(sample.records[0]?.reason?.code).to.equal('BODY_TOO_LARGE');
  });

  it('counts what arrives in chunks, and answers before the end', async () => {
    const { port } = await start({ bodyLimit: 1_000 });
    const client = rawClient(port);
    const chunk = `64\r\n${' '.repeat(100)}\r\n`;
    client.send('POST /events HTTP/1.1\r\nHost: hook\r\nTransfer-Encoding: chunked\r\n\r\n');
    client.send(chunk.repeat(11));
    const answer = await client.until('}');
    client.socket.destroy();
    expect(answer).to.match(/^HTTP\/1\.1 413 /);
    expect(bodyOf(answer)).to.deep.include(denial);
  });

  it('takes a chunked body of exactly the limit', async () => {
    const { port } = await start({ bodyLimit: 1_000 });
    const client = rawClient(port);
    client.send('POST /events HTTP/1.1\r\nHost: hook\r\nTransfer-Encoding: chunked\r\n\r\n');
    client.send(`1\r\n1\r\n${`9\r\n${' '.repeat(9)}\r\n`.repeat(111)}0\r\n\r\n`);
    const answer = await client.until('}');
    client.socket.destroy();
    expect(answer).to.match(/^HTTP\/1\.1 200 /);
  });

  it('lets a client that sends 2 MB read its 413', async () => {
    await start();
    const response = await post('/events', ' '.repeat(2_000_000));
    expect(response.status).to.equal(413);
    expect(await response.json()).to.deep.equal(denial);
  });

  it('closes on a client that goes on sending a refused body', async () => {
    const { port } = await start({ bodyLimit: 1_000 });
    const client = rawClient(port);
    client.send('POST /events HTTP/1.1\r\nHost: hook\r\nTransfer-Encoding: chunked\r\n\r\n');
    client.drip(() => `400\r\n${' '.repeat(1_024)}\r\n`, 20);
    expect(await client.received).to.match(/^HTTP\/1\.1 413 /);
  });

  it('is not troubled by a client that leaves in the middle of its body', async () => {
    const reached = Promise.withResolvers<void>();
    const sample = sampleHook();
    const refuse: typeof sample.hook.refuse = async (...given) => {
      const decision = await sample.hook.refuse(...given);
      reached.resolve();
      return decision;
    };
    await start({}, { ...sample, hook: { ...sample.hook, refuse } });
    const client = rawClient(running?.port ?? 0);
    client.send('POST /events HTTP/1.1\r\nHost: hook\r\nContent-Length: 100\r\n\r\n{');
    client.socket.end();
    await client.received;
    await reached.promise;
    expect(sample.records[0]?.reason?.detail).to.equal('the body broke off');
    expect((await post('/events', event())).status).to.equal(200);
  });
});
