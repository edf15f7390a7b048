import { toFetchHandler } from '@gangway/adapter-http';
import { anEvent, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { sampleHook, unsigned } from './sample-hook.js';

const denial = { allowProvisioning: false, parameterOverrides: {} };
const routes = ['/events', '/2015-03-31/functions/first-fleet-hook/invocations'];

type RequestBody = string | Uint8Array<ArrayBuffer> | ReadableStream;

const post = (path: string, body: RequestBody, headers: Record<string, string> = {}) =>
  new Request(`http://hook${path}`, {
    method: 'POST',
    body,
    headers,
    // The type that TypeScript has of RequestInit does not know the streams that Node takes.
    ...({ duplex: 'half' } as object),
  });

const stream = (chunks: number, size: number, more: { endless?: boolean } = {}) => {
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === chunks && more.endless !== true) return controller.close();
      sent += 1;
      controller.enqueue(new Uint8Array(size).fill(0x20));
    },
  });
};

for (const route of routes) {
  describe(`POST ${route}`, () => {
    it('answers the two fields of the contract, as JSON', async () => {
      const handle = toFetchHandler(sampleHook().hook, unsigned);
      const response = await handle(post(route, JSON.stringify(anEvent())));
      expect(response.status).to.equal(200);
      expect(response.headers.get('content-type')).to.equal('application/json');
      expect(await response.json()).to.deep.equal({
        allowProvisioning: true,
        parameterOverrides: { Site: 'Oslo' },
      });
    });

    it('answers a denial with 200: it is an answer, and no error', async () => {
      const handle = toFetchHandler(sampleHook().hook, unsigned);
      const event = anEvent({ serialNumber: 'SN-9999' });
      const response = await handle(post(route, JSON.stringify(event)));
      expect(response.status).to.equal(200);
      expect(await response.json()).to.deep.equal(denial);
    });

    it('denies with 200 whatever JSON value comes', async () => {
      const handle = toFetchHandler(sampleHook().hook, unsigned);
      await fc.assert(
        fc.asyncProperty(fc.json(), async (text) => {
          const response = await handle(post(route, text));
          expect(response.status).to.equal(200);
          expect(await response.json()).to.deep.equal(denial);
        }),
        { numRuns: 200 },
      );
    });

    it('denies with 400 whatever bytes are not JSON', async () => {
      const handle = toFetchHandler(sampleHook().hook, unsigned);
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
          fc.pre(!isJson(bytes));
          const response = await handle(post(route, bytes));
          expect(response.status).to.equal(400);
          expect(await response.json()).to.deep.equal(denial);
        }),
        { numRuns: 200 },
      );
    });

    const notJson: readonly (readonly [string, Uint8Array<ArrayBuffer> | string])[] = [
      ['nothing at all', ''],
      ['a lone word', 'allow'],
      ['a byte order mark before JSON', new TextEncoder().encode('\uFEFF{}')],
      ['invalid UTF-8 inside a string', new Uint8Array([0x22, 0xff, 0x22])],
      ['UTF-16', new Uint8Array([0x7b, 0x00, 0x7d, 0x00])],
      ['two values', '{}{}'],
    ];
    for (const [name, bytes] of notJson) {
      it(`denies with 400 and records it: ${name}`, async () => {
        const { hook, records } = sampleHook();
        const response = await toFetchHandler(hook, unsigned)(post(route, bytes));
        expect(response.status).to.equal(400);
        expect(await response.json()).to.deep.equal(denial);
        expect(records[0]?.outcome).to.equal('DENY_POLICY');
        expect(records[0]?.reason?.code).to.equal('BODY_NOT_JSON');
      });
    }

    it('takes the last of doubled keys, as JSON.parse does, and survives 200,000 nested arrays', async () => {
      const handle = toFetchHandler(sampleHook().hook, { ...unsigned, bodyLimit: 1_000_000 });
      const event = JSON.stringify(anEvent());
      const doubled = event.replace('{', '{"certificateId":"other",');
      expect(await (await handle(post(route, doubled))).json()).to.have.property(
        'allowProvisioning',
        true,
      );
      const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
      const response = await handle(post(route, deep));
      expect(response.status).to.equal(200);
      expect(await response.json()).to.deep.equal(denial);
    });

    it('denies a body over the limit with 413, whether it is declared or streamed', async () => {
      const { hook, records } = sampleHook();
      const handle = toFetchHandler(hook, { ...unsigned, bodyLimit: 1_000 });
      for (const body of [' '.repeat(1_001), stream(11, 100)]) {
        const response = await handle(post(route, body));
        expect(response.status).to.equal(413);
        expect(await response.json()).to.deep.equal(denial);
      }
      expect(records.map(({ reason }) => reason?.code)).to.deep.equal([
        'BODY_TOO_LARGE',
        'BODY_TOO_LARGE',
      ]);
    });

    it('reads no further than the limit, and trusts no Content-Length', async () => {
      const handle = toFetchHandler(sampleHook().hook, { ...unsigned, bodyLimit: 1_000 });
      const endless = stream(0, 100, { endless: true });
      const response = await handle(post(route, endless, { 'content-length': '10' }));
      expect(response.status).to.equal(413);
    });

    it('takes a body of exactly the limit', async () => {
      const handle = toFetchHandler(sampleHook().hook, { ...unsigned, bodyLimit: 1_000 });
      expect((await handle(post(route, `1${' '.repeat(999)}`))).status).to.equal(200);
      expect((await handle(post(route, stream(10, 100)))).status).to.equal(400);
    });

    it('denies a body that breaks off', async () => {
      const { hook, records } = sampleHook();
      const body = new ReadableStream({ start: (controller) => controller.error(new Error()) });
      const response = await toFetchHandler(hook, unsigned)(post(route, body));
      expect(response.status).to.equal(400);
      expect(records[0]?.reason).to.deep.include({
        code: 'BODY_NOT_JSON',
        detail: 'the body broke off',
      });
    });

    it('takes over a sane request id and draws another for one that is not', async () => {
      const { hook, records } = sampleHook();
      const handle = toFetchHandler(hook, unsigned);
      const answered: (string | null)[] = [];
      for (const headers of [
        { 'x-amzn-requestid': 'id-1', 'x-request-id': 'id-2' },
        { 'x-request-id': 'id-2' },
        { 'x-request-id': 'two words' },
        { 'x-request-id': 'x'.repeat(129) },
        { 'x-request-id': 'caf\u00e9' },
        {},
      ]) {
        const response = await handle(post(route, '{}', headers as Record<string, string>));
        answered.push(response.headers.get('x-amzn-requestid'));
      }
      expect(answered.slice(0, 2)).to.deep.equal(['id-1', 'id-2']);
      for (const id of answered.slice(2)) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      expect(new Set(answered).size).to.equal(6);
      expect(records.map(({ subject }) => subject.requestId)).to.deep.equal(answered);
    });

    it('refuses other methods with 405, naming the right one, and a denial in the body', async () => {
      const handle = toFetchHandler(sampleHook().hook, unsigned);
      for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        const response = await handle(new Request(`http://hook${route}`, { method }));
        expect(response.status, method).to.equal(405);
        expect(response.headers.get('allow')).to.equal('POST');
        expect(await response.json()).to.deep.include(denial);
      }
    });
  });
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

describe('faults of our own', () => {
  const broken = () => {
    const { hook, logger } = sampleHook();
    const fault = () => Promise.reject(new Error('broken'));
    return { logger, handle: toFetchHandler({ ...hook, decide: fault, refuse: fault }, unsigned) };
  };

  it('are 500 with a denial on /events, and logged', async () => {
    const { handle, logger } = broken();
    for (const body of ['{}', 'no JSON']) {
      const response = await handle(post('/events', body));
      expect(response.status).to.equal(500);
      expect(await response.json()).to.deep.equal(denial);
    }
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['warn', 'error', 'error']);
  });

  it("are 200 with X-Amz-Function-Error on Lambda's path, and a denial", async () => {
    const response = await broken().handle(
      post('/2015-03-31/functions/any/invocations', JSON.stringify(anEvent())),
    );
    expect(response.status).to.equal(200);
    expect(response.headers.get('x-amz-function-error')).to.equal('Unhandled');
    expect(await response.json()).to.deep.equal(denial);
  });

  it('never allow: a refusal that allows, or a decision that is none, is a fault', async () => {
    const { hook } = sampleHook();
    const allow = await hook.decide(anEvent());
    expect(allow.outcome).to.equal('ALLOW');
    const refusing = toFetchHandler({ ...hook, refuse: async () => allow }, unsigned);
    const odd = toFetchHandler({ ...hook, decide: async () => undefined as never }, unsigned);
    for (const response of [
      await refusing(post('/events', 'no JSON')),
      await odd(post('/events', '{}')),
    ]) {
      expect(response.status).to.equal(500);
      expect(await response.json()).to.deep.equal(denial);
    }
  });
});

describe("Lambda's path", () => {
  it('takes any function name, and says which version ran', async () => {
    const handle = toFetchHandler(sampleHook().hook, unsigned);
    for (const name of ['function', 'hook:live', 'arn%3Aaws%3Alambda%3Aus-east-1', '%zz']) {
      const response = await handle(
        post(`/2015-03-31/functions/${name}/invocations?Qualifier=1`, JSON.stringify(anEvent())),
      );
      expect(response.status, name).to.equal(200);
      expect(response.headers.get('x-amz-executed-version')).to.equal('$LATEST');
      expect(response.headers.get('x-amz-function-error')).to.equal(null);
      expect(await response.json()).to.have.property('allowProvisioning', true);
    }
  });
});

describe('the other routes', () => {
  const get = (path: string) => new Request(`http://hook${path}`);

  it('/healthz is always 200', async () => {
    const { hook } = sampleHook();
    const handle = toFetchHandler(
      { ...hook, prepare: () => new Promise(() => undefined) },
      unsigned,
    );
    expect((await handle(get('/healthz'))).status).to.equal(200);
  });

  it('/readyz is 503 until the preparation has ended, and 200 from then on', async () => {
    const { hook } = sampleHook();
    const prepared = Promise.withResolvers<void>();
    const handle = toFetchHandler({ ...hook, prepare: () => prepared.promise }, unsigned);
    expect((await handle(get('/readyz'))).status).to.equal(503);
    prepared.resolve();
    await prepared.promise;
    expect((await handle(get('/readyz'))).status).to.equal(200);
  });

  it('/readyz is 200 although the preparation failed: each request meets it itself', async () => {
    const { hook, logger } = sampleHook();
    const handle = toFetchHandler(
      { ...hook, prepare: () => Promise.reject(new Error('no net')) },
      unsigned,
    );
    await handle(get('/healthz'));
    expect((await handle(get('/readyz'))).status).to.equal(200);
    expect(logger.lines[1]).to.deep.include({
      level: 'warn',
      message: 'the hook could not prepare',
    });
  });

  it('/readyz is 200 ten seconds after a preparation that does not end, which is told to', async () => {
    const clock = fakeClock();
    const { hook, logger } = sampleHook([], [clock.plugin()]);
    let signal: AbortSignal | undefined;
    const prepare = (given?: AbortSignal) => {
      signal = given;
      return new Promise<void>(() => undefined);
    };
    const handle = toFetchHandler({ ...hook, prepare }, unsigned);
    clock.advance(9_999);
    expect((await handle(get('/readyz'))).status).to.equal(503);
    expect(signal?.aborted).to.equal(false);
    clock.advance(1);
    expect((await handle(get('/readyz'))).status).to.equal(200);
    expect(signal?.aborted).to.equal(true);
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['warn', 'warn']);
  });

  it('leaves no timer behind a preparation that has ended', async () => {
    const clock = fakeClock();
    const { hook } = sampleHook([], [clock.plugin()]);
    await toFetchHandler(hook, unsigned)(get('/healthz'));
    expect(clock.waiting()).to.equal(0);
  });

  it('starts the preparation once, before any request', () => {
    let started = 0;
    const prepare = async () => {
      started += 1;
    };
    toFetchHandler({ ...sampleHook().hook, prepare }, unsigned);
    expect(started).to.equal(1);
  });

  it('refuses unknown paths with 404 and a denial in the body', async () => {
    const handle = toFetchHandler(sampleHook().hook, unsigned);
    for (const path of [
      '/',
      '/event',
      '/events/',
      '/events/x',
      '/2015-03-31/functions//invocations',
    ]) {
      const response = await handle(post(path, JSON.stringify(anEvent())));
      expect(response.status, path).to.equal(404);
      expect(await response.json()).to.deep.include(denial);
    }
  });
});
