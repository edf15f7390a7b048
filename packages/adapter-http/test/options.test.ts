import {
  type FetchHandlerOptions,
  type ServeOptions,
  serve,
  toFetchHandler,
} from '@gangway/adapter-http';
import { CompositionError } from '@gangway/core';
import { expect } from 'chai';
import { key } from './caller.js';
import { sampleHook } from './sample-hook.js';

/** What `serve` refuses options with; a server that starts after all is closed. */
async function refusal(options: object): Promise<unknown> {
  try {
    const server = await serve(sampleHook().hook, {
      port: 0,
      insecure: 'loopback',
      ...options,
    } as ServeOptions);
    await server.close();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('serve, its options', () => {
  const wrong: readonly Readonly<Record<string, unknown>>[] = [
    { port: undefined },
    { port: '8080' },
    { port: 65_536 },
    { port: NaN },
    { hostname: '' },
    { hostname: 7 },
    { bodyLimit: NaN },
    { bodyLimit: '1mb' },
    { bodyLimit: 0 },
    { bodyLimit: Infinity },
    { headersTimeoutMs: 0 },
    { requestTimeoutMs: NaN },
    { keepAliveTimeoutMs: -1 },
    { closeGraceMs: 2 ** 31 },
    { closeGraceMs: 1.5 },
    { inFlightLimit: 0 },
    { connectionLimit: 0 },
    { connectionLimit: Infinity },
    { drainMs: -1 },
    { metrics: true },
    { metrics: null },
    { keys: 'whsec_' },
    { keys: null },
    { insecure: true },
    { insecure: 'nowhere' },
    { replayLimit: 0 },
    { replayLimit: 10_000_001 },
    { lifecycle: () => undefined },
    { lifecycle: null },
  ];
  for (const given of wrong) {
    const [[name, value] = ['', undefined]] = Object.entries(given);
    it(`refuses a wrong one before it listens: ${name} ${JSON.stringify(value)} (${value})`, async () => {
      const error = await refusal(given);
      expect(error).to.be.instanceOf(CompositionError);
      expect(error).to.have.property('code', 'OPTION_INVALID');
      expect((error as Error).message).to.contain(name);
    });
  }

  it('refuses one that there is not, and names the one that is meant', async () => {
    const error = await refusal({ bodyLimits: 1_000 });
    expect(error).to.have.property('code', 'OPTION_UNKNOWN');
    expect((error as Error).message).to.contain('"bodyLimit"');
  });
});

describe('who may ask', () => {
  const { hook } = sampleHook();

  it('is to be said: neither keys nor insecure is no default of the other', async () => {
    for (const error of [
      await serve(hook, { port: 0 }).catch((reason: unknown) => reason),
      thrown(() => toFetchHandler(hook, {})),
    ]) {
      expect(error).to.be.instanceOf(CompositionError).with.property('code', 'OPTION_INVALID');
      expect((error as Error).message).to.match(/"keys".*"insecure: '(loopback|anywhere)'"/);
    }
  });

  for (const hostname of [
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    '127.0.0.1.example',
    'example',
  ]) {
    it(`is not 'loopback' on ${hostname}`, async () => {
      const error = await refusal({ insecure: 'loopback', hostname });
      expect(error).to.have.property('code', 'OPTION_INVALID');
      expect((error as Error).message).to.contain(hostname);
    });
  }

  for (const hostname of ['127.0.0.1', '127.1.2.3', 'localhost']) {
    it(`may be 'loopback' on ${hostname}, where the log has a warning of it`, async () => {
      const { hook: served, logger } = sampleHook();
      const server = await serve(served, { port: 0, hostname, insecure: 'loopback' });
      await fetch(`${server.url}/healthz`);
      await server.close();
      expect(logger.lines.map(({ level, fields }) => [level, fields?.insecure])).to.deep.equal([
        ['warn', 'loopback'],
      ]);
    });
  }

  it("may be 'anywhere', where the log has a warning of it; with keys alone it has none", async () => {
    const { hook: served, logger } = sampleHook();
    const anywhere = { hostname: '0.0.0.0', insecure: 'anywhere' } as const;
    for (const options of [anywhere, { keys: [key] }]) {
      const server = await serve(served, { port: 0, ...options });
      await fetch(`http://127.0.0.1:${server.port}/healthz`);
      await server.close();
    }
    expect(logger.lines.map(({ fields }) => fields?.insecure)).to.deep.equal(['anywhere']);
  });

  for (const [what, keys] of [
    ['none', []],
    ['nine', Array.from({ length: 9 }, () => key)],
    ['one that is none', [`${key}!`]],
  ] as const) {
    it(`is refused when the server starts where the keys are wrong, without telling them: ${what}`, async () => {
      const error = await refusal({ keys });
      expect(error).to.be.instanceOf(CompositionError).with.property('code', 'OPTION_INVALID');
      expect((error as Error).message).to.match(/^serve, option "keys": /);
      expect(String(error)).to.not.contain(key.slice(6, 20));
    });
  }
});

function thrown(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('the options of toFetchHandler', () => {
  for (const bodyLimit of [NaN, '1mb', 0, -1, 1.5, Infinity, null]) {
    it(`are checked when it is made: a body limit of ${bodyLimit}`, () => {
      const options = { insecure: 'anywhere', bodyLimit } as FetchHandlerOptions;
      expect(() => toFetchHandler(sampleHook().hook, options))
        .to.throw(CompositionError, 'bodyLimit')
        .with.property('code', 'OPTION_INVALID');
    });
  }

  it("know no 'loopback': a handler cannot tell who reaches it", () => {
    const options = { insecure: 'loopback' } as object;
    expect(() => toFetchHandler(sampleHook().hook, options))
      .to.throw(CompositionError, 'insecure')
      .with.property('code', 'OPTION_INVALID');
  });

  it('are refused when there is none of that name', () => {
    const options = { insecure: 'anywhere', bodylimits: 1 } as FetchHandlerOptions;
    expect(() => toFetchHandler(sampleHook().hook, options))
      .to.throw(CompositionError, 'Did you mean "bodyLimit"?')
      .with.property('code', 'OPTION_UNKNOWN');
  });
});
