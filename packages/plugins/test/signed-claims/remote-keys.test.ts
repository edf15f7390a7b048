import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { composeHook, defineHook } from '@gangway/composition';
import { signedClaims } from '@gangway/plugins/signed-claims';
import {
  anEvent,
  type ClaimsIssuer,
  fakeClock,
  makeClaimsIssuer,
  memoryLogger,
} from '@gangway/testing';
import { expect } from 'chai';
import { detailOf, faultOf, verdictOf } from '../deciding.js';
import { until } from '../thing/asking.js';
import type { Options } from './asking.js';
import { type KeyServer, neverAnswering, startKeyServer, withJson } from './key-server.js';

const unavailable = 'DENY_ERROR SIGNED_CLAIMS_KEYS_UNAVAILABLE';
const unknown = 'DENY_POLICY SIGNED_CLAIMS_KEY_UNKNOWN';
const [minute, hour] = [60_000, 3_600_000];

describe('signed-claims and keys behind a URL', () => {
  let first: ClaimsIssuer;
  let second: ClaimsIssuer;
  let server: KeyServer;
  before(async () => {
    first = await makeClaimsIssuer({ kid: 'first' });
    second = await makeClaimsIssuer({ kid: 'second' });
  });
  beforeEach(async () => {
    server = await startKeyServer(first.jwks);
  });
  afterEach(() => server.close());

  /** One hook for several requests, under a clock that stands still. */
  const hookAt = (url: string, more: Partial<Options> = {}) => {
    const clock = fakeClock();
    const plugin = signedClaims({
      serialNumber: 'SerialNumber',
      issuer: first.issuer,
      audience: first.audience,
      jwksUrl: url,
      ...more,
    });
    const hook = composeHook(defineHook([plugin]), {
      replace: [clock.plugin(), memoryLogger().plugin()],
    });
    const decide = (by: ClaimsIssuer) => hook.decide(by.endorse(anEvent(), {}, clock.now()));
    return { clock, hook, decide, ask: async (by: ClaimsIssuer) => verdictOf(await decide(by)) };
  };
  const both = () => ({ keys: [...first.jwks.keys, ...second.jwks.keys] });
  /** An issuer's key under a name that nobody has heard of. */
  const calling = (kid: string): ClaimsIssuer => ({
    ...second,
    endorse: (event, changes = {}, at) => ({
      ...event,
      parameters: {
        ...event.parameters,
        SignedClaims: second.sign({ ...second.claimsFor(event, at), ...changes }, { kid }),
      },
    }),
  });

  it('fetches them once for as long as they are fresh', async () => {
    const { ask, clock } = hookAt(server.url);
    for (let request = 0; request < 5; request += 1) expect(await ask(first)).to.equal('ALLOW');
    clock.advance(599_999);
    expect(await ask(first)).to.equal('ALLOW');
    expect(server.asked).to.equal(1);
    clock.advance(1);
    expect(await ask(first)).to.equal('ALLOW');
    expect(server.asked).to.equal(2);
  });

  it('fetches them when the hook gets ready, where it has none of its own', async () => {
    const alone = hookAt(server.url);
    await alone.hook.prepare();
    expect(server.asked).to.equal(1);
    expect(await alone.ask(first)).to.equal('ALLOW');
    expect(server.asked).to.equal(1);
    const beside = hookAt(server.url, { jwks: first.jwks });
    await beside.hook.prepare();
    expect(server.asked).to.equal(1);
  });

  it('asks for no key that stands in the deployment', async () => {
    server.answer = withJson(second.jwks);
    const { ask } = hookAt(server.url, { jwks: first.jwks });
    expect(await ask(first)).to.equal('ALLOW');
    expect(server.asked).to.equal(0);
    expect(await ask(second)).to.equal('ALLOW');
    expect(server.asked).to.equal(1);
  });

  it("lets no fetched key stand in for the deployment's own of that name", async () => {
    server.answer = withJson({ keys: second.jwks.keys.map((key) => ({ ...key, kid: 'first' })) });
    const { ask } = hookAt(server.url, { jwks: first.jwks });
    expect(await ask(calling('first'))).to.equal('DENY_POLICY SIGNED_CLAIMS_SIGNATURE_WRONG');
    expect(server.asked).to.equal(0);
  });

  it('sees a key that was added, at the first token by it', async () => {
    const { ask, clock } = hookAt(server.url);
    expect(await ask(first)).to.equal('ALLOW');
    server.answer = withJson(both());
    clock.advance(30_000);
    expect(await ask(second)).to.equal('ALLOW');
    expect(server.asked).to.equal(2);
  });

  it('forgets a key that was taken away, when the set is no longer fresh', async () => {
    const { ask, clock } = hookAt(server.url);
    server.answer = withJson(both());
    expect(await ask(second)).to.equal('ALLOW');
    server.answer = withJson(first.jwks);
    clock.advance(10 * minute);
    expect(await ask(second)).to.equal(unknown);
    expect(await ask(first)).to.equal('ALLOW');
  });

  it('fetches once a cooldown, however many keys are asked for that nobody has', async () => {
    const { ask, clock } = hookAt(server.url);
    for (let storm = 0; storm < 20; storm += 1) {
      for (let request = 0; request < 10; request += 1) {
        expect(await ask(calling(`random-${storm}-${request}`))).to.equal(unknown);
      }
      clock.advance(10_000);
    }
    // 200 seconds: at 0, 30, 60 … 180.
    expect(server.asked).to.equal(7);
  });

  it('fetches once for all who ask at the same time', async () => {
    const { ask } = hookAt(server.url);
    const asked = Array.from({ length: 20 }, (_, at) => ask(at % 2 === 0 ? first : second));
    const outcomes = new Set(await Promise.all(asked));
    expect([...outcomes].toSorted()).to.deep.equal(['ALLOW', unknown]);
    expect(server.asked).to.equal(1);
  });

  describe('when the server fails', () => {
    beforeEach(() => {
      server.answer = withJson('busy', 503);
    });

    it('says that it could not ask, and asks again a second later', async () => {
      const { decide, ask, clock } = hookAt(server.url);
      expect(detailOf(await decide(first))).to.contain('it answered HTTP 503');
      for (let request = 0; request < 10; request += 1)
        expect(await ask(first)).to.equal(unavailable);
      expect(server.asked).to.equal(1);
      server.answer = withJson(first.jwks);
      clock.advance(1_000);
      expect(await ask(first)).to.equal('ALLOW');
    });

    it('goes on with the last good set, and tries once a cooldown', async () => {
      const { ask, clock } = hookAt(server.url);
      server.answer = withJson(first.jwks);
      expect(await ask(first)).to.equal('ALLOW');
      server.answer = withJson('busy', 503);
      clock.advance(hour);
      for (let request = 0; request < 10; request += 1) expect(await ask(first)).to.equal('ALLOW');
      expect(server.asked).to.equal(2);
      clock.advance(30_000);
      expect(await ask(first)).to.equal('ALLOW');
      expect(server.asked).to.equal(3);
    });

    it('and no longer than it may', async () => {
      const { ask, clock } = hookAt(server.url);
      server.answer = withJson(first.jwks);
      expect(await ask(first)).to.equal('ALLOW');
      server.answer = withJson('busy', 503);
      clock.advance(24 * hour - 1);
      expect(await ask(first)).to.equal('ALLOW');
      clock.advance(minute);
      expect(await ask(first)).to.equal(unavailable);
    });

    it('does not let a stranger ring the alarm while the set is fresh', async () => {
      const { ask, clock } = hookAt(server.url);
      server.answer = withJson(first.jwks);
      expect(await ask(first)).to.equal('ALLOW');
      server.answer = withJson('busy', 503);
      for (let step = 0; step < 19; step += 1) {
        clock.advance(30_000);
        expect(await ask(calling('random'))).to.equal(unknown);
      }
      clock.advance(30_000);
      // Ten minutes old: a key may have been added, and nobody can say.
      expect(await ask(calling('random'))).to.equal(unavailable);
      expect(await ask(calling('random'))).to.equal(unavailable);
    });

    it('is none of the deployment’s own keys’ concern', async () => {
      const { ask } = hookAt(server.url, { jwks: first.jwks });
      expect(await ask(first)).to.equal('ALLOW');
      expect(await ask(second)).to.equal(unavailable);
    });
  });

  it('gives up on a server that hangs, in good time', async () => {
    server.answer = neverAnswering;
    const { decide, clock } = hookAt(server.url);
    const decided = decide(first);
    await until(() => server.asked === 1);
    clock.advance(2_000);
    const decision = await decided;
    expect(verdictOf(decision)).to.equal(unavailable);
    expect(detailOf(decision)).to.contain('it gave no answer in time');
  });

  it('gives up on one that begins and does not end', async () => {
    server.answer = (response) => {
      response.writeHead(200);
      response.write('{"keys":[');
    };
    const { ask, clock } = hookAt(server.url);
    const decided = ask(first);
    await until(() => server.asked === 1);
    clock.advance(2_000);
    expect(await decided).to.equal(unavailable);
  });

  it('lets a hook’s deadline be its own, and not that of others who wait', async () => {
    server.answer = neverAnswering;
    const { hook, clock } = hookAt(server.url);
    const event = first.endorse(anEvent(), {}, clock.now());
    const [soon, later] = [1_000, 4_000].map((ms) =>
      hook.decide(event, { deadline: clock.now() + ms }),
    );
    await until(() => server.asked === 1);
    clock.advance(1_000);
    expect(verdictOf(await (soon as NonNullable<typeof soon>))).to.equal(
      'DENY_ERROR DEADLINE_EXCEEDED',
    );
    clock.advance(1_000);
    expect(verdictOf(await (later as NonNullable<typeof later>))).to.equal(unavailable);
    expect(server.asked).to.equal(1);
  });

  it('follows no redirect', async () => {
    await using elsewhere = await startKeyServer(second.jwks);
    for (const status of [301, 302, 303, 307, 308]) {
      server.answer = (response) => response.writeHead(status, { location: elsewhere.url }).end();
      const { decide } = hookAt(server.url);
      expect(detailOf(await decide(second))).to.contain(`it answered HTTP ${status}`);
    }
    expect(elsewhere.asked).to.equal(0);
  });

  it('reads no more than 64 kB of a gigabyte', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(65_536, 0x20);
    server.answer = (response) => {
      const gigabyte = new Readable({
        read() {
          sent += chunk.length;
          this.push(sent < 1_000_000_000 ? chunk : null);
        },
      });
      gigabyte.pipe(response);
    };
    const { decide } = hookAt(server.url);
    expect(detailOf(await decide(first))).to.contain('more than 65536 bytes');
    expect(sent).to.be.below(20_000_000);
  });

  it('reads no more than 64 kB of what unpacks to a hundred times as much', async () => {
    const packed = gzipSync(Buffer.alloc(6_553_600, 0x20));
    server.answer = (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const { decide } = hookAt(server.url);
    expect(detailOf(await decide(first))).to.contain('more than 65536 bytes');
  });

  for (const [what, body, told] of [
    ['no JSON', '<html>', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
    ['no set', '[1]', '"keys"'],
    ['an empty set', '{"keys":[]}', 'holds no key'],
    ['keys for others alone', '{"keys":[{"kty":"EC","crv":"P-256","use":"enc"}]}', 'holds no key'],
    ['a private key', '{"keys":[{"kty":"EC","d":"hush"}]}', 'private or symmetric'],
    ['a symmetric key', '{"keys":[{"kty":"oct","k":"hush"}]}', 'private or symmetric'],
  ] as const) {
    it(`takes ${what} for no answer`, async () => {
      server.answer = withJson(body);
      const decision = await hookAt(server.url).decide(first);
      expect(verdictOf(decision)).to.equal(unavailable);
      expect(detailOf(decision)).to.contain(told).and.not.contain('hush');
    });
  }

  it('takes the set for what fits, and leaves out what is made for others', async () => {
    server.answer = withJson({
      keys: [{ kty: 'AKP', pub: 'AA' }, { kty: 'RSA', n: 'AQ', e: 'AQ' }, ...first.jwks.keys],
    });
    expect(await hookAt(server.url).ask(first)).to.equal('ALLOW');
  });

  it('takes two keys of one name for no answer', async () => {
    server.answer = withJson({
      keys: [...first.jwks.keys, ...second.jwks.keys.map((key) => ({ ...key, kid: 'first' }))],
    });
    expect(await hookAt(server.url).ask(first)).to.equal(unavailable);
  });

  it('says that nobody listens, and nothing of the query', async () => {
    const { url } = server;
    await server.close();
    const detail = detailOf(await hookAt(`${url}?key=hush`).decide(first));
    const text = `${url}: it cannot be reached (ECONNREFUSED)`;
    expect(detail).to.equal(`SIGNED_CLAIMS_KEYS_UNAVAILABLE: ${text}`);
  });

  it('fetches by what it is given', async () => {
    const urls: string[] = [];
    const { ask } = hookAt('https://factory.example.com/keys', {
      fetch: async (url, { redirect, signal }) => {
        urls.push(`${url} ${redirect} ${signal instanceof AbortSignal}`);
        return Response.json(first.jwks);
      },
    });
    expect(await ask(first)).to.equal('ALLOW');
    expect(urls).to.deep.equal(['https://factory.example.com/keys manual true']);
  });

  it('begins anew when a clock was set back', async () => {
    const { ask, clock } = hookAt(server.url);
    expect(await ask(first)).to.equal('ALLOW');
    clock.advance(-hour);
    expect(await ask(first)).to.equal('ALLOW');
    expect(server.asked).to.equal(2);
  });

  it('refuses a URL that others on the way could answer for', () => {
    const fault = (more: object) =>
      faultOf(() =>
        signedClaims({ serialNumber: 'SerialNumber', issuer: 'i', audience: 'a', ...more }),
      );
    for (const jwksUrl of [
      'http://factory.example.com/keys',
      'http://127.0.0.1.example.com/keys',
      'ftp://127.0.0.1/keys',
      'file:///keys.json',
      'https://user:password@factory.example.com/keys',
      'keys.json',
      '',
    ]) {
      expect(fault({ jwksUrl }), jwksUrl).to.match(/^OPTION_INVALID.*must be an https URL/);
    }
    for (const jwksUrl of [
      'https://factory.example.com/',
      'http://localhost:1/',
      'http://[::1]:1/',
      'http://127.0.0.1/',
    ]) {
      expect(fault({ jwksUrl }), jwksUrl).to.equal('none');
    }
    const jwksUrl = 'https://factory.example.com/';
    expect(fault({ jwksUrl, jwksFreshSeconds: 100, jwksCooldownSeconds: 101 })).to.match(
      /jwksCooldownSeconds/,
    );
    expect(fault({ jwksUrl, jwksFreshSeconds: 100, jwksKeptSeconds: 99 })).to.match(
      /jwksKeptSeconds/,
    );
    expect(fault({ jwksUrl, fetch: 'fetch' })).to.match(/must be a function like fetch/);
  });
});
