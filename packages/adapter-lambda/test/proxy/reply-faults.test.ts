import { readHopKey, signCall } from '@gangway/hop';
import { expect } from 'chai';
import { expectDenial, oslo, proxyTo } from './proxied.js';
import {
  allowing,
  type Call,
  closeContainers,
  denying,
  newKey,
  type ReplyTerms,
  replyTo,
  seconds,
  signatureLines,
  startContainer,
} from './raw-container.js';

const key = newKey();

/** A container that answers so, and the proxy before it. */
async function answering(reply: (call: Call) => string | Buffer) {
  const container = await startContainer((call) => call.socket.write(reply(call)));
  return { ...proxyTo({ url: container.url, keys: [key], replyLimit: 20_000 }), container };
}

const lines = (call: Call, body: string = allowing) =>
  signatureLines(key, { id: call.id, timestamp: seconds(), body });
const without = (name: string, all: readonly string[]) =>
  all.filter((line) => !line.startsWith(name));
const wrongId = 'event_4320_0123456789abcdef0123456789abcdef';

describe('a reply is refused', () => {
  afterEach(closeContainers);

  const faults: readonly (readonly [string, string, (call: Call) => ReplyTerms])[] = [
    ['without a signature', 'PROXY_REPLY_UNSIGNED', () => ({ signature: [] })],
    [
      'with a signature in its trailers alone',
      'PROXY_REPLY_UNSIGNED',
      () => ({ signature: ['trailer: webhook-signature'] }),
    ],
    [
      'without an id',
      'PROXY_REPLY_SIGNATURE_MALFORMED',
      (call) => ({ signature: without('webhook-id', lines(call)) }),
    ],
    [
      'without a time',
      'PROXY_REPLY_SIGNATURE_MALFORMED',
      (call) => ({ signature: without('webhook-timestamp', lines(call)) }),
    ],
    [
      'with a doubled signature, of which one is right',
      'PROXY_REPLY_SIGNATURE_MALFORMED',
      (call) => ({
        signature: [...lines(call), `Webhook-Signature: v1,${Buffer.alloc(32).toString('base64')}`],
      }),
    ],
    [
      'with a doubled id',
      'PROXY_REPLY_SIGNATURE_MALFORMED',
      (call) => ({ signature: [`WEBHOOK-ID: ${call.id}`, ...lines(call)] }),
    ],
    [
      'with a second id behind four thousand other headers',
      'PROXY_REPLY_SIGNATURE_MALFORMED',
      (call) => ({
        signature: [...lines(call), ...Array(2_100).fill('a:'), `webhook-id:${call.id}`],
      }),
    ],
    [
      'signed by another key',
      'PROXY_REPLY_SIGNATURE_WRONG',
      (call) => ({
        signature: signatureLines(newKey(), { id: call.id, timestamp: seconds(), body: allowing }),
      }),
    ],
    [
      "signed with the call's key instead of the one for replies",
      'PROXY_REPLY_SIGNATURE_WRONG',
      ({ id }) => ({
        signature: Object.entries(
          signCall([readHopKey(key)], { id, timestamp: seconds(), body: allowing }),
        ).map(([name, value]) => `${name}: ${value}`),
      }),
    ],
    [
      'over another body',
      'PROXY_REPLY_SIGNATURE_WRONG',
      (call) => ({ signature: lines(call, denying) }),
    ],
    ['to another call', 'PROXY_REPLY_OTHER_CALL', () => ({ id: wrongId })],
    ['of a minute ago', 'PROXY_REPLY_OUT_OF_TIME', () => ({ timestamp: seconds() - 60 })],
    ['of a minute ahead', 'PROXY_REPLY_OUT_OF_TIME', () => ({ timestamp: seconds() + 60 })],
    ['that is a redirect', 'PROXY_REDIRECTED', () => ({ status: 307, more: ['location: /'] })],
    ['that is a 304', 'PROXY_REDIRECTED', () => ({ status: 304, body: '' })],
    ['in gzip', 'PROXY_REPLY_ENCODED', () => ({ more: ['content-encoding: gzip'] })],
    [
      'in nothing and gzip',
      'PROXY_REPLY_ENCODED',
      () => ({ more: ['content-encoding: identity', 'content-encoding: gzip'] }),
    ],
    ['of 20,001 octets', 'PROXY_REPLY_TOO_LARGE', () => ({ body: ' '.repeat(20_001) })],
    [
      'with headers over the limit',
      'PROXY_REPLY_TOO_LARGE',
      () => ({ more: [`x-filler: ${'x'.repeat(17_000)}`] }),
    ],
    [
      'with two lengths',
      'PROXY_REPLY_NOT_HTTP',
      () => ({ more: [`content-length: ${allowing.length}`] }),
    ],
    [
      'with a length and chunks',
      'PROXY_REPLY_NOT_HTTP',
      () => ({ more: ['transfer-encoding: chunked'] }),
    ],
    ['with a header that has no colon', 'PROXY_REPLY_NOT_HTTP', () => ({ more: ['nonsense'] })],
    ['with a bare line feed', 'PROXY_REPLY_NOT_HTTP', () => ({ more: ['a: b\nc: d'] })],
  ];
  for (const [what, code, terms] of faults) {
    it(`${what}: ${code}`, async () => {
      const proxy = await answering((call) => replyTo(call, key, terms(call)));
      await expectDenial(proxy, code);
      expect(proxy.container.calls).to.have.length(1);
    });
  }

  it("when it is the call's own signature that is sent back", async () => {
    const proxy = await answering((call) => {
      const own = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
      const signature = own.map((name) => `${name}: ${call.headers[name]}`);
      return replyTo(call, key, { body: call.body, signature });
    });
    await expectDenial(proxy, 'PROXY_REPLY_SIGNATURE_WRONG');
  });

  it('when it is the sound reply to an earlier call', async () => {
    let first: Buffer | undefined;
    const proxy = await answering((call) => {
      first ??= replyTo(call, key);
      return first;
    });
    expect(await proxy.ask()).to.deep.equal(oslo);
    await expectDenial(proxy, 'PROXY_REPLY_OTHER_CALL');
  });

  it('without a signature, and its code is told as unverified', async () => {
    const body = '{"allowProvisioning":false,"parameterOverrides":{},"error":"CALL_OUT_OF_TIME"}';
    const proxy = await answering((call) =>
      replyTo(call, key, { status: 401, body, signature: [] }),
    );
    const { detail } = await expectDenial(proxy, 'PROXY_REFUSED');
    expect(detail).to.equal('HTTP 401, unverified: CALL_OUT_OF_TIME');
  });

  it('without a signature, and nothing of it is told that is no code', async () => {
    const body = '{"error":"call-\\u001b[2J"}';
    const proxy = await answering((call) =>
      replyTo(call, key, { status: 401, body, signature: [] }),
    );
    expect((await expectDenial(proxy, 'PROXY_REPLY_UNSIGNED')).detail).to.equal('HTTP 401');
  });
});

describe('a reply that is signed', () => {
  afterEach(closeContainers);

  const texts = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`K${index}`, 'v']));
  const withOverrides = (given: unknown, allow = true) =>
    JSON.stringify({ allowProvisioning: allow, parameterOverrides: given });
  const malformed: readonly (readonly [string, ReplyTerms])[] = [
    ['is no JSON', { body: allowing.slice(1) }],
    ['is empty', { body: '' }],
    ['is a list', { body: `[${allowing}]` }],
    ['is null', { body: 'null' }],
    ['begins with a byte order mark', { body: `\ufeff${allowing}` }],
    [
      'is no UTF-8',
      {
        body: Buffer.concat([
          Buffer.from(allowing.slice(0, -4)),
          Buffer.from([0xff]),
          Buffer.from('"}}'),
        ]),
      },
    ],
    ['has a member more', { body: allowing.replace('{', '{"reason":"x",') }],
    ['has __proto__ for a member', { body: allowing.replace('{', '{"__proto__":{},') }],
    ['has no overrides', { body: '{"allowProvisioning":true}' }],
    ['has no decision', { body: '{"parameterOverrides":{}}' }],
    ['allows with a text', { body: allowing.replace('true', '"true"') }],
    ['allows with a number', { body: allowing.replace('true', '1') }],
    ['has overrides that are null', { body: withOverrides(null) }],
    ['has overrides that are a list', { body: withOverrides(['Oslo']) }],
    ['has a number for an override', { body: withOverrides({ Site: 1 }) }],
    ['has an override of 4,097 characters', { body: withOverrides({ Site: 'x'.repeat(4_097) }) }],
    ['has half a surrogate pair', { body: allowing.replace('Oslo', '\\ud800') }],
    ['has an override without a name', { body: withOverrides({ '': 'x' }) }],
    ['has a name of 2,049 characters', { body: withOverrides({ ['x'.repeat(2_049)]: 'x' }) }],
    ["has a name of AWS IoT's", { body: withOverrides({ 'AWS::Region': 'x' }) }],
    [
      'has __proto__ for a name',
      { body: '{"allowProvisioning":true,"parameterOverrides":{"__proto__":"x"}}' },
    ],
    ['has an override twice', { body: allowing.replace('{"Site"', '{"Site":"Rome","Site"') }],
    ['denies and allows', { body: allowing.replace('{', '{"allowProvisioning":false,') }],
    ['denies with overrides', { body: withOverrides({ Site: 'Oslo' }, false) }],
    ['allows with an error', { body: allowing.replace('{', '{"error":"A",') }],
    ['denies with 200 and an error', { body: denying.replace('{', '{"error":"A",') }],
    [
      'denies with an error that is no code',
      { status: 500, body: denying.replace('{', '{"error":"a b",') },
    ],
    ['allows with 201', { status: 201 }],
    ['allows with 401', { status: 401 }],
    ['allows with 500', { status: 500 }],
    ['denies with 201', { status: 201, body: denying }],
    ['denies with 600', { status: 600, body: denying }],
  ];
  for (const [what, terms] of malformed) {
    it(`and ${what} is malformed`, async () => {
      const proxy = await answering((call) => replyTo(call, key, terms));
      await expectDenial(proxy, 'PROXY_REPLY_MALFORMED');
    });
  }

  const errorIs = (code: string) => denying.replace('{', `{"error":"${code}",`);
  const denials: readonly (readonly [number, string, string, string])[] = [
    [200, denying, 'CONTAINER_DENIED', 'HTTP 200'],
    [400, denying, 'CONTAINER_REFUSED_EVENT', 'HTTP 400'],
    [401, errorIs('CALL_REPLAYED'), 'PROXY_REFUSED', 'HTTP 401: CALL_REPLAYED'],
    [503, errorIs('OVERLOADED'), 'CONTAINER_OVERLOADED', 'HTTP 503: OVERLOADED'],
    [400, errorIs('OVERLOADED'), 'CONTAINER_OVERLOADED', 'HTTP 400: OVERLOADED'],
    [503, errorIs('CALL_MEMORY_FULL'), 'CONTAINER_FAILED', 'HTTP 503: CALL_MEMORY_FULL'],
    [500, denying, 'CONTAINER_FAILED', 'HTTP 500'],
  ];
  for (const [status, body, code, detail] of denials) {
    it(`and denies with ${detail} is ${code}`, async () => {
      const proxy = await answering((call) => replyTo(call, key, { status, body }));
      expect(await expectDenial(proxy, code)).to.have.property('detail', detail);
    });
  }

  const sound: readonly (readonly [string, (call: Call) => ReplyTerms, object])[] = [
    [
      'with blanks and escapes',
      () => ({
        body: ' { "allowProvisioning" : true ,\n"parameterOverrides":{"S\\u0069te":"\\"\\\\" }}',
      }),
      { Site: '"\\' },
    ],
    ['with no overrides', () => ({ body: withOverrides({}) }), {}],
    ['with 200 overrides', () => ({ body: withOverrides(texts(200)) }), texts(200)],
    [
      'with constructor for a name',
      () => ({ body: withOverrides({ constructor: 'x' }) }),
      { constructor: 'x' },
    ],
    [
      'with an override of 4,096 characters',
      () => ({ body: withOverrides({ a: 'ä'.repeat(4_096) }) }),
      { a: 'ä'.repeat(4_096) },
    ],
    [
      'of a reply that declares no encoding',
      () => ({ more: ['content-encoding: identity'] }),
      { Site: 'Oslo' },
    ],
    [
      'of an older signature beside the right one',
      (call) => {
        const [id = '', time = '', signature = ''] = lines(call);
        const other = `v1,${Buffer.alloc(32).toString('base64')}`;
        return { signature: [id, time, signature.replace(': ', `: ${other} `)] };
      },
      { Site: 'Oslo' },
    ],
  ];
  for (const [what, terms, parameterOverrides] of sound) {
    it(`is an allow ${what}`, async () => {
      const proxy = await answering((call) => replyTo(call, key, terms(call)));
      expect(await proxy.ask()).to.deep.equal({ allowProvisioning: true, parameterOverrides });
    });
  }
});
