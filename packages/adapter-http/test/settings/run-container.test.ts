import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type RunContainerOptions, runContainer, serverMetrics } from '@gangway/adapter-http';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { key } from '../caller.js';
import { sampleHook } from '../sample-hook.js';

/** Runs a container until it listens, stops it, and tells what it logged and how it ended. */
async function ran(options: RunContainerOptions) {
  const { hook, logger } = sampleHook();
  const listens = Promise.withResolvers<string>();
  let stop = () => {};
  let ended = 0;
  const onStop = (stops: () => void) => {
    stop = stops;
    return () => {
      ended += 1;
    };
  };
  const log: typeof hook.logger.log = (level, message, fields) => {
    hook.logger.log(level, message, fields);
    if (message === 'the server listens') listens.resolve(String(fields?.url));
  };
  const code = runContainer({ ...hook, logger: { log } }, { onStop, ...options });
  return { code, url: listens.promise, stop: () => stop(), logger, ended: () => ended };
}

describe('runContainer', () => {
  const environment = { GANGWAY_PORT: '0', GANGWAY_INSECURE: 'loopback' };

  it('serves until it is told to stop, says so in the log, and ends with 0', async () => {
    const metrics = serverMetrics();
    const { code, url, stop, logger, ended } = await ran({ environment, metrics });
    expect((await fetch(`${await url}/healthz`)).status).to.equal(200);
    expect((await fetch(`${await url}/events`, { method: 'POST', body: '{}' })).status).to.equal(
      200,
    );
    expect((await metrics.read()).text).to.contain('gangway_decisions_total{outcome=');
    stop();
    expect(await code).to.equal(0);
    expect(ended()).to.equal(1);
    const told = logger.lines.filter(({ message }) => message.startsWith('the server'));
    expect(told.map(({ level, message }) => [level, message])).to.deep.equal([
      ['info', 'the server listens'],
      ['info', 'the server stops'],
      ['info', 'the server has stopped'],
    ]);
  });

  it('takes the settings that it is given where the environment says nothing', async () => {
    const settings = { port: 1, keys: [key], insecure: 'anywhere' } as const;
    const { url, stop, code, logger } = await ran({ environment, settings });
    expect(new URL(await url).port).to.not.equal('1');
    stop();
    expect(await code).to.equal(0);
    expect(logger.lines.some(({ fields }) => fields?.insecure === 'loopback')).to.equal(true);
  });

  it('warns of a variable that is mistyped', async () => {
    const { url, stop, code, logger } = await ran({
      environment: { ...environment, GANGWAY_BODYLIMIT: '1' },
    });
    await url;
    stop();
    await code;
    const warned = logger.lines.filter(({ message }) => message.startsWith('GANGWAY_BODYLIMIT'));
    expect(warned.map(({ level }) => level)).to.deep.equal(['warn']);
  });

  for (const [what, wrong] of [
    ['a setting is wrong', { ...environment, GANGWAY_PORT: 'eighty' }],
    ['nobody has said who may ask', {}],
    ['the file of keys is not there', { GANGWAY_KEYS_FILE: '/nowhere/keys' }],
  ] as const) {
    it(`ends with 2 where ${what}, and says why`, async () => {
      const run = await ran({ environment: wrong });
      expect(await run.code).to.equal(2);
      expect(run.ended()).to.equal(1);
      const [line] = run.logger.lines;
      expect(line).to.include({ level: 'error', message: 'the server could not start' });
      expect(String(line?.fields?.error)).to.match(/^CompositionError: .*(PORT|KEYS_FILE)/);
    });
  }

  it('ends with 1 where it cannot listen, and says why', async () => {
    const { url, stop, code } = await ran({ environment });
    const { port } = new URL(await url);
    const second = await ran({ environment: { ...environment, GANGWAY_PORT: port } });
    expect(await second.code).to.equal(1);
    expect(JSON.stringify(second.logger.lines)).to.contain('EADDRINUSE');
    stop();
    await code;
  });
});

describe('runContainer, in a process of its own', () => {
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  // A check that does not answer keeps the first signal's grace; an interval stands for what plugins leave open.
  const entry = `
    import { runContainer } from '@gangway/adapter-http';
    import { composeHook, defineHook } from '@gangway/composition';
    import { defineCheck, permit } from '@gangway/core';
    setInterval(() => {}, 1_000);
    const slow = defineCheck('slow', async () => {
      console.log(JSON.stringify({ message: 'asked' }));
      await new Promise(() => {});
      return permit();
    });
    const hook = composeHook(defineHook([slow]));
    process.exitCode = await runContainer(hook, { environment: process.env });
  `;

  function start() {
    const started = spawn(process.execPath, ['--input-type=module', '-e', entry], {
      cwd: new URL('..', import.meta.url),
      env: { PATH: process.env.PATH, GANGWAY_PORT: '0', GANGWAY_INSECURE: 'loopback' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
    const until = async (message: string) => {
      for (;;) {
        const { done, value } = await lines.next();
        if (done === true) throw new Error(`ended before it said: ${message}`);
        const line = JSON.parse(value);
        if (line.message === message) return line;
      }
    };
    return {
      until,
      ended: once(started, 'close'),
      kill: (signal: NodeJS.Signals) => started.kill(signal),
    };
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 at ${signal}, whatever plugins hold open`, async () => {
      const { until, ended, kill } = start();
      await until('the server listens');
      kill(signal);
      await until('the server has stopped');
      expect((await ended)[0]).to.equal(0);
    });
  }

  it('ends at once with 1 when it is asked twice', async () => {
    const { until, ended, kill } = start();
    const { url } = await until('the server listens');
    const answer = fetch(`${url}/events`, {
      method: 'POST',
      body: JSON.stringify(anEvent()),
    }).catch((error: unknown) => error);
    await until('asked');
    kill('SIGTERM');
    await until('the server stops');
    kill('SIGTERM');
    expect((await ended)[0]).to.equal(1);
    expect(await answer).to.be.instanceOf(Error);
  });
});
