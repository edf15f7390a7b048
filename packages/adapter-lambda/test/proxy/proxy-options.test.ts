import {
  type LambdaProxyOptions,
  lambdaProxyHandler,
  lambdaProxyLifecycleHandler,
} from '@gangway/adapter-lambda/proxy';
import { CompositionError, GangwayError } from '@gangway/core';
import { makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import { newKey } from './raw-container.js';

const url = 'https://hook.internal:8443';
const keys = [newKey()];
const make = (options: object) => () =>
  lambdaProxyHandler({ url, keys, ...options } as LambdaProxyOptions);

describe('the options of lambdaProxyHandler', () => {
  const addresses = [
    'https://hook.internal',
    'https://10.0.0.7:8443/hook/events',
    new URL('https://hook.internal'),
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://127.8.9.1',
    'http://[::1]:8080',
  ];
  for (const address of addresses) {
    it(`take ${address}`, () => expect(make({ url: address })).to.not.throw());
  }

  const wrong: readonly (readonly [string, object, string])[] = [
    ['plain http to another machine', { url: 'http://hook.internal' }, 'plainHttp'],
    [
      'a name that only begins as this machine',
      { url: 'http://localhost.example.com' },
      'plainHttp',
    ],
    [
      'an address that only begins as this machine',
      { url: 'http://127.0.0.1.example.com' },
      'plainHttp',
    ],
    ['plain http to all addresses', { url: 'http://0.0.0.0:8080' }, 'plainHttp'],
    ['a password', { url: 'https://me:secret@hook.internal' }, 'password'],
    ['a name', { url: 'https://me@hook.internal' }, 'password'],
    ['a query', { url: 'https://hook.internal/?a=b' }, 'query'],
    ['a query of nothing', { url: 'https://hook.internal/events?' }, 'query'],
    ['a fragment', { url: 'https://hook.internal/#a' }, 'fragment'],
    ['another scheme', { url: 'ftp://hook.internal' }, 'http or https'],
    ['no URL', { url: 'hook.internal' }, 'http or https'],
    ['no url', { url: undefined }, 'http or https'],
    ['a number for url', { url: 8080 }, 'http or https'],
    ['plainHttp that is a text', { plainHttp: 'yes' }, 'true or false'],
    ['no time to connect', { connectTimeoutMs: 0 }, 'whole number'],
    ['NaN to connect', { connectTimeoutMs: Number.NaN }, 'whole number'],
    ['a text to connect', { connectTimeoutMs: '1000' }, 'whole number'],
    ['a margin below nought', { marginMs: -1 }, 'whole number'],
    ['half a millisecond', { marginMs: 0.5 }, 'whole number'],
    ['a keep-alive without end', { keepAliveMs: Number.POSITIVE_INFINITY }, 'whole number'],
    ['a limit of nought', { bodyLimit: 0 }, 'whole number'],
    ['a limit in words', { replyLimit: '1mb' }, 'whole number'],
    ['a time of init that is none', { initDurationMs: Number.NaN }, 'finite number'],
    ['a clock that is none', { clock: { now: () => 0 } }, 'Clock'],
    ['a logger that is none', { logger: console.log }, 'Logger'],
    ['an empty name for the server', { servername: '' }, 'not empty'],
    ['no CA', { ca: [] }, 'certificates in PEM'],
    ['an empty CA', { ca: '' }, 'certificates in PEM'],
    ['a CA that is no PEM', { ca: '-----BEGIN CERTIFICATE-----\nx' }, 'PEM'],
    [
      'a CA that holds no certificate',
      { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
      'PEM',
    ],
    ['a certificate without its key', { cert: 'x' }, 'belong together'],
    ['a key without its certificate', { key: 'x' }, 'belong together'],
    ['a CA for plain http', { url: 'http://localhost', ca: 'x' }, 'https'],
    ['a server name for plain http', { url: 'http://localhost', servername: 'a' }, 'https'],
  ];
  for (const [what, options, message] of wrong) {
    it(`refuse ${what}`, () => {
      expect(make(options))
        .to.throw(CompositionError, message)
        .with.property('code', 'OPTION_INVALID');
    });
  }

  it('take plain http to another machine where that is said', () => {
    expect(make({ url: 'http://hook.internal', plainHttp: true })).to.not.throw();
  });

  it('take undefined for what is not given', () => {
    expect(make({ ca: undefined, marginMs: undefined, clock: undefined })).to.not.throw();
  });

  it('refuse one that there is not, and name the one that is meant', () => {
    expect(make({ connectTimeout: 5 }))
      .to.throw(CompositionError, 'Did you mean "connectTimeoutMs"')
      .with.property('code', 'OPTION_UNKNOWN');
    expect(make({ toString: 5 }))
      .to.throw(CompositionError)
      .with.property('code', 'OPTION_UNKNOWN');
  });

  it('refuse to be none', () => {
    for (const options of [undefined, null, 'https://hook.internal']) {
      expect(() => lambdaProxyHandler(options as unknown as LambdaProxyOptions))
        .to.throw(CompositionError)
        .with.property('code', 'OPTION_INVALID');
    }
  });

  it('refuse keys that are none, and tell nothing of them', () => {
    for (const given of [[], ['whsec_c2VjcmV0'], undefined, [7]]) {
      expect(make({ keys: given }))
        .to.throw(GangwayError)
        .that.satisfies(
          ({ code, message }: GangwayError) =>
            /^HOP_KEYS?_INVALID$/.test(code) && !message.includes('c2VjcmV0'),
        );
    }
  });

  it('refuse a key that is not that of the certificate, and quote neither', async () => {
    const [one, other] = await Promise.all([
      makeCertificate({ freshKey: true }),
      makeCertificate({ freshKey: true }),
    ]);
    expect(make({ cert: one.pem, key: one.privateKeyPem })).to.not.throw();
    expect(make({ cert: one.pem, key: other.privateKeyPem }))
      .to.throw(CompositionError)
      .that.satisfies(({ message, cause }: Error) => !/BEGIN/.test(message) && cause === undefined);
  });

  it('are those of lambdaProxyLifecycleHandler, too', () => {
    expect(() => lambdaProxyLifecycleHandler({ url: 'http://hook.internal', keys }))
      .to.throw(CompositionError, 'lambdaProxyLifecycleHandler, option "url"')
      .with.property('code', 'OPTION_INVALID');
  });
});
