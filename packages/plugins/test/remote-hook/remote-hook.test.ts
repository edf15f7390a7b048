import { anyOf, composeHook, defineHook, layered } from '@gangway/composition';
import { defineCheck, defineFact, deny, type Plugin, permit } from '@gangway/core';
import { claimOnce } from '@gangway/plugins/claim-once';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { staticOverrides } from '@gangway/plugins/static-overrides';
import { anEvent, startHook } from '@gangway/testing';
import type { LambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { faultOf, verdictOf } from '../deciding.js';
import { asking, byLambda, byUrl, canary, type Options, serving, yes } from './asking.js';

const url = 'http://127.0.0.1:1/2015-03-31/functions/function/invocations';
const answering = (parameterOverrides?: unknown) => () => ({
  allowProvisioning: true,
  parameterOverrides,
});

for (const [way, by] of [
  ['lambda', byLambda],
  ['url', byUrl],
] as const) {
  describe(`remote-hook by ${way}`, () => {
    it('gives the other hook what AWS IoT sends, and nothing else', async () => {
      const heard: unknown[] = [];
      await using server = await serving((event) => {
        heard.push(event);
        return yes;
      });
      const event = anEvent({ parameters: { Site: 'Å "quoted" \\' } });
      const { ask } = asking([by(server)]);
      expect(verdictOf((await ask(event)).decision)).to.equal('ALLOW');
      expect(heard).to.deep.equal([event]);
      const { parameters: _none, ...without } = event;
      await ask(without as never);
      expect(heard[1]).to.deep.equal({ ...without, parameters: {} });
    });

    it('takes its yes for a permit, and merges its overrides', async () => {
      await using server = await serving();
      const { ask } = asking([by(server), staticOverrides({ values: { Fleet: 'first' } })]);
      const { decision } = await ask();
      expect(decision).to.deep.include({
        outcome: 'ALLOW',
        parameterOverrides: { ...yes.parameterOverrides, Fleet: 'first' },
      });
      expect([server.calls, server.runs]).to.deep.equal([1, 1]);
    });

    it('takes its no for a denial of policy', async () => {
      await using server = await serving(() => ({ allowProvisioning: false, why: canary }));
      const { decision, told } = await asking([by(server)]).ask();
      expect(verdictOf(decision)).to.equal('DENY_POLICY REMOTE_HOOK_DENIED');
      expect(told).not.to.include(canary);
      expect(server.calls).to.equal(1);
    });

    for (const [what, answer] of [
      ['nothing', undefined],
      ['a yes as a text', { allowProvisioning: 'true' }],
      ['a yes as a number', { allowProvisioning: 1 }],
      ['a yes with more beside it', { ...yes, extra: 1 }],
      ['no word of it', { parameterOverrides: {} }],
    ] as const) {
      it(`takes ${what} for neither`, async () => {
        await using server = await serving(() => answer);
        const { decision, told } = await asking([by(server)]).ask();
        expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_ANSWER_MALFORMED');
        expect(told).not.to.include(canary);
        expect(server.calls).to.equal(1);
      });
    }

    it('takes what it throws for neither', async () => {
      await using server = await serving(() => {
        throw new TypeError(canary);
      });
      const { decision, told } = await asking([by(server)]).ask();
      expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_FUNCTION_FAILED');
      expect(told).not.to.include(canary);
      expect(server.runs).to.equal(1);
    });

    it('asks afresh for every request', async () => {
      let answer: unknown = yes;
      await using server = await serving(() => answer);
      const { ask } = asking([by(server)]);
      const event = anEvent();
      expect(verdictOf((await ask(event)).decision)).to.equal('ALLOW');
      answer = { allowProvisioning: false };
      expect(verdictOf((await ask(event)).decision)).to.equal('DENY_POLICY REMOTE_HOOK_DENIED');
      expect(server.runs).to.equal(2);
    });

    it('mixes up no answers of requests that run at the same time', async () => {
      await using server = await serving(async (event) => {
        const { SerialNumber } = (event as { parameters: Record<string, string> }).parameters;
        await new Promise((resolve) => setImmediate(resolve));
        return { allowProvisioning: true, parameterOverrides: { DeviceLocation: SerialNumber } };
      });
      const { ask } = asking([by(server)]);
      const serials = Array.from({ length: 30 }, (_, index) => `SN-${index}`);
      const asked = serials.map((serialNumber) => ask(anEvent({ serialNumber })));
      const given = (await Promise.all(asked)).map(({ decision }) =>
        decision.outcome === 'ALLOW' ? decision.parameterOverrides.DeviceLocation : 'denied',
      );
      expect(given).to.deep.equal(serials);
    });

    it('runs a hook that is a Gangway hook itself', async () => {
      await using inner = await startHook(
        defineHook([
          defineCheck('site-open', ({ parameters }) =>
            parameters.Site === 'closed' ? deny('SITE_CLOSED', 'closed') : permit(),
          ),
          staticOverrides({ values: { DeviceLocation: 'Oslo' } }),
        ]),
      );
      const at = { ...inner, invocationsUrl: () => pathAt(inner.url) } as never as LambdaServer;
      const { ask } = asking([by(at)]);
      const { decision } = await ask();
      expect(decision).to.deep.include({ parameterOverrides: { DeviceLocation: 'Oslo' } });
      const closed = anEvent({ parameters: { Site: 'closed' } });
      expect(verdictOf((await ask(closed)).decision)).to.equal('DENY_POLICY REMOTE_HOOK_DENIED');
      expect(inner.decisions.map(({ outcome }) => outcome)).to.deep.equal(['ALLOW', 'DENY_POLICY']);
    });
  });
}

const pathAt = (url: string) => `${url}/2015-03-31/functions/function/invocations`;

describe('remote-hook', () => {
  let server: LambdaServer;
  let answer: unknown = yes;
  before(async () => {
    server = await serving(() => answer);
  });
  beforeEach(() => {
    answer = yes;
  });
  after(() => server.close());

  const outcome = async (plugins: readonly Plugin[]) =>
    verdictOf((await asking(plugins).ask()).decision);

  it('lets the other hook set no key that is not listed', async () => {
    expect(await outcome([byUrl(server, { keys: [] })])).to.equal('DENY_ERROR OVERRIDE_UNDECLARED');
    answer = answering({ 'AWS::IoT::Certificate::Id': 'x' })();
    expect(await outcome([byUrl(server)])).to.equal('DENY_ERROR OVERRIDE_RESERVED');
    answer = answering({ constructor: 'x' })();
    expect(await outcome([byUrl(server)])).to.equal('DENY_ERROR OVERRIDE_UNDECLARED');
    answer = answering()();
    expect(await outcome([byUrl(server, { keys: [] })])).to.equal('ALLOW');
  });

  it('denies when another source gives another value, unless an order is named', async () => {
    const other = staticOverrides({ values: { DeviceLocation: 'Oslo' } });
    expect(await outcome([byUrl(server), other])).to.equal('DENY_ERROR OVERRIDE_CONFLICT');
    for (const [plugins, wins] of [
      [[byUrl(server), other], yes.parameterOverrides.DeviceLocation],
      [[other, byUrl(server)], 'Oslo'],
    ] as const) {
      const { decision } = await asking([layered(plugins)]).ask();
      expect(decision).to.deep.include({ parameterOverrides: { DeviceLocation: wins } });
    }
  });

  it('runs two other hooks in one, told apart by their names', async () => {
    await using second = await serving(answering({ Site: 'Oslo' }));
    const both = [
      byUrl(server, { name: 'python' }),
      byLambda(second, { name: 'java', keys: ['Site', 'DeviceLocation'] }),
    ];
    const { decision } = await asking(both).ask();
    expect(decision).to.deep.include({
      parameterOverrides: { ...yes.parameterOverrides, Site: 'Oslo' },
    });
    const trace = decision.trace.slice(1).map(({ step, plugin, name }) => [step, plugin, name]);
    expect(trace).to.deep.equal([
      ['check', 'remote-hook:python', 'remote-hook'],
      ['check', 'remote-hook:java', 'remote-hook'],
      ['overrides', 'remote-hook:python', 'remote-hook:python'],
      ['overrides', 'remote-hook:java', 'remote-hook:java'],
    ]);
    expect([server.calls > 0, second.calls]).to.deep.equal([true, 1]);
    await using third = await serving(answering({ DeviceLocation: 'Oslo' }));
    const { decision: conflict } = await asking([
      byUrl(server, { name: 'python' }),
      byUrl(third, { name: 'java' }),
    ]).ask();
    expect(conflict).to.have.nested.property(
      'reason.detail',
      '"DeviceLocation" from remote-hook:python and remote-hook:java',
    );
  });

  it('runs no two others of one name', () => {
    const compose = () => composeHook(defineHook([byUrl(server), byLambda(server)]));
    expect(faultOf(compose)).to.match(/^FACT_DOUBLED: The fact "remote-hook"/);
  });

  it('is one way of several', async () => {
    await using other = await serving(() => ({ allowProvisioning: false }));
    const { decision } = await asking([anyOf([byUrl(other), byUrl(server)])]).ask();
    expect(decision).to.deep.include({ parameterOverrides: yes.parameterOverrides });
  });

  it('keeps the values out of all that is told, always, and marks secrets', async () => {
    for (const secret of [false, true]) {
      const { decision, told } = await asking([byUrl(server, { secret })]).ask();
      expect(told).not.to.include(canary);
      const { overrides } = decision.trace.find(({ step }) => step === 'overrides') ?? {};
      expect(overrides?.DeviceLocation).to.include({ source: 'remote-hook', secret });
    }
  });

  it('gives its fact to nobody who does not ask for it by name', async () => {
    const curious = defineCheck('curious', (_request, { facts }) => {
      facts.find(defineFact('remote-hook'));
      return permit();
    });
    expect(await outcome([byUrl(server), curious])).to.equal('DENY_ERROR CHECK_FAILED');
  });

  it('does not ask once an earlier check has denied', async () => {
    const { calls } = server;
    const closed = defineCheck('closed', () => deny('CLOSED', 'closed'));
    expect(await outcome([closed, byUrl(server)])).to.equal('DENY_POLICY CLOSED');
    expect(server.calls).to.equal(calls);
  });

  it('gives a repeated request the answer that the ledger has stored', async () => {
    const devices = [{ id: 'SN-0001' }];
    const { ask } = asking([
      memoryDeviceRegistry({ devices }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      byUrl(server),
      claimOnce(),
    ]);
    const event = anEvent();
    await ask(event);
    answer = answering({ DeviceLocation: 'Portland' })();
    const { decision } = await ask(event);
    expect(decision).to.deep.include({ parameterOverrides: yes.parameterOverrides });
  });

  it('tells its keys and what it may be', () => {
    const { overrideKeys, plugins } = composeHook(defineHook([byUrl(server)])).describe();
    expect(overrideKeys).to.deep.equal(['DeviceLocation']);
    expect(plugins[0]).to.deep.include({ permissions: [], parameters: [], needs: ['Clock'] });
  });

  it('asks for the right to invoke that one function, and nothing beside it', () => {
    const resourceOf = (lambda: NonNullable<Options['lambda']>) =>
      remoteHook({ lambda, keys: [] }).permissions;
    const arn = 'arn:aws-cn:lambda:cn-north-1:123456789012:function:old-hook';
    for (const [lambda, resource] of [
      [{ functionName: 'old-hook' }, 'arn:aws:lambda:*:*:function:old-hook'],
      [
        { functionName: 'old-hook', qualifier: 'live', region: 'eu-west-1' },
        'arn:aws:lambda:eu-west-1:*:function:old-hook:live',
      ],
      [{ functionName: arn }, arn],
      [{ functionName: arn, qualifier: '$LATEST' }, `${arn}:$LATEST`],
    ] as const) {
      expect(resourceOf(lambda)).to.deep.equal([{ action: 'lambda:InvokeFunction', resource }]);
    }
  });

  it('refuses options that are none', () => {
    const make = remoteHook as (options?: unknown) => unknown;
    const lambda = { functionName: 'old-hook' };
    const elsewhere = 'http://old.example.com/2015-03-31/functions/function/invocations';
    for (const [options, fault] of [
      [{ url }, /"keys"/],
      [{ keys: [] }, /give one of lambda, command, url/],
      [{ url, lambda, keys: [] }, /give one of lambda, command, url/],
      [{ url, keys: ['AWS::Region'] }, /belong to AWS IoT/],
      [{ url, keys: ['__proto__'] }, /object member/],
      [{ url, key: ['Site'] }, /^OPTION_UNKNOWN.*"keys"\?/],
      [{ url, keys: [], name: 'Old Hook' }, /kebab-case/],
      [{ url, keys: [], timeoutSeconds: 5 }, /timeoutSeconds/],
      [{ url, keys: [], timeoutSeconds: 0 }, /timeoutSeconds/],
      [{ url, keys: [], fetch: 'fetch' }, /like fetch/],
      [{ url: elsewhere, keys: [] }, /anybody can say yes for plain http/],
      [{ url: elsewhere, keys: [], plainHttp: 'yes' }, /plainHttp/],
      ...[
        '127.0.0.1.example.com',
        'localhost.example.com',
        'localhost.',
        '127.0.0.1@example.com',
        '[::ffff:127.0.0.1]',
        '0.0.0.0',
      ].map(
        (host) =>
          [
            { url: `http://${host}/2015-03-31/functions/function/invocations`, keys: [] },
            /anybody can say yes for plain http|name and password/,
          ] as const,
      ),
      [
        { lambda: { ...lambda, endpoint: 'http://example.com' }, keys: [] },
        /anybody can say yes for plain http/,
      ],
      [{ url: 'https://old.example.com/events', keys: [] }, /invocations path/],
      [{ url: `${url}/`, keys: [] }, /invocations path/],
      [{ url: url.replace('//', '//user:hush@'), keys: [] }, /name and password/],
      [{ url: url.replace('http', 'ftp'), keys: [] }, /http or https/],
      [{ url: 'old-hook', keys: [] }, /http or https/],
      [{ lambda, plainHttp: true, keys: [] }, /is for a url/],
      [{ lambda, fetch, keys: [] }, /is for a url/],
      [{ lambda: {}, keys: [] }, /functionName/],
      [{ lambda: { functionName: 'old-hook:live' }, keys: [] }, /that is `qualifier`/],
      [{ lambda: { functionName: '123456789012:function:old-hook' }, keys: [] }, /whole ARN/],
      [{ lambda: { functionName: '../old' }, keys: [] }, /whole ARN/],
      [{ lambda: { functionName: 'old-hook', qualifier: 'a b' }, keys: [] }, /nor an alias/],
      [{ lambda: { functionName: 'old-hook', version: '1' }, keys: [] }, /lambda\.version/],
      [
        {
          lambda: {
            functionName: 'arn:aws:lambda:eu-west-1:123456789012:function:old-hook',
            region: 'us-east-1',
          },
          keys: [],
        },
        /another one than the ARN/,
      ],
    ] as const) {
      const text = faultOf(() => make(options));
      expect(text, JSON.stringify(options)).to.match(fault);
      expect(text).to.match(/^OPTION_/);
    }
    for (const good of [
      { url, keys: [] },
      { url: elsewhere, plainHttp: true, keys: [] },
      { url: elsewhere.replace('http', 'https'), keys: ['Site'], fetch },
      { lambda, keys: [] },
      { lambda: { ...lambda, endpoint: 'https://example.com' }, keys: [] },
      { lambda: { ...lambda, endpoint: 'http://example.com' }, plainHttp: true, keys: [] },
    ]) {
      expect(faultOf(() => make(good))).to.equal('none');
    }
  });
});
