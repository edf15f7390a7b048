import { type InvocationContext, lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook, defineHook } from '@gangway/composition';
import {
  CompositionError,
  type DecisionRecord,
  defineCheck,
  definePlugin,
  deny,
  overrides,
  type PreProvisioningResponse,
  type ProvisioningRequest,
  permit,
} from '@gangway/core';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';

const denial: PreProvisioningResponse = { allowProvisioning: false, parameterOverrides: {} };

const knownDevice = defineCheck('known-device', ({ parameters }) =>
  parameters.SerialNumber === 'SN-0001' ? permit() : deny('DEVICE_UNKNOWN', 'not in the list'),
);

const siteOverride = definePlugin({
  name: 'site-override',
  build: () => ({
    overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) },
  }),
});

const context = (over: Partial<InvocationContext> = {}): InvocationContext => ({
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 4_000,
  ...over,
});

/** A hook on a clock that stands still, which remembers the requests it was asked about. */
function observedHook() {
  const clock = fakeClock();
  const logger = memoryLogger();
  const sink = memoryDecisionSink();
  const requests: ProvisioningRequest[] = [];
  const remember = defineCheck('remember', (request) => {
    requests.push(request);
    return permit();
  });
  const hook = composeHook(defineHook([remember, knownDevice, siteOverride()]), {
    replace: [clock.plugin(), logger.plugin(), sink.plugin()],
  });
  const last = () => requests.at(-1);
  return { hook, clock, logger, records: sink.records, last };
}

/** The time that a decision was given, in milliseconds. */
async function givenTime(
  handler: ReturnType<typeof lambdaHandler>,
  { last, clock }: ReturnType<typeof observedHook>,
  remainingMs: number,
): Promise<number | undefined> {
  await handler(anEvent(), context({ getRemainingTimeInMillis: () => remainingMs }));
  const deadline = last()?.deadline;
  return deadline === undefined ? undefined : deadline - clock.now();
}

describe('lambdaHandler', () => {
  it('answers the two fields of the contract, with the overrides', async () => {
    const handler = lambdaHandler(observedHook().hook);
    expect(await handler(anEvent(), context())).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo' },
    });
  });

  it('returns a denial and does not throw it', async () => {
    const handler = lambdaHandler(observedHook().hook);
    expect(await handler(anEvent({ serialNumber: 'SN-9999' }), context())).to.deep.equal(denial);
  });

  it('denies whatever else may come as an event', async () => {
    const handler = lambdaHandler(observedHook().hook);
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (event) => {
        expect(await handler(event, context())).to.deep.equal(denial);
      }),
      { numRuns: 300 },
    );
  });

  it('mistake A: a warm function does not allow everyone after one allowed device', async () => {
    const handler = lambdaHandler(observedHook().hook);
    const allowed = await handler(anEvent({ serialNumber: 'SN-0001' }), context());
    expect(allowed.allowProvisioning).to.equal(true);
    expect(await handler(anEvent({ serialNumber: 'SN-9999' }), context())).to.deep.equal(denial);
    expect(await handler({}, context())).to.deep.equal(denial);
  });

  it('mistake A: no invocation can change the answer of another', async () => {
    const handler = lambdaHandler(observedHook().hook);
    const first = await handler(anEvent(), context());
    const refused = await handler({}, context());
    first.parameterOverrides.Site = 'elsewhere';
    refused.allowProvisioning = true;
    expect(await handler(anEvent(), context())).to.have.nested.property(
      'parameterOverrides.Site',
      'Oslo',
    );
    expect(await handler({}, context())).to.deep.equal(denial);
  });

  it('hands the request id to the decision', async () => {
    const { hook, records } = observedHook();
    await lambdaHandler(hook)(anEvent(), context({ awsRequestId: 'request-7' }));
    expect(records[0]?.subject.requestId).to.equal('request-7');
  });
});

describe('lambdaHandler, its deadline', () => {
  it("keeps half a second of Lambda's remaining time for the way back", async () => {
    const observed = observedHook();
    expect(await givenTime(lambdaHandler(observed.hook), observed, 3_000)).to.equal(2_500);
  });

  it("never gives more than AWS IoT's five seconds less half a second", async () => {
    const observed = observedHook();
    expect(await givenTime(lambdaHandler(observed.hook), observed, 900_000)).to.equal(4_500);
  });

  it('takes the time of init off the first invocation, and off no other', async () => {
    const observed = observedHook();
    const handler = lambdaHandler(observed.hook, { initDurationMs: 2_000 });
    expect(await givenTime(handler, observed, 4_000)).to.equal(2_500);
    expect(await givenTime(handler, observed, 4_000)).to.equal(3_500);
  });

  it('denies in error, without asking anything, when init took all the time there was', async () => {
    const { hook, records, last } = observedHook();
    const handler = lambdaHandler(hook, { initDurationMs: 4_600 });
    expect(await handler(anEvent(), context())).to.deep.equal(denial);
    expect(last()).to.equal(undefined);
    expect(records[0]).to.deep.include({ outcome: 'DENY_ERROR' });
    expect(records[0]?.reason?.code).to.equal('DEADLINE_EXCEEDED');
    expect(await handler(anEvent(), context())).to.have.property('allowProvisioning', true);
  });

  it('is the least of both times less the margin, on a first invocation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 501, max: 900_000 }),
        fc.integer({ min: 0, max: 4_499 }),
        async (remaining, init) => {
          const observed = observedHook();
          const handler = lambdaHandler(observed.hook, { initDurationMs: init });
          const given = await givenTime(handler, observed, remaining);
          expect(given).to.equal(Math.min(remaining, 5_000 - init) - 500);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('lambdaHandler, its options', () => {
  for (const initDurationMs of [NaN, Infinity, -1, '2000', null]) {
    it(`refuses a time of init that is none, before any event: ${initDurationMs}`, () => {
      const options = { initDurationMs } as { initDurationMs: number };
      expect(() => lambdaHandler(observedHook().hook, options))
        .to.throw(CompositionError, 'initDurationMs')
        .with.property('code', 'OPTION_INVALID');
    });
  }

  it('refuses an option that there is not, and names the one that is meant', () => {
    const options = { initDuration: 2_000 } as object;
    expect(() => lambdaHandler(observedHook().hook, options))
      .to.throw(CompositionError, 'Did you mean: initDurationMs')
      .with.property('code', 'OPTION_UNKNOWN');
  });
});

describe('lambdaHandler, the time of init', () => {
  const { AWS_LAMBDA_RUNTIME_API: api, AWS_LAMBDA_INITIALIZATION_TYPE: type } = process.env;
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };

  afterEach(() => {
    set('AWS_LAMBDA_RUNTIME_API', api);
    set('AWS_LAMBDA_INITIALIZATION_TYPE', type);
  });

  const firstTime = async () => {
    const observed = observedHook();
    // Nothing has been waited for here, so the process has to be young for the time to be above zero.
    return givenTime(lambdaHandler(observed.hook), observed, 5_000);
  };

  it('is zero outside Lambda, where the process started at another time', async () => {
    set('AWS_LAMBDA_RUNTIME_API', undefined);
    expect(await firstTime()).to.equal(4_500);
  });

  for (const ahead of ['provisioned-concurrency', 'snap-start', 'lambda-managed-instances']) {
    it(`is zero where Lambda ran init ahead: ${ahead}`, async () => {
      set('AWS_LAMBDA_RUNTIME_API', '127.0.0.1:9001');
      set('AWS_LAMBDA_INITIALIZATION_TYPE', ahead);
      expect(await firstTime()).to.equal(4_500);
    });
  }

  for (const onDemand of ['on-demand', undefined]) {
    it(`is that since the process started in Lambda: ${onDemand ?? 'type not told'}`, async () => {
      set('AWS_LAMBDA_RUNTIME_API', '127.0.0.1:9001');
      set('AWS_LAMBDA_INITIALIZATION_TYPE', onDemand);
      // Where the test process is older than the budget, no time is left and no check is asked.
      expect((await firstTime()) ?? 0).to.be.below(4_500);
    });
  }
});

describe('lambdaHandler, when things go wrong', () => {
  const faulty: readonly (readonly [string, unknown])[] = [
    ['no context', undefined],
    ['null for a context', null],
    ['an empty context', {}],
    ['a remaining time that is not a number', context({ getRemainingTimeInMillis: () => NaN })],
    ['an infinite remaining time', context({ getRemainingTimeInMillis: () => Infinity })],
    [
      'a remaining time that throws',
      context({
        getRemainingTimeInMillis: () => {
          throw new Error('gone');
        },
      }),
    ],
    ['a remaining time that is no function', { getRemainingTimeInMillis: 4_000 }],
  ];
  for (const [name, given] of faulty) {
    it(`leaves the deadline to AWS IoT's five seconds: ${name}`, async () => {
      const { hook, records } = observedHook();
      const answer = await lambdaHandler(hook)(anEvent(), given as InvocationContext);
      expect(answer.allowProvisioning).to.equal(true);
      expect(records.map(({ outcome }) => outcome)).to.deep.equal(['ALLOW']);
    });
  }

  it('denies when the hook throws against its contract, and logs the error', async () => {
    const { hook, logger } = observedHook();
    const broken = { ...hook, decide: () => Promise.reject(new Error('broken')) };
    expect(await lambdaHandler(broken)(anEvent(), context())).to.deep.equal(denial);
    expect(logger.lines[0]).to.deep.include({
      level: 'error',
      message: 'the Lambda adapter failed',
    });
  });

  it('denies when even the logger throws', async () => {
    const { hook } = observedHook();
    const logger = {
      log: () => {
        throw new Error('disk full');
      },
    };
    const broken = { ...hook, logger, decide: () => Promise.reject(new Error('broken')) };
    expect(await lambdaHandler(broken)(anEvent(), context())).to.deep.equal(denial);
  });

  it('answers although the preparation failed', async () => {
    const { hook, logger } = observedHook();
    const handler = lambdaHandler({ ...hook, prepare: () => Promise.reject(new Error('no net')) });
    expect(await handler(anEvent(), context())).to.have.property('allowProvisioning', true);
    expect(logger.lines[0]?.fields).to.deep.equal({ error: 'Error: no net' });
  });
});

describe('lambdaHandler, during init', () => {
  it('starts the preparation once, and does not wait for it', async () => {
    let started = 0;
    const never = () => {
      started += 1;
      return new Promise<void>(() => undefined);
    };
    const handler = lambdaHandler({ ...observedHook().hook, prepare: never });
    expect(started).to.equal(1);
    expect(await handler(anEvent(), context())).to.have.property('allowProvisioning', true);
    await handler(anEvent(), context());
    expect(started).to.equal(1);
  });
});

describe('the log line of a decision in Lambda', () => {
  it("is one line of JSON as Lambda's JSON logging takes it, with the ids and without the PEM", async () => {
    const lines: string[] = [];
    const hook = composeHook(defineHook([knownDevice]), {
      replace: [jsonLogger({ write: (line) => void lines.push(line) })],
    });
    const event = anEvent({ serialNumber: 'SN-9999', clientId: 'client-9' });
    await lambdaHandler(hook)(event, context({ awsRequestId: 'request-9' }));

    expect(lines).to.have.lengthOf(1);
    expect(lines[0]).to.match(/^\{.*\}\n$/);
    expect(lines[0]).to.not.contain('BEGIN CERTIFICATE');
    const line = JSON.parse(lines[0] ?? '') as DecisionRecord & Record<string, unknown>;
    expect(line).to.deep.include({
      level: 'INFO',
      message: 'decision',
      requestId: 'request-9',
      certificateId: event.certificateId,
      clientId: 'client-9',
      outcome: 'DENY_POLICY',
      code: 'DEVICE_UNKNOWN',
    });
    expect(new Date(String(line.timestamp)).toISOString()).to.equal(line.timestamp);
  });
});
