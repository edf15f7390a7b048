import {
  type FetchHandlerOptions,
  type ServeOptions,
  serve,
  toFetchHandler,
} from '@gangway/adapter-http';
import { CompositionError } from '@gangway/core';
import { expect } from 'chai';
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

describe('the options of toFetchHandler', () => {
  for (const bodyLimit of [NaN, '1mb', 0, -1, 1.5, Infinity, null]) {
    it(`are checked when it is made: a body limit of ${bodyLimit}`, () => {
      const options = { insecure: 'anywhere', bodyLimit } as FetchHandlerOptions;
      expect(() => toFetchHandler(sampleHook().hook, options))
        .to.throw(CompositionError, 'bodyLimit')
        .with.property('code', 'OPTION_INVALID');
    });
  }

  it('are refused when there is none of that name', () => {
    const options = { insecure: 'anywhere', bodylimits: 1 } as FetchHandlerOptions;
    expect(() => toFetchHandler(sampleHook().hook, options))
      .to.throw(CompositionError, 'Did you mean "bodyLimit"?')
      .with.property('code', 'OPTION_UNKNOWN');
  });
});
