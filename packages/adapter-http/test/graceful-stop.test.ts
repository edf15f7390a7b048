import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serve, serveUntil } from '@gangway/adapter-http';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { rawClient, rawPost } from './raw-client.js';
import { gate, sampleHook } from './sample-hook.js';

const event = () => JSON.stringify(anEvent());

/** Whether a new connection is. */
async function isTaken(port: number): Promise<boolean> {
  // A server that has a new connection in every turn listens on for a second.
  for (let turn = 0; turn < 4; turn += 1) await nextTurn();
  const { socket } = rawClient(port);
  const taken = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return taken;
}

describe('close', () => {
  it('finishes what is in flight, then closes its connection, and accepts nothing new', async () => {
    const waiting = gate();
    const server = await serve(sampleHook([waiting.plugin]).hook, {
      port: 0,
      insecure: 'loopback',
    });
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
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const client = rawClient(server.port);
    client.send(rawPost(event()));
    await client.until('}}');
    await server.close();
    expect(await client.received).to.contain('"allowProvisioning":true');
  });

  const unfinished: readonly (readonly [string, string])[] = [
    ['says nothing', ''],
    ['has sent half of its headers', 'POST /events HTTP/1.1\r\nHost: hook\r\n'],
    ['has sent half of its body', rawPost('{"certificateId": "x"}').slice(0, -10)],
    ['has sent half of its second request', `${rawPost('{}')}${rawPost('{}').slice(0, -1)}`],
  ];
  for (const [name, text] of unfinished) {
    it(`spends no grace on a connection that ${name}`, async () => {
      const server = await serve(sampleHook().hook, {
        port: 0,
        insecure: 'loopback',
        closeGraceMs: 60_000,
      });
      const client = rawClient(server.port);
      await once(client.socket, 'connect');
      client.send(text);
      const later = rawClient(server.port);
      later.send(rawPost('{}'));
      // What the first has sent is there once the server has answered the one that came after.
      await later.until('}}');
      await server.close();
      await client.received;
    });
  }

  it('lets a decision run on although its client has begun another request', async () => {
    const waiting = gate();
    const server = await serve(sampleHook([waiting.plugin]).hook, {
      port: 0,
      insecure: 'loopback',
    });
    const client = rawClient(server.port);
    client.send(`${rawPost(event())}${rawPost(event()).slice(0, -10)}`);
    await waiting.reached;
    const closed = server.close();
    waiting.open();
    expect(await client.received).to.contain('"allowProvisioning":true');
    await closed;
  });

  it('cuts off after its grace a decision that does not end', async () => {
    const waiting = gate();
    const server = await serve(sampleHook([waiting.plugin]).hook, {
      port: 0,
      insecure: 'loopback',
      closeGraceMs: 50,
    });
    const client = rawClient(server.port);
    client.send(rawPost(event()));
    await waiting.reached;
    await server.close();
    expect(await client.received).to.equal('');
    waiting.open();
  });

  it('lets a kept connection bring one more request for a moment, and closes it with the answer', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const kept = rawClient(server.port);
    kept.send(rawPost(event()));
    await kept.until('}}');
    const begun = rawClient(server.port);
    begun.send(rawPost(event()).slice(0, -10));
    const other = rawClient(server.port);
    other.send(rawPost(event()));
    await other.until('}}');
    const closed = server.close({ lingerMs: 60_000 });
    while (await isTaken(server.port));
    kept.send(rawPost(event()));
    begun.send(rawPost(event()).slice(-10));
    other.send(rawPost(event()));
    for (const client of [kept, begun, other]) {
      const [last = ''] = (await client.received).split('HTTP/1.1 ').slice(-1);
      expect(last).to.match(/^200 .*connection: close.*"allowProvisioning":true/is);
    }
    await closed;
  });

  it('lingers no longer than it is told to', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const silent = rawClient(server.port);
    const kept = rawClient(server.port);
    kept.send(rawPost(event()));
    await kept.until('}}');
    await server.close({ lingerMs: 20 });
    expect(await silent.received).to.equal('');
    await kept.received;
  });

  it('gives up a preparation that still runs', async () => {
    let signal: AbortSignal | undefined;
    const { hook } = sampleHook();
    const prepare = (given?: AbortSignal) => {
      signal = given;
      return new Promise<void>(() => undefined);
    };
    const server = await serve({ ...hook, prepare }, { port: 0, insecure: 'loopback' });
    await server.close();
    expect(signal?.aborted).to.equal(true);
  });

  it('may be asked twice', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    await Promise.all([server.close(), server.close()]);
    await server.close();
  });
});

describe('close, under load', () => {
  /** Asks again as soon as it is answered, until the server says that it closes the connection, or closes it. */
  async function untilClosed(
    port: number,
  ): Promise<{ readonly asked: number; readonly answered: number }> {
    const client = rawClient(port);
    let [asked, answered] = [0, 0];
    let seen = 0;
    client.socket.on('data', () => {
      void client.until('').then((text) => {
        const count = text.split('}}').length - 1;
        if (count === seen) return;
        seen = count;
        answered = count;
        if (!/connection: close/i.test(text)) ask();
      });
    });
    const ask = () => {
      asked += 1;
      client.send(rawPost(event()));
    };
    ask();
    await client.received;
    return { asked, answered };
  }

  it('answers every request of connections that are always busy, and ends each with its answer', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const clients = Array.from({ length: 32 }, () => untilClosed(server.port));
    // They are all at work once one more has been answered after them.
    const witness = rawClient(server.port);
    witness.send(rawPost(event()));
    await witness.until('}}');
    await server.close({ lingerMs: 100 });
    for (const { asked, answered } of await Promise.all(clients)) {
      expect(asked).to.be.at.least(1);
      expect(answered).to.equal(asked);
    }
    await witness.received;
  });

  it('takes the connections that were made before, of which Node accepts one in a turn', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const clients = Array.from({ length: 50 }, () => rawClient(server.port));
    const connected = clients.map(({ socket }) => once(socket, 'connect'));
    for (const client of clients) client.send(rawPost(event()));
    await connected[0];
    // In this turn the system has made them all, and the server has taken a few.
    const closed = server.close({ lingerMs: 500 });
    for (const client of clients)
      expect(await client.received).to.contain('"allowProvisioning":true');
    await closed;
  });

  it('answers on a kept connection what is sent after it has stopped accepting', async () => {
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const kept = rawClient(server.port);
    kept.send(rawPost(event()));
    await kept.until('}}');
    const closed = server.close({ lingerMs: 60_000 });
    while (await isTaken(server.port));
    kept.send(rawPost(event()));
    expect((await kept.received).match(/"allowProvisioning":true/g)).to.have.lengthOf(2);
    await closed;
  });

  it('answers what is pipelined behind a decision while it stops', async () => {
    const waiting = gate();
    const { hook } = sampleHook([waiting.plugin]);
    const server = await serve(hook, { port: 0, insecure: 'loopback' });
    const client = rawClient(server.port);
    client.send(rawPost(event()));
    await waiting.reached;
    const closed = server.close({ lingerMs: 60_000 });
    client.send(rawPost(event()));
    while (await isTaken(server.port));
    waiting.open();
    expect((await client.received).match(/"allowProvisioning":true/g)).to.have.lengthOf(2);
    await closed;
  });

  it('lets only the last answer of a connection say that it is', async () => {
    const waiting = gate();
    const { hook } = sampleHook([waiting.plugin]);
    const server = await serve(hook, { port: 0, insecure: 'loopback' });
    const client = rawClient(server.port);
    client.send(rawPost(event()).repeat(2));
    await waiting.reached;
    const closed = server.close({ lingerMs: 60_000 });
    while (await isTaken(server.port));
    waiting.open();
    const answer = await client.received;
    expect(answer.match(/"allowProvisioning":true/g)).to.have.lengthOf(2);
    expect(answer.match(/connection: close/gi)).to.have.lengthOf(1);
    await closed;
  });
});

describe('serveUntil', () => {
  it('runs until it is told to stop, and ends once the port is free', async () => {
    const stop = new AbortController();
    const server = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
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
