import {
  type LambdaProxyOptions,
  lambdaProxyHandler,
  proxyReasonCodes,
} from '@gangway/adapter-lambda/proxy';
import type { Clock, Logger } from '@gangway/core';
import { parseCallId } from '@gangway/hop';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { anEvent, memoryLogger, readMetricLine } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { context, denial, expectDenial, oslo, proxyTo } from './proxied.js';
import {
  closeContainers,
  denying,
  newKey,
  replyTo,
  seconds,
  startContainer,
} from './raw-container.js';

const key = newKey();
const allow = () => startContainer((call) => call.socket.write(replyTo(call, key)));

describe('lambdaProxyHandler', () => {
  afterEach(closeContainers);

  it("answers with the container's decision, an allow and a denial", async () => {
    const container = await startContainer((call) => {
      call.socket.write(replyTo(call, key, call.index === 0 ? {} : { body: denying }));
    });
    const proxy = proxyTo({ url: container.url, keys: [key] });
    expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.last()).to.deep.include({ outcome: 'ALLOW', attempts: 1, requestId: 'request-1' });
    expect(proxy.last()).to.have.property('hopId', container.calls[0]?.id);
    expect(await proxy.ask()).to.deep.equal(denial);
    expect(proxy.last()).to.deep.include({ outcome: 'DENY_POLICY', code: 'CONTAINER_DENIED' });
    expect(container.connections).to.equal(1);
  });

  it('sends the event as it is, to its path, with the request id, signed as npm standardwebhooks verifies', async () => {
    const { url, calls } = await allow();
    const event = anEvent({ serialNumber: 'SN-0001', clientId: 'größer' });
    const keys = [newKey(), key];
    await lambdaProxyHandler({ url, keys, logger: memoryLogger() })(event, context());
    const [call] = calls;
    expect(call?.requestLine).to.equal('POST /events HTTP/1.1');
    expect(call?.headers).to.include({
      'x-request-id': 'request-1',
      'content-type': 'application/json',
    });
    for (const each of keys) {
      const body = new Webhook(each).verify(call?.body.toString() ?? '', call?.headers ?? {});
      expect(body).to.deep.equal(event);
    }
  });

  it('says in the id for how long it waits: the time that is left, less the margin for the way back', async () => {
    const { url, calls } = await allow();
    const proxy = proxyTo({ url, keys: [key], marginMs: 200 });
    await proxy.ask(3_000);
    const { purpose, budgetMs = 0 } = parseCallId(calls[0]?.id ?? '') ?? {};
    expect(purpose).to.equal('event');
    expect(budgetMs).to.be.within(2_000, 2_300);
  });

  it("never waits longer than AWS IoT's five seconds, init included, less half a second", async () => {
    const { url, calls } = await allow();
    const proxy = proxyTo({ url, keys: [key], initDurationMs: 2_000 });
    await proxy.ask(900_000);
    await proxy.ask(900_000);
    const budgets = calls.map(({ id }) => parseCallId(id)?.budgetMs);
    expect(budgets[0]).to.be.within(2_000, 2_350);
    expect(budgets[1]).to.be.within(4_000, 4_350);
  });

  it('asks nobody when no time is left', async () => {
    const { url, calls } = await allow();
    const proxy = proxyTo({ url, keys: [key] });
    expect(await expectDenial(proxy, 'PROXY_NO_TIME', 600)).to.have.property('attempts', 0);
    expect(calls).to.be.empty;
  });

  it('keeps a path that the address has', async () => {
    const { url, calls } = await allow();
    await proxyTo({ url: `${url}/hook/events`, keys: [key] }).ask();
    expect(calls[0]?.requestLine).to.equal('POST /hook/events HTTP/1.1');
  });

  it('sends no request id that could not stand in a header', async () => {
    const { url, calls } = await allow();
    const { handler } = proxyTo({ url, keys: [key] });
    await handler(anEvent(), context(3_000, 'a\r\nx: y'));
    expect(calls[0]?.headers).to.not.have.property('x-request-id');
  });

  it('hands out an object of its own for every invocation', async () => {
    const { url } = await allow();
    const proxy = proxyTo({ url, keys: [key] });
    const first = await proxy.ask();
    first.parameterOverrides.Site = 'elsewhere';
    first.allowProvisioning = false;
    expect(await proxy.ask()).to.deep.equal(oslo);
  });

  it('takes a reply of any of its keys', async () => {
    const { url } = await allow();
    expect(await proxyTo({ url, keys: [newKey(), key] }).ask()).to.deep.equal(oslo);
  });
});

describe('lambdaProxyHandler, of an event', () => {
  afterEach(closeContainers);

  const cyclic: Record<string, unknown> = {};
  cyclic.itself = cyclic;
  const throwing = {
    toJSON() {
      throw new Error('no');
    },
  };
  const noJson: readonly (readonly [string, unknown])[] = [
    ['cyclic', cyclic],
    ['whose toJSON throws', throwing],
    ['a BigInt', 1n],
    ['undefined', undefined],
    ['a function', () => undefined],
    ['a revoked proxy', revoked()],
  ];
  for (const [what, event] of noJson) {
    it(`that is ${what} denies by policy, and sends nothing`, async () => {
      const { url, calls } = await allow();
      const { handler, last } = proxyTo({ url, keys: [key] });
      expect(await handler(event, context())).to.deep.equal(denial);
      expect(last()).to.deep.include({ outcome: 'DENY_POLICY', code: 'BODY_NOT_JSON' });
      expect(calls).to.be.empty;
    });
  }

  it('that is longer than the limit denies by policy, and sends nothing: a device can cause it', async () => {
    const { url, calls } = await allow();
    // Eight octets are the quotation marks and the member; an ä has two.
    const { handler, last } = proxyTo({ url, keys: [key], bodyLimit: 108 });
    expect(await handler({ a: 'ä'.repeat(50) }, context())).to.deep.equal(oslo);
    expect(await handler({ a: `${'ä'.repeat(50)}b` }, context())).to.deep.equal(denial);
    expect(last()).to.deep.include({ outcome: 'DENY_POLICY', code: 'BODY_TOO_LARGE' });
    expect(calls).to.have.length(1);
  });

  it('that may be anything is answered with a denial or as the container does, never with a rejection', async () => {
    const { url } = await allow();
    const { handler } = proxyTo({ url, keys: [key] });
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (event) => {
        expect([true, false]).to.include((await handler(event, context())).allowProvisioning);
      }),
      { numRuns: 100 },
    );
  });
});

describe('lambdaProxyHandler, when what it stands on fails', () => {
  afterEach(closeContainers);

  const boom = (): never => {
    throw new Error('boom');
  };
  const clock = createSystemClock();
  const clocks: Readonly<Record<string, Clock>> = {
    'throws when asked for the time': { ...clock, now: boom },
    'throws when asked for a duration': { ...clock, monotonic: boom },
    'throws when a timer is set': { ...clock, after: boom },
    'tells no number': { ...clock, now: () => Number.NaN },
    'tells no duration': { ...clock, monotonic: () => Number.NaN },
    'runs every timer at once': {
      ...clock,
      after(_, run) {
        run();
        return () => undefined;
      },
    },
  };
  for (const [what, hostile] of Object.entries(clocks)) {
    it(`denies with a clock that ${what}`, async () => {
      const { url } = await allow();
      const proxy = proxyTo({ url, keys: [key], clock: hostile });
      expect(await proxy.ask()).to.deep.equal(denial);
      expect(proxy.last()).to.have.property('outcome', 'DENY_ERROR');
    });
  }

  it('answers with a clock whose timers cannot be taken back', async () => {
    const { url } = await allow();
    const after: Clock['after'] = (milliseconds, run) => {
      clock.after(milliseconds, run);
      return boom;
    };
    const proxy = proxyTo({ url, keys: [key], clock: { ...clock, after } });
    expect(await proxy.ask(900)).to.deep.equal(oslo);
  });

  const loggers: Readonly<Record<string, Logger>> = {
    throws: { log: boom },
    rejects: { log: () => Promise.reject(new Error('disk full')) as unknown as undefined },
  };
  for (const [what, logger] of Object.entries(loggers)) {
    it(`answers with a logger that ${what}`, async () => {
      const { url } = await allow();
      expect(await proxyTo({ url, keys: [key], logger }).ask()).to.deep.equal(oslo);
    });
  }

  const contexts: readonly (readonly [string, unknown])[] = [
    ['is not there', undefined],
    ['is null', null],
    ['is empty', {}],
    ['has an id that throws', Object.defineProperty({}, 'awsRequestId', { get: boom })],
    ['has a time that throws', { getRemainingTimeInMillis: boom }],
    ['is a revoked proxy', revoked()],
  ];
  for (const [what, given] of contexts) {
    it(`answers with a context that ${what}`, async () => {
      const { url } = await allow();
      const { handler } = proxyTo({ url, keys: [key] });
      expect(await handler(anEvent(), given as undefined)).to.deep.equal(oslo);
    });
  }

  const sources: readonly (readonly [string, LambdaProxyOptions['keys'], string])[] = [
    ['throw', boom, 'Error'],
    ['reject', () => Promise.reject(new Error('boom')), 'Error'],
    ['are none', async () => [], 'HOP_KEYS_INVALID'],
    ['are no keys', async () => ['s3cret-that-is-none'], 'HOP_KEY_INVALID'],
    ['never come', () => new Promise(() => undefined), 'not in time'],
  ];
  for (const [what, keys, detail] of sources) {
    it(`denies with keys that ${what}`, async () => {
      const { url, calls } = await allow();
      const proxy = proxyTo({ url, keys });
      const fields = await expectDenial(proxy, 'PROXY_KEYS_UNAVAILABLE', 700);
      expect(fields.detail).to.equal(detail);
      expect(calls).to.be.empty;
    });
  }

  it('asks for keys while the module is loaded, and again for each invocation', async () => {
    let asked = 0;
    const { url } = await allow();
    const keys = async () => {
      asked += 1;
      return [key];
    };
    const proxy = proxyTo({ url, keys });
    expect(asked).to.equal(1);
    await proxy.ask();
    expect(asked).to.equal(2);
  });
});

describe('the log line of an invocation', () => {
  afterEach(closeContainers);

  describe('of a Lambda function', () => {
    const { AWS_LAMBDA_FUNCTION_NAME: before } = process.env;
    const FunctionName = 'fleet-proxy';
    beforeEach(() => {
      process.env.AWS_LAMBDA_FUNCTION_NAME = FunctionName;
    });
    afterEach(() => {
      if (before === undefined) delete process.env.AWS_LAMBDA_FUNCTION_NAME;
      else process.env.AWS_LAMBDA_FUNCTION_NAME = before;
    });
    /** What each decision is counted by, as CloudWatch reads the line. */
    const countedBy = (line: object) =>
      readMetricLine(JSON.stringify(line))
        .filter(({ name, value }) => name === 'Decisions' && value === 1)
        .map(({ dimensions }) => dimensions);

    it('counts a DENY_ERROR by code, by outcome and in all', async () => {
      const { url } = await startContainer(({ socket }) => socket.destroy());
      const fields = await expectDenial(proxyTo({ url, keys: [key] }), 'PROXY_CONNECTION_LOST');
      const outcome = 'DENY_ERROR';
      expect(countedBy(fields)).to.deep.equal([
        { FunctionName },
        { FunctionName, outcome },
        { FunctionName, outcome, code: 'PROXY_CONNECTION_LOST' },
      ]);
      expect(fields).to.have.nested.property('_aws.Timestamp').that.is.closeTo(Date.now(), 5_000);
    });

    it('counts a denial of the container by its one code, and an allow without any', async () => {
      const { url } = await startContainer((call) =>
        call.socket.write(replyTo(call, key, call.index === 0 ? { body: denying } : {})),
      );
      const proxy = proxyTo({ url, keys: [key] });
      const denied = await expectDenial(proxy, 'CONTAINER_DENIED');
      expect(countedBy(denied).at(-1)).to.deep.equal({
        FunctionName,
        outcome: 'DENY_POLICY',
        code: 'CONTAINER_DENIED',
      });
      await proxy.ask();
      expect(countedBy(proxy.last())).to.deep.equal([
        { FunctionName },
        { FunctionName, outcome: 'ALLOW' },
      ]);
    });

    it('tells how long it took, in milliseconds', async () => {
      const { url } = await allow();
      const proxy = proxyTo({ url, keys: [key] });
      await proxy.ask();
      const points = readMetricLine(JSON.stringify(proxy.last()));
      const { durationMs } = proxy.last();
      expect(points.at(-1)).to.deep.include({
        name: 'DecisionDuration',
        unit: 'Milliseconds',
        dimensions: { FunctionName },
        value: durationMs,
      });
    });
  });

  it('counts nothing outside Lambda', async () => {
    const { url } = await startContainer(({ socket }) => socket.destroy());
    const fields = await expectDenial(proxyTo({ url, keys: [key] }), 'PROXY_CONNECTION_LOST');
    expect(fields).to.not.have.any.keys('_aws', 'Decisions');
  });

  it('is one JSON line on standard output, and holds nothing of key, signature, event or overrides', async () => {
    const { url, calls } = await allow();
    const { write } = process.stdout;
    const written: string[] = [];
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
    try {
      const handler = lambdaProxyHandler({ url, keys: [key] });
      await handler(anEvent({ serialNumber: 'SN-0001', clientId: 'client-9' }), context());
    } finally {
      process.stdout.write = write;
    }
    expect(written).to.have.length(1);
    const [line = ''] = written;
    expect(line).to.match(/^\{.*\}\n$/);
    expect(JSON.parse(line)).to.include({ level: 'INFO', message: 'proxied', outcome: 'ALLOW' });
    const signature = calls[0]?.headers['webhook-signature'] ?? '';
    for (const secret of [
      key.slice(6),
      signature.slice(3),
      'CERTIFICATE',
      'SN-0001',
      'client-9',
      'Oslo',
    ]) {
      expect(line).to.not.contain(secret);
    }
  });

  it('has a class for every code', () => {
    for (const [code, { class: denialClass }] of Object.entries(proxyReasonCodes)) {
      expect(denialClass, code).to.match(/^DENY_(POLICY|ERROR)$/);
    }
  });
});

describe('a clock that is wrong', () => {
  afterEach(closeContainers);

  for (const [aheadMs, allowed] of [
    [29_000, true],
    [-29_000, true],
    [40_000, false],
    [-40_000, false],
  ] as const) {
    it(`by ${aheadMs} ms ${allowed ? 'is' : 'is not'} lived with`, async () => {
      const { url } = await startContainer((call) =>
        call.socket.write(replyTo(call, key, { timestamp: seconds() })),
      );
      const clock = createSystemClock();
      const proxy = proxyTo({
        url,
        keys: [key],
        clock: { ...clock, now: () => clock.now() + aheadMs },
      });
      if (allowed) expect(await proxy.ask()).to.deep.equal(oslo);
      else await expectDenial(proxy, 'PROXY_REPLY_OUT_OF_TIME');
    });
  }
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
