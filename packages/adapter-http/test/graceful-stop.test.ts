import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serve, serveUntil } from '@gangway/adapter-http';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { rawClient, rawPost } from './raw-client.js';
import { gate, sampleHook } from './sample-hook.js';

const event = () => JSON.stringify(anEvent());

describe('close', () => {
  it('finishes what is in flight, then closes its connection, and accepts nothing new', async () => {
    const waiting = gate();
    const server = await serve(sampleHook([waiting.plugin]).hook, { port: 0 });
    const client = rawClient(server.port);
    client.send(rawPost(event()));
    await waiting.reached;
    const closed = server.close();
    const late = rawClient(server.port);
    expect(await late.received).to.equal('');
    waiting.open();
    const answer = await client.received;
    expect(answer).to.match(/^HTTP\/1\.1 200 /);
    expect(answer).to.match(/connection: close/i);
    expect(answer).to.contain('"allowProvisioning":true');
    await closed;
  });

  it('closes idle connections at once', async () => {
    const server = await serve(sampleHook().hook, { port: 0 });
    const client = rawClient(server.port);
    client.send(rawPost(event()));
    await client.until('}}');
    await server.close();
    expect(await client.received).to.contain('"allowProvisioning":true');
  });

  it('cuts off after its grace what will not end', async () => {
    const server = await serve(sampleHook().hook, { port: 0, closeGraceMs: 50 });
    const client = rawClient(server.port);
    client.send(rawPost('{}'));
    await client.until('}}');
    client.send(rawPost(event()).slice(0, -10));
    const asked = rawClient(server.port);
    asked.send(rawPost('{}'));
    await asked.until('}}');
    await server.close();
    await client.received;
  });

  it('may be asked twice', async () => {
    const server = await serve(sampleHook().hook, { port: 0 });
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});

describe('serveUntil', () => {
  it('runs until it is told to stop, and ends once the port is free', async () => {
    const stop = new AbortController();
    const server = await serve(sampleHook().hook, { port: 0 });
    const ended = serveUntil(stop.signal, server);
    expect((await fetch(`${server.url}/healthz`)).status).to.equal(200);
    stop.abort();
    await ended;
    expect(await fetch(server.url).catch(() => 'refused')).to.equal('refused');
    await serveUntil(stop.signal, server);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`lets a process answer what is in flight on ${signal}, and end by itself`, async () => {
      const path = fileURLToPath(new URL('fixtures/slow-service.js', import.meta.url));
      const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const { value: port } = await lines.next();
      const client = rawClient(Number(port));
      client.send(rawPost(event()));
      expect((await lines.next()).value).to.equal('deciding');
      child.kill(signal);
      expect((await lines.next()).value).to.equal('stopping');
      expect(await client.received).to.contain('"allowProvisioning":true');
      expect(await ended).to.deep.equal([0, null]);
    });
  }
});
