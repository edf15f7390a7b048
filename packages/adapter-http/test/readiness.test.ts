import { serve, toFetchHandler } from '@gangway/adapter-http';
import { type DecidingHook, definePlugin, errorCode, PortError } from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { key } from './caller.js';
import { sampleHook, unsigned } from './sample-hook.js';

const get = new Request('http://hook/readyz');

/** A plugin whose store is asked by a probe, and answers when it is told to. */
function store() {
  const asked: AbortSignal[] = [];
  let answer: () => Promise<void> = async () => undefined;
  const plugin = definePlugin({
    name: 'timetable',
    reasonCodes: { TIMETABLE_DOWN: errorCode('It is down.', 'Start it.') },
    build: () => ({
      probe: ({ signal }) => {
        asked.push(signal);
        return answer();
      },
    }),
  })();
  const becomes = (next: () => Promise<void>) => {
    answer = next;
  };
  const down = () =>
    Promise.reject(new PortError('TIMETABLE_DOWN', 'table devices at 10.0.0.7 does not answer'));
  return { plugin, asked, becomes, down };
}

async function probed() {
  const clock = fakeClock();
  const port = store();
  const { hook, logger } = sampleHook([port.plugin], [clock.plugin()]);
  const handle = toFetchHandler(hook, unsigned);
  const ready = async () => {
    const response = await handle(get.clone());
    return { status: response.status, body: await response.json() };
  };
  await handle(new Request('http://hook/healthz'));
  return { ...port, clock, logger, hook, ready };
}

describe('GET /readyz', () => {
  it('is 200 while what the hook depends on answers', async () => {
    const { ready, asked } = await probed();
    expect(await ready()).to.deep.equal({ status: 200, body: { status: 'ready' } });
    expect(asked).to.have.lengthOf(1);
  });

  it('is 503 while it does not, and names plugin and code alone', async () => {
    const { ready, becomes, down } = await probed();
    becomes(down);
    expect(await ready()).to.deep.equal({
      status: 503,
      body: {
        status: 'unavailable',
        unavailable: [{ plugin: 'timetable', code: 'TIMETABLE_DOWN' }],
      },
    });
  });

  it('tells the log why, once for as long as it lasts', async () => {
    const { ready, becomes, down, clock, logger } = await probed();
    const lines = () => logger.lines.filter(({ message }) => message.startsWith('what the hook'));
    becomes(down);
    for (let index = 0; index < 3; index += 1) {
      await ready();
      clock.advance(1_000);
    }
    expect(lines()).to.have.lengthOf(1);
    expect(JSON.stringify(lines()[0])).to.contain('10.0.0.7');
    becomes(async () => undefined);
    await ready();
    clock.advance(1_000);
    becomes(down);
    await ready();
    expect(lines()).to.have.lengthOf(2);
  });

  it('asks once for all who ask within a second, and again after it', async () => {
    const { ready, becomes, clock, asked } = await probed();
    const answered = Promise.withResolvers<void>();
    becomes(() => answered.promise);
    const both = [ready(), ready()];
    answered.resolve();
    for (const { status } of await Promise.all(both)) expect(status).to.equal(200);
    clock.advance(999);
    await ready();
    expect(asked).to.have.lengthOf(1);
    clock.advance(1);
    await ready();
    expect(asked).to.have.lengthOf(2);
  });

  it('waits no longer than a second for a port that never answers, and leaves no timer', async () => {
    const { ready, becomes, clock, asked } = await probed();
    becomes(() => new Promise(() => undefined));
    const waiting = ready();
    // The handler has asked once it gave way.
    while (asked.length === 0) await Promise.resolve();
    clock.advance(900);
    expect((await waiting).body).to.deep.equal({
      status: 'unavailable',
      unavailable: [{ plugin: 'timetable', code: 'DEADLINE_EXCEEDED' }],
    });
    expect(asked[0]?.aborted).to.equal(true);
    expect(clock.waiting()).to.equal(0);
  });

  const odd: readonly (readonly [string, DecidingHook['probe']])[] = [
    ['throw', () => Promise.reject(new Error('broken'))],
    [
      'throw at once',
      () => {
        throw new Error('broken');
      },
    ],
    ['answer nothing', (() => Promise.resolve(undefined)) as unknown as DecidingHook['probe']],
  ];
  for (const [name, probe] of odd) {
    it(`is 503 where the probes ${name}`, async () => {
      const handle = toFetchHandler({ ...sampleHook().hook, ...(probe && { probe }) }, unsigned);
      await handle(new Request('http://hook/healthz'));
      const response = await handle(get.clone());
      expect(response.status).to.equal(503);
      expect(await response.text()).to.not.contain('broken');
    });
  }

  it('is 503 where the probes do not end by the signal', async () => {
    const clock = fakeClock();
    const { hook } = sampleHook([], [clock.plugin()]);
    let asked = false;
    const probe = () => {
      asked = true;
      return new Promise<never>(() => undefined);
    };
    const handle = toFetchHandler({ ...hook, probe }, unsigned);
    await handle(new Request('http://hook/healthz'));
    const answer = handle(get.clone());
    while (!asked) await Promise.resolve();
    clock.advance(950);
    expect((await answer).status).to.equal(503);
  });

  it('is 503 where the server was told to stop while its ports were asked', async () => {
    const { hook } = sampleHook();
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<readonly []>();
    const probe = () => {
      asked.resolve();
      return answered.promise;
    };
    const server = await serve({ ...hook, probe }, { port: 0, insecure: 'loopback' });
    await fetch(`${server.url}/healthz`);
    const response = fetch(`${server.url}/readyz`);
    await asked.promise;
    const closed = server.close();
    answered.resolve([]);
    expect((await response).status).to.equal(503);
    await closed;
  });

  it('is 503 from when the server is told to stop, while it still takes calls', async () => {
    const { hook } = sampleHook();
    const server = await serve(hook, { port: 0, insecure: 'loopback', drainMs: 100 });
    await fetch(`${server.url}/healthz`);
    expect((await fetch(`${server.url}/readyz`)).status).to.equal(200);
    const closed = server.close();
    const response = await fetch(`${server.url}/readyz`);
    expect(response.status).to.equal(503);
    expect(await response.json()).to.deep.equal({ status: 'stopping' });
    const decision = await fetch(`${server.url}/events`, { method: 'POST', body: '{}' });
    expect(decision.status).to.equal(200);
    await closed;
  });
});

describe('GET /readyz of a server with keys', () => {
  /** A server whose keys are there when a test says so, two seconds after its start. */
  async function keyed(keys: () => readonly string[] | Promise<readonly string[]>) {
    const clock = fakeClock();
    const { hook, logger } = sampleHook([], [clock.plugin()]);
    const handle = toFetchHandler(hook, { keys });
    clock.advance(2_000);
    await handle(new Request('http://hook/healthz'));
    const ready = async () => {
      const response = await handle(get.clone());
      return { status: response.status, body: await response.json() };
    };
    return { clock, logger, ready };
  }
  const noKeys = {
    status: 503,
    body: {
      status: 'unavailable',
      unavailable: [{ plugin: 'keys', code: 'CALL_KEYS_UNAVAILABLE' }],
    },
  };

  it('is 503 while there are none, since every call is refused, and 200 once they are back', async () => {
    let isThere = true;
    const { clock, ready } = await keyed(async () => {
      if (isThere) return [key];
      throw new Error('no file');
    });
    expect((await ready()).status).to.equal(200);
    isThere = false;
    clock.advance(1_000);
    expect(await ready()).to.deep.equal(noKeys);
    isThere = true;
    clock.advance(1_000);
    expect((await ready()).status).to.equal(200);
  });

  it('is 503 where they do not come, within the time of a probe', async () => {
    const asked = Promise.withResolvers<void>();
    const { clock, ready } = await keyed(() => {
      asked.resolve();
      return new Promise(() => undefined);
    });
    const waiting = ready();
    await asked.promise;
    clock.advance(900);
    expect(await waiting).to.deep.equal(noKeys);
  });
});
