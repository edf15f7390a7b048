import { type RunningServer, type ServeOptions, serve, serverMetrics } from '@gangway/adapter-http';
import { anEvent, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { key, signedCall, tell } from './caller.js';
import { rawClient, rawPost } from './raw-client.js';
import { gate, sampleHook } from './sample-hook.js';

const event = JSON.stringify(anEvent());
const insecure = { port: 0, insecure: 'loopback' } as const;

let running: RunningServer | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A server with one decision under way that waits. */
async function busyServer(options: Partial<ServeOptions> = {}) {
  const waiting = gate();
  const sample = sampleHook([waiting.plugin]);
  const metrics = serverMetrics();
  running = await serve(sample.hook, {
    ...insecure,
    inFlightLimit: 1,
    closeGraceMs: 20,
    metrics,
    ...options,
  });
  const client = rawClient(running.port);
  client.send(rawPost(event));
  await waiting.reached;
  return { ...sample, ...waiting, client, metrics, port: running.port, url: running.url };
}

const sample = async (metrics: ReturnType<typeof serverMetrics>, name: string) =>
  (await metrics.read()).text.split('\n').find((line) => line.startsWith(`${name} `));

describe('a call beyond the in-flight limit', () => {
  it('is denied with 503, closes its connection, and is no decision', async () => {
    const { port, records, metrics } = await busyServer();
    const client = rawClient(port);
    client.send(rawPost(event));
    const answer = await client.received;
    expect(answer)
      .to.match(/^HTTP\/1\.1 503 /)
      .and.match(/connection: close/i);
    expect(answer).to.match(
      /\{"allowProvisioning":false,"parameterOverrides":\{\},"error":"OVERLOADED"\}$/,
    );
    expect(records).to.have.lengthOf(0);
    expect(await sample(metrics, 'gangway_shed_total{reason="full"}')).to.match(/ 1$/);
    expect(await sample(metrics, 'gangway_decisions_in_flight')).to.match(/ 1$/);
  });

  it('keeps none from being decided about once there is room', async () => {
    const { url, client, open, records } = await busyServer();
    open();
    await client.until('}}');
    const answer = await fetch(`${url}/events`, { method: 'POST', body: event });
    expect(await answer.json()).to.deep.include({ allowProvisioning: true });
    expect(records).to.have.lengthOf(2);
    client.socket.destroy();
  });

  it('gets a sealed denial where it was signed', async () => {
    const { url } = await busyServer({ keys: [key] });
    // A little ahead: what was signed in the second of the start is not taken.
    const call = signedCall(event, { now: Date.now() + 3_000 });
    const told = await tell(fetch, `${url}/events`, call);
    expect(told).to.deep.include({ status: 503, sealed: true });
    expect(told.body).to.deep.include({ allowProvisioning: false, error: 'OVERLOADED' });
  });

  it('is warned of once a second, with how many', async () => {
    const clock = fakeClock();
    const waiting = gate();
    const { hook, logger } = sampleHook([waiting.plugin], [clock.plugin()]);
    running = await serve(hook, { ...insecure, inFlightLimit: 1 });
    const first = rawClient(running.port);
    first.send(rawPost(event));
    await waiting.reached;
    const shed = async () => {
      const client = rawClient(Number(running?.port));
      client.send(rawPost(event));
      await client.received;
    };
    for (let index = 0; index < 5; index += 1) await shed();
    const warnings = () =>
      logger.lines.filter(({ message }) => message === 'calls were turned away for load');
    expect(warnings()).to.have.lengthOf(0);
    clock.advance(1_000);
    expect(warnings().map(({ fields }) => fields)).to.deep.equal([{ full: 5 }]);
    await shed();
    clock.advance(1_000);
    expect(warnings().map(({ fields }) => fields)).to.deep.equal([{ full: 5 }, { full: 1 }]);
    waiting.open();
    await first.until('}}');
    first.socket.destroy();
  });
});

/** A client that was answered; nothing where its connection was closed. */
async function attempt(port: number) {
  const client = rawClient(port);
  client.send(rawPost('{}'));
  const answer = await Promise.race([client.until('}}'), client.received]);
  return answer === '' ? undefined : client;
}

describe('what comes before any call is known', () => {
  it('closes a connection beyond the limit, and takes another once one has gone', async () => {
    const metrics = serverMetrics();
    running = await serve(sampleHook().hook, { ...insecure, connectionLimit: 2, metrics });
    const { port } = running;
    const good = [rawClient(port), rawClient(port)];
    for (const client of good) {
      client.send(rawPost('{}'));
      await client.until('}}');
    }
    const beyond = rawClient(port);
    expect(await beyond.received).to.equal('');
    expect(await sample(metrics, 'gangway_shed_total{reason="connections"}')).to.match(/ 1$/);
    good[0]?.socket.destroy();
    await good[0]?.received;
    // The server hears of it a little later.
    let later = await attempt(port);
    while (later === undefined) later = await attempt(port);
    for (const client of [...good, later]) client.socket.destroy();
  });

  it('cuts off a connection that pipelines more than sixteen requests behind one', async () => {
    const { port, metrics, open, records } = await busyServer({ inFlightLimit: 100 });
    const client = rawClient(port);
    client.send(rawPost(event).repeat(1_000));
    expect(await client.received).to.equal('');
    expect(await sample(metrics, 'gangway_shed_total{reason="pipelined"}')).to.match(/ 1$/);
    open();
    const witness = rawClient(port);
    witness.send(rawPost(event));
    await witness.until('}}');
    expect(records.length).to.be.at.most(1 + 17 + 1);
    witness.socket.destroy();
  });

  it('answers a connection that pipelines sixteen, in order', async () => {
    const { port, open } = await busyServer({ inFlightLimit: 100 });
    const client = rawClient(port);
    const denied = JSON.stringify(anEvent({ serialNumber: 'SN-9999' }));
    client.send(
      `${rawPost(event)}${rawPost(denied).repeat(15)}${rawPost(event, ['Connection: close'])}`,
    );
    open();
    const answers = (await client.received).match(/"allowProvisioning":(true|false)/g);
    expect(answers?.map((text) => text.endsWith('true'))).to.deep.equal([
      true,
      ...Array.from({ length: 15 }, () => false),
      true,
    ]);
  });

  it('refuses more headers than 128 with 431 and a denial, each of them counted', async () => {
    running = await serve(sampleHook().hook, insecure);
    const ask = (count: number) => {
      const client = rawClient(Number(running?.port));
      client.send(
        rawPost(
          '{}',
          Array.from({ length: count }, () => 'A: b'),
        ),
      );
      return client;
    };
    const many = await ask(127).received;
    expect(many)
      .to.match(/^HTTP\/1\.1 431 /)
      .and.match(/"allowProvisioning":false/);
    const few = ask(126);
    expect(await few.until('}}')).to.match(/^HTTP\/1\.1 200 /);
    few.socket.destroy();
  });

  it('denies long bodies with 503 while others hold what they may, and short ones not', async () => {
    const metrics = serverMetrics();
    const { hook, records } = sampleHook();
    running = await serve(hook, { ...insecure, metrics, requestTimeoutMs: 60_000 });
    const { port } = running;
    const long = rawPost(`"${'a'.repeat(200_000)}"`);
    const half = Array.from({ length: 100 }, () => rawClient(port));
    for (const client of half) client.send(long.slice(0, -10));
    const answers = await Promise.race(half.map(({ received }) => received));
    expect(answers)
      .to.match(/^HTTP\/1\.1 503 /)
      .and.contain('OVERLOADED');
    const short = rawClient(port);
    short.send(rawPost(event));
    expect(await short.until('}}')).to.contain('"allowProvisioning":true');
    expect(await sample(metrics, 'gangway_shed_total{reason="memory"}')).to.not.match(/ 0$/);
    expect(records).to.have.lengthOf(1);
    for (const client of [...half, short]) client.socket.destroy();
  });
});
