import { type RunningServer, type ServeOptions, serve } from '@gangway/adapter-http';
import { defineCheck, type Plugin } from '@gangway/core';
import { expect } from 'chai';
import { isSealed, key, newKey, type SignedCall, signedCall, tell } from './caller.js';
import { event, hookOnClock } from './container.js';
import { type RawClient, rawClient, rawPost } from './raw-client.js';

const denial = { allowProvisioning: false, parameterOverrides: {} };

let running: RunningServer | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A server with keys that is ready, on a clock that stands still. */
async function start(options: Partial<ServeOptions> = {}, plugins: readonly Plugin[] = []) {
  const parts = hookOnClock(plugins);
  running = await serve(parts.hook, { port: 0, keys: [key], ...options });
  parts.clock.advance(10_000);
  return { ...parts, port: running.port, url: `${running.url}/events` };
}

const lines = (call: SignedCall) =>
  Object.entries(call.headers).map(([name, value]) => `${name}: ${value}`);
const asText = (call: SignedCall & { readonly body: string }, path?: string) =>
  rawPost(call.body, lines(call), path);

describe('a server with keys', () => {
  it('says that it is ready only once every call that is signed is let in', async () => {
    const { hook, clock, call } = hookOnClock();
    running = await serve(hook, { port: 0, keys: [key] });
    const ready = () => fetch(`${running?.url}/readyz`).then(({ status }) => status);
    expect(await ready()).to.equal(503);
    expect((await tell(fetch, `${running.url}/events`, call())).body.error).to.equal(
      'CALL_BEFORE_START',
    );
    clock.advance(1_500);
    expect(await ready()).to.equal(200);
    expect((await tell(fetch, `${running.url}/events`, call())).status).to.equal(200);
  });

  it('answers a stranger whose body never comes, for it is not read', async () => {
    const { port, call, clock } = await start();
    const strange: readonly (readonly [string, readonly string[]])[] = [
      ['CALL_UNSIGNED', []],
      ['CALL_SIGNATURE_MALFORMED', lines(call()).slice(1)],
      ['CALL_PURPOSE_WRONG', lines(call({ purpose: 'presence' }))],
      ['CALL_OUT_OF_TIME', lines(call({ now: clock.now() + 60_000 }))],
      ['CALL_BEFORE_START', lines(call({ now: clock.now() - 20_000 }))],
    ];
    for (const [code, headers] of strange) {
      const client = rawClient(port);
      client.send(rawPost(event, headers).slice(0, -event.length));
      const answer = await client.until('}');
      client.socket.destroy();
      expect(answer, code).to.match(/^HTTP\/1\.1 401 /);
      expect(answer).to.contain(code);
    }
  });

  it('lets in exactly one of the same call from many connections at once', async () => {
    const { port, call, records } = await start();
    const once = asText(call());
    const clients = Array.from({ length: 24 }, () => rawClient(port));
    // All but the last octets first, so that the bodies are whole at about one time.
    for (const client of clients) client.send(once.slice(0, -1));
    for (const client of clients) client.send(once.slice(-1));
    const answers = await Promise.all(clients.map((client) => client.until('}')));
    for (const { socket } of clients) socket.destroy();
    expect(answers.filter((answer) => answer.includes('"allowProvisioning":true'))).to.have.length(
      1,
    );
    expect(answers.filter((answer) => answer.includes('CALL_REPLAYED'))).to.have.length(23);
    expect(records.filter(({ outcome }) => outcome === 'ALLOW')).to.have.length(1);
  });

  it('is done with a client that leaves while the keys for its call are fetched', async () => {
    const asked = Promise.withResolvers<void>();
    const fetched = Promise.withResolvers<readonly string[]>();
    const refused = Promise.withResolvers<string>();
    const { hook, clock, call } = hookOnClock();
    const refuse: typeof hook.refuse = (code, detail, ...rest) => {
      refused.resolve(detail);
      return hook.refuse(code, detail, ...rest);
    };
    const keys = () => {
      asked.resolve();
      return fetched.promise;
    };
    running = await serve({ ...hook, refuse }, { port: 0, keys });
    clock.advance(10_000);
    const client = rawClient(running.port);
    client.send(asText(call()).slice(0, -1));
    await asked.promise;
    client.socket.destroy();
    // What the server hears first is that the client has left.
    await fetch(`${running.url}/healthz`);
    fetched.resolve([key]);
    expect(await refused.promise).to.equal('the body broke off');
  });

  it('answers within the budget, sealed, however long a check takes', async () => {
    const reached = Promise.withResolvers<void>();
    const hanging = defineCheck('hanging', () => {
      reached.resolve();
      return new Promise<never>(() => undefined);
    });
    const { url, call, clock, records } = await start({}, [hanging]);
    const answer = tell(fetch, url, call({ budgetMs: 600 }));
    await reached.promise;
    // A sixth of it is left for those who record the decision.
    clock.advance(500);
    expect(await answer).to.deep.equal({ status: 200, body: denial, sealed: true });
    expect(records[0]?.reason?.code).to.equal('DEADLINE_EXCEEDED');
  });

  it('takes no longer than 4.5 seconds, whatever the budget', async () => {
    let leftMs: number | undefined;
    const see = defineCheck('see', ({ deadline, receivedAt }) => {
      leftMs = deadline - receivedAt;
      return new Promise<never>(() => undefined);
    });
    const { url, call, clock } = await start({}, [see]);
    const answer = tell(fetch, url, call({ budgetMs: 99_999 }));
    while (leftMs === undefined) await new Promise(setImmediate);
    clock.advance(4_500);
    expect((await answer).sealed).to.equal(true);
    expect(leftMs).to.equal(4_500);
  });
});

describe('a connection to a server with keys', () => {
  const invocations = '/2015-03-31/functions/any/invocations';
  const dryRun = ['X-Amz-Invocation-Type: DryRun'];
  const forged = (call: Call) => lines(call({ keys: [newKey()] }));
  type Call = Awaited<ReturnType<typeof start>>['call'];
  const strange: readonly (readonly [string, string, (call: Call) => string])[] = [
    ['a page', '200', () => 'GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['a path that is not there', '404', () => rawPost('', [], '/nothing')],
    ['a method that is not there', '405', () => 'PUT /events HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['a host that is none', '400', () => rawPost(event).replace('Host: hook', 'Host: a b')],
    [
      'an invocation that is none',
      '400',
      () => rawPost('', ['X-Amz-Invocation-Type: Event'], invocations),
    ],
    ['a body over the limit', '413', (call) => rawPost('x'.repeat(2_000), forged(call))],
    [
      'a dry run with another key',
      '401',
      (call) => rawPost(event, [...dryRun, ...forged(call)], invocations),
    ],
  ];
  for (const [what, status, make] of strange) {
    it(`ends with the answer to a stranger who asks for ${what}`, async () => {
      const { port, call } = await start({ bodyLimit: 1_900 });
      const client = rawClient(port);
      client.send(make(call));
      expect(await client.received).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
    });
  }

  it('is kept for calls that are let in', async () => {
    const { port, call } = await start();
    const client = rawClient(port);
    client.send(asText(call()));
    await client.until('"Oslo"');
    const once = lines(call());
    client.send(rawPost(event, [...dryRun, ...once], invocations));
    await client.until(' 204 ');
    client.send(rawPost(event, once, invocations));
    await client.until('CALL_REPLAYED');
    client.socket.destroy();
  });
});

describe('a server with keys, and HTTP as it should not be', () => {
  const [id = '', time = '', mac = ''] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

  /** Sends a text made of a good call, and gives all that is answered until the end of a body. */
  async function answerTo(make: (call: SignedCall & { readonly body: string }) => string) {
    const { port, call } = await start();
    const client = rawClient(port);
    client.send(make(call()));
    const answer = await Promise.race([client.until('}'), client.received]);
    client.socket.destroy();
    return answer;
  }

  const chunked = (
    call: SignedCall & { readonly body: string },
    trailers: readonly string[] = [],
  ) =>
    [
      'POST /events HTTP/1.1',
      'Host: hook',
      'Transfer-Encoding: chunked',
      ...lines(call),
      '',
      call.body.length.toString(16),
      call.body,
      '0',
      ...trailers,
      '',
      '',
    ].join('\r\n');

  const doubled = (name: string) => (call: SignedCall & { readonly body: string }) =>
    rawPost(call.body, [...lines(call), `${name}: ${call.headers[name]}`]);
  const odd: readonly (readonly [string, string, Parameters<typeof answerTo>[0]])[] = [
    ['a doubled id', '401', doubled(id)],
    ['a doubled time', '401', doubled(time)],
    ['a doubled signature', '401', doubled(mac)],
    [
      'an id doubled in capitals, before the good one',
      '401',
      (call) => rawPost(call.body, [`WEBHOOK-ID: x`, ...lines(call)]),
    ],
    [
      'a length and chunks',
      '400',
      (call) => rawPost(call.body, ['Transfer-Encoding: chunked', ...lines(call)]),
    ],
    ['two lengths', '400', (call) => rawPost(call.body, ['Content-Length: 2', ...lines(call)])],
    ['chunks by another name', '400', (call) => chunked(call).replace('g: chunked', 'g: xchunked')],
    [
      'chunks that are not the last coding',
      '400',
      (call) => chunked(call).replace('g: chunked', 'g: chunked, identity'),
    ],
    [
      'a signature folded over two lines',
      '40[01]',
      (call) => asText(call).replace(`${mac}: v1,`, `${mac}: v1,\r\n `),
    ],
    ['a blank before the colon', '400', (call) => asText(call).replace(`${mac}:`, `${mac} :`)],
    ['a nought in a name', '400', (call) => asText(call).replace(`${mac}:`, `${mac}\0:`)],
    ['an odd octet in a name', '400', (call) => asText(call).replace(`${mac}:`, `${mac}\u00e9:`)],
    ['a nought in a value', '400', (call) => asText(call).replace(`${mac}: v1`, `${mac}: \0v1`)],
    [
      'an underscore for a hyphen',
      '401',
      (call) => asText(call).replaceAll('webhook-', 'webhook_'),
    ],
    ['lines that end in LF alone', '400', (call) => asText(call).replaceAll('\r\n', '\n')],
    [
      'a line that ends in CR alone',
      '400',
      (call) => asText(call).replace(`\r\n${mac}`, `\r${mac}`),
    ],
    [
      'a signature in the trailers',
      '401',
      (call) => chunked({ ...call, headers: {} }, lines(call)),
    ],
    [
      'a signature in the trailers, its other headers where they belong',
      '401',
      (call) => {
        const { [mac]: last = '', ...headers } = call.headers;
        return chunked({ ...call, headers }, [`${mac}: ${last}`]);
      },
    ],
    ['a path with a stroke more', '404', (call) => asText(call, '/events/')],
    ['a path with a stroke before', '404', (call) => asText(call, '//events')],
    ['another method', '405', (call) => asText(call).replace('POST', 'PUT')],
    ['a version that there is not', '400', (call) => asText(call).replace('HTTP/1.1', 'HTTP/1.9')],
  ];
  for (const [what, status, make] of odd) {
    it(`denies ${what}`, async () => {
      const answer = await answerTo(make);
      expect(answer).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(answer).to.contain('"allowProvisioning":false');
      expect(answer).to.not.contain('"allowProvisioning":true');
      expect(answer).to.not.match(/webhook-signature/i);
    });
  }

  const good: readonly (readonly [string, Parameters<typeof answerTo>[0]])[] = [
    ['in chunks', chunked],
    [
      'in chunks, with another signature in the trailers',
      (call) => chunked(call, [`${mac}: v1,x`]),
    ],
    ['in HTTP/1.0', (call) => asText(call).replace('HTTP/1.1\r\nHost: hook', 'HTTP/1.0')],
    [
      'with the names of its headers in capitals',
      (call) => asText(call).replaceAll('webhook-', 'WebHook-'),
    ],
    ['with an absolute target', (call) => asText(call, 'http://hook/events')],
    [
      'with an absolute target of another host',
      (call) => asText(call, 'http://elsewhere:1/events'),
    ],
    ['with a query', (call) => asText(call, '/events?x')],
    [
      'that asks for an upgrade',
      (call) => rawPost(call.body, ['Connection: Upgrade', 'Upgrade: h2c', ...lines(call)]),
    ],
  ];
  for (const [what, make] of good) {
    it(`decides about a signed call ${what}`, async () => {
      const answer = await answerTo(make);
      expect(answer).to.match(/^HTTP\/1\.1 200 /);
      expect(answer).to.contain('"allowProvisioning":true');
      expect(answer).to.match(/webhook-signature: v1,/);
    });
  }

  it('counts chunks over the limit, and does not seal what it says of them', async () => {
    const { port, call } = await start({ bodyLimit: 1_000 });
    const client = rawClient(port);
    const { headers } = call();
    const head = lines({ id: '', headers, body: '' });
    client.send(
      ['POST /events HTTP/1.1', 'Host: h', 'Transfer-Encoding: chunked', ...head, '', ''].join(
        '\r\n',
      ),
    );
    client.send(`64\r\n${' '.repeat(100)}\r\n`.repeat(11));
    const answer = await client.until('}');
    client.socket.destroy();
    expect(answer).to.match(/^HTTP\/1\.1 413 /);
    expect(answer).to.not.contain('webhook-signature');
  });

  it('expects 100-continue as HTTP has it', async () => {
    const { port, call } = await start();
    const client = rawClient(port);
    const once = call();
    client.send(rawPost(event, ['Expect: 100-continue', ...lines(once)]).slice(0, -event.length));
    await client.until('100 Continue');
    client.send(event);
    expect(await client.until('}}')).to.contain('"allowProvisioning":true');
    client.socket.destroy();
  });

  it('answers pipelined calls in their order, each with a seal of its own, and a repeated one once', async () => {
    const { port, call } = await start();
    const client = rawClient(port);
    const [one, two] = [call(), call()];
    client.send(asText(one) + asText(two) + asText(one));
    const answers = await answersUntil(client, 'CALL_REPLAYED"}');
    client.socket.destroy();
    expect(answers.map(({ allowed }) => allowed)).to.deep.equal([true, true, false]);
    const [first, second, third] = answers.map(({ sealed }) => sealed);
    expect([first?.(one), first?.(two)]).to.deep.equal([true, false]);
    expect([second?.(one), second?.(two)]).to.deep.equal([false, true]);
    expect([third?.(one), third?.(two)]).to.deep.equal([true, false]);
  });
});

/** The answers on one connection, each with the means to look at its seal. */
async function answersUntil(client: RawClient, last: string) {
  const text = await client.until(last);
  return text
    .split('HTTP/1.1 ')
    .slice(1)
    .map((answer) => {
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      const header = (name: string) =>
        new RegExp(`^${name}: (.*)$`, 'mi').exec(head)?.[1]?.trim() ?? null;
      return {
        allowed: body.includes('"allowProvisioning":true'),
        sealed: (call: SignedCall) => isSealed(call, header, body),
      };
    });
}

describe('keys that change', () => {
  const [old, current] = [newKey(), newKey()];
  const callers = { old: [old], both: [current, old], current: [current] };

  it('refuse no call, wherever the callers are, as long as one key is in common', async () => {
    let keys = [old];
    const { url, clock } = await start({ keys: async () => keys });
    const stages: readonly (readonly [readonly string[], readonly (keyof typeof callers)[]])[] = [
      [[old], ['old']],
      [
        [old, current],
        ['old', 'both'],
      ],
      [
        [current, old],
        ['old', 'both', 'current'],
      ],
      [
        [current, old],
        ['both', 'current'],
      ],
      [[current], ['both', 'current']],
      [[current], ['current']],
    ];
    const told: Promise<boolean>[] = [];
    for (const [held, whose] of stages) {
      keys = [...held];
      for (let count = 0; count < 60; count += 1) {
        for (const who of whose) {
          const signed = signedCall(event, { keys: callers[who], now: clock.now() });
          told.push(isTaken(url, signed, callers[who]));
        }
        if (count % 20 === 0) await new Promise(setImmediate);
      }
      // Those that carry a key which goes away are answered before it does.
      await Promise.all(told);
    }
    expect((await Promise.all(told)).filter((taken) => !taken)).to.deep.equal([]);
  });

  async function isTaken(url: string, call: SignedCall, keys: readonly string[]): Promise<boolean> {
    const response = await fetch(url, { method: 'POST', body: call.body, headers: call.headers });
    const text = await response.text();
    const allowed = JSON.parse(text).allowProvisioning === true;
    return allowed && isSealed(call, (name) => response.headers.get(name), text, keys);
  }
});
