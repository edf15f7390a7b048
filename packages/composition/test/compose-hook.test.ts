import { allOf, anyOf, composeHook, defineHook, layered, when } from '@gangway/composition';
import {
  ClaimLedger,
  Clock,
  CompositionError,
  claimDevice,
  DecisionSink,
  DeviceRegistry,
  defineCheck,
  defineFact,
  definePlugin,
  definePort,
  deny,
  errorCode,
  fact,
  Logger,
  notApplicable,
  overrides,
  type Plugin,
  permit,
  policyCode,
  provide,
  type Token,
  toResponse,
} from '@gangway/core';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';

const event = anEvent({ serialNumber: 'SN-0001' });
const quiet = () => [memoryDecisionSink().plugin(), memoryLogger().plugin()];
const compose = (plugins: readonly Plugin[], replace: readonly Plugin[] = []) =>
  composeHook(defineHook(plugins), { replace: [...quiet(), ...replace] });
const yes = (name = 'yes') => defineCheck(name, () => permit());
const registry = (name: string, sites: Readonly<Record<string, string>> = {}) =>
  definePlugin({
    name,
    build: () => ({
      provides: [
        provide(DeviceRegistry, {}, () => ({
          async find(id) {
            const site = sites[id];
            return site === undefined ? undefined : { id, state: 'expected', attributes: { site } };
          },
        })),
      ],
    }),
  })();
const lookup = defineCheck(
  'lookup',
  async ({ parameters }, { ports, signal }) => {
    const record = await ports.registry.find(parameters.SerialNumber ?? '', { signal });
    return record === undefined ? deny('UNKNOWN', 'not there') : permit();
  },
  { needs: { registry: DeviceRegistry } },
);
const site = (value: string, name = 'site') =>
  definePlugin({
    name,
    build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: value }) } }),
  })();

function fault(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof CompositionError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it composed');
}

describe('defineHook', () => {
  it('refuses what is not a plugin, and says how to call a factory', () => {
    const loosely = (...items: unknown[]) => fault(() => defineHook(items as Plugin[]));
    expect(loosely(yes(), yes)).to.deep.equal({
      code: 'PLUGIN_INVALID',
      message: 'defineHook: item 2 is not a plugin. It is a function: call it, as in yes().',
    });
    for (const junk of [undefined, null, 'x', {}, []]) {
      expect(loosely(junk).message).to.equal('defineHook: item 1 is not a plugin.');
    }
    expect(fault(() => defineHook('x' as never)).message).to.equal(
      'defineHook takes an array of plugins.',
    );
    expect(fault(() => anyOf([null as never])).message).to.equal('any-of: item 1 is not a plugin.');
  });

  it('gives a frozen definition that later changes of the array do not reach', () => {
    const plugins = [yes()];
    const definition = defineHook(plugins);
    plugins.pop();
    expect(definition.plugins).to.have.length(1).and.to.be.frozen;
    expect(definition).to.be.frozen;
  });
});

describe('composeHook', () => {
  it('mistake J: a hook without plugins composes, and denies everyone', async () => {
    const decision = await compose([]).decide(event);
    expect(decision.outcome !== 'ALLOW' && decision.reason.code).to.equal('NO_CHECKS');
    expect(decision.outcome).to.equal('DENY_ERROR');
  });

  it('asks the checks in the order of the list', async () => {
    const asked: string[] = [];
    const named = (name: string) =>
      defineCheck(name, () => {
        asked.push(name);
        return permit();
      });
    await compose([named('c'), named('a'), named('b')]).decide(event);
    expect(asked).to.deep.equal(['c', 'a', 'b']);
  });

  it('wires ports to the steps that need them, one implementation for all', async () => {
    let made = 0;
    const seen = new Set<unknown>();
    const clocks = definePlugin({
      name: 'clocks',
      build: () => ({
        provides: [
          provide(Clock, {}, () => {
            made += 1;
            return fakeClock();
          }),
        ],
      }),
    })();
    const look = (name: string) =>
      defineCheck(
        name,
        (_request, { ports }) => {
          seen.add(ports.clock);
          return permit();
        },
        { needs: { clock: Clock } },
      );
    const hook = compose([clocks, look('a'), look('b')]);
    await hook.decide(event);
    await hook.decide(event);
    expect(made).to.equal(1);
    expect(seen.size).to.equal(1);
    expect(seen.has(hook.clock)).to.equal(true);
  });

  it('runs the same definition with another provider of a port', async () => {
    const definition = defineHook([registry('production', { 'SN-0001': 'Oslo' }), lookup]);
    const first = composeHook(definition, { replace: quiet() });
    const second = composeHook(definition, { replace: [...quiet(), registry('test')] });
    expect((await first.decide(event)).outcome).to.equal('ALLOW');
    expect((await second.decide(event)).outcome).to.equal('DENY_POLICY');
    expect(first.describe().ports.DeviceRegistry).to.equal('production');
    expect(second.describe().ports.DeviceRegistry).to.equal('test');
  });

  it('takes the port of a replacement though no plugin provides it, as long as one needs it', async () => {
    const hook = compose([lookup], [registry('test', { 'SN-0001': 'Oslo' })]);
    expect((await hook.decide(event)).outcome).to.equal('ALLOW');
  });

  it('commits intents through the ledger that is given', async () => {
    const claim = definePlugin({
      name: 'claim',
      build: () => ({ checks: { any: () => permit() }, intents: () => [claimDevice('d1')] }),
    })();
    const hook = compose([claim, memoryDeviceRegistry()]);
    expect((await hook.decide(event)).outcome).to.equal('ALLOW');
    const second = await hook.decide(anEvent({ serialNumber: 'SN-0001' }));
    expect(second.outcome !== 'ALLOW' && second.reason.code).to.equal('DEVICE_CLAIMED');
  });

  it('tells every decision sink, and the log unless it is replaced', async () => {
    const [one, two] = [memoryDecisionSink(), memoryDecisionSink()];
    const log = memoryLogger();
    const hook = composeHook(defineHook([yes(), one.plugin(), two.plugin()]), {
      replace: [log.plugin()],
    });
    await hook.decide(event);
    expect([one.records.length, two.records.length]).to.deep.equal([1, 1]);
    expect(log.lines.map(({ message }) => message)).to.deep.equal(['decision']);
    expect(hook.describe().decisionSinks).to.deep.equal([
      'memory-decision-sink',
      'memory-decision-sink',
      'decision-log',
    ]);
  });

  it('refuses parameters that only the hook may set', async () => {
    const hook = composeHook(defineHook([yes()], { protectedKeys: ['SerialNumber'] }), {
      replace: quiet(),
    });
    const decision = await hook.decide(event);
    expect(decision.outcome !== 'ALLOW' && decision.reason.code).to.equal('PARAMETER_PROTECTED');
    expect(hook.describe().protectedKeys).to.deep.equal(['AWS::*', 'SerialNumber']);
  });

  it('hashes identifiers in records when it is told to', async () => {
    const sink = memoryDecisionSink();
    const hook = composeHook(defineHook([yes()], { hashIdentifiersWith: 'pepper' }), {
      replace: [sink.plugin()],
    });
    await hook.decide(event);
    expect(sink.records[0]?.subject.certificateId).to.match(/^[0-9a-f]{16}$/);
  });
});

describe('a fault of wiring', () => {
  const key = defineFact<string>('device-record');
  const gives = (name: string, ...more: Plugin[]) => [
    defineCheck(name, () => permit(fact(key, name)), { facts: { gives: [key] } }),
    ...more,
  ];
  const needs = (name: string, fact = key) =>
    defineCheck(name, () => permit(), { facts: { needs: [fact] } });

  it('is a port that nobody provides, with the plugin that needs it', () => {
    expect(fault(() => compose([lookup]))).to.deep.equal({
      code: 'PORT_MISSING',
      message:
        'Plugin "lookup" needs the port DeviceRegistry, which no plugin provides. List a plugin that provides it.',
    });
  });

  it('is a mistyped port, with the nearest right one', () => {
    const typo = definePort<Clock>('@gangway/core/Clok');
    const plugin = defineCheck('late', () => permit(), { needs: { clock: typo } });
    expect(fault(() => compose([plugin]))).to.deep.equal({
      code: 'PORT_MISSING',
      message: 'Plugin "late" needs the port Clok, which no plugin provides. Did it mean Clock?',
    });
  });

  it('is an intent without a ledger', () => {
    const claim = definePlugin({ name: 'claim', build: () => ({ intents: () => [] }) })();
    expect(fault(() => compose([yes(), claim])).message).to.match(
      /^Plugin "claim" needs the port ClaimLedger/,
    );
  });

  it('is a port that a provider needs and nobody provides', () => {
    const provider = definePlugin({
      name: 'provider',
      build: () => ({
        provides: [
          provide(DeviceRegistry, { ledger: ClaimLedger }, () => ({ find: async () => undefined })),
        ],
      }),
    })();
    expect(fault(() => compose([provider])).message).to.match(
      /^Plugin "provider" needs the port ClaimLedger/,
    );
  });

  it('is a port that two plugins provide', () => {
    expect(fault(() => compose([registry('one'), registry('two')]))).to.deep.equal({
      code: 'PORT_DOUBLED',
      message: 'The port DeviceRegistry is provided by "one" and by "two". Keep one of them.',
    });
    expect(fault(() => compose([lookup], [registry('one'), registry('two')])).code).to.equal(
      'PORT_DOUBLED',
    );
  });

  it('is a circle of ports, shown as one', () => {
    const a = definePort<object>('test/A');
    const b = definePort<object>('test/B');
    const circular = (name: string, token: Token<object>, needed: Token<object>) =>
      definePlugin({
        name,
        build: () => ({ provides: [provide(token, { needed }, () => ({}))] }),
      })();
    expect(fault(() => compose([circular('a', a, b), circular('b', b, a)]))).to.deep.equal({
      code: 'PORT_CYCLE',
      message: 'Ports need each other in a circle: test/A → test/B → test/A.',
    });
  });

  it('is a port or a step that cannot be made, found before the first request', () => {
    const broken = definePlugin({
      name: 'broken',
      build: () => ({
        provides: [
          provide(definePort<object>('test/Unused'), {}, () => {
            throw new Error('no licence');
          }),
        ],
      }),
    })();
    expect(fault(() => compose([broken]))).to.deep.equal({
      code: 'PORT_FACTORY_FAILED',
      message: 'Plugin "broken" could not be made: no licence',
    });
  });

  it('is a replacement that brings steps, or that nothing wants', () => {
    expect(fault(() => compose([yes()], [yes('more')]))).to.deep.equal({
      code: 'REPLACEMENT_HAS_STEPS',
      message:
        'The replacement "more" brings checks, overrides or intents. A replacement may only provide ports.',
    });
    expect(fault(() => compose([yes()], [site('Oslo')])).code).to.equal('REPLACEMENT_HAS_STEPS');
    expect(fault(() => compose([yes()], [registry('test')]))).to.deep.equal({
      code: 'REPLACEMENT_UNUSED',
      message:
        'The replacement "test" provides DeviceRegistry, which nothing in the hook provides or needs.',
    });
  });

  it('is a reason code with two classes', () => {
    const coded = (name: string, code: ReturnType<typeof policyCode>) =>
      defineCheck(name, () => permit(), { reasonCodes: { CLOSED: code } });
    const plugins = [coded('a', policyCode('a', 'a')), coded('b', errorCode('b', 'b'))];
    expect(fault(() => compose(plugins))).to.deep.equal({
      code: 'REASON_CODE_CONFLICT',
      message: 'Plugin "b" declares CLOSED as DENY_ERROR; it is DENY_POLICY elsewhere.',
    });
    expect(fault(() => compose([anyOf(plugins)])).code).to.equal('REASON_CODE_CONFLICT');
    const core = defineCheck('c', () => permit(), {
      reasonCodes: { CHECK_FAILED: policyCode('a', 'a') },
    });
    expect(fault(() => compose([core])).code).to.equal('REASON_CODE_CONFLICT');
  });

  it('is a fact that nobody gives, with the nearest that somebody does', () => {
    expect(fault(() => compose([needs('n')]))).to.deep.equal({
      code: 'FACT_WITHOUT_GIVER',
      message: 'Plugin "n" needs the fact "device-record". No plugin gives it.',
    });
    const typo = needs('n', defineFact<string>('device-recrod'));
    expect(fault(() => compose([...gives('g'), typo])).message).to.equal(
      'Plugin "n" needs the fact "device-recrod". No plugin gives it. Did it mean "device-record"?',
    );
  });

  it('is a fact that is given too late', () => {
    expect(fault(() => compose([needs('n'), ...gives('g')])).message).to.equal(
      'Plugin "n" needs the fact "device-record". "g" gives it, but is not listed before.',
    );
  });

  it('is a fact that is given only under a condition, or by one alternative', () => {
    function isGateway() {
      return true;
    }
    expect(fault(() => compose([when(isGateway, gives('g')), needs('n')])).message).to.equal(
      'Plugin "n" needs the fact "device-record". "g" gives it only where isGateway holds.',
    );
    expect(fault(() => compose([anyOf([...gives('g'), yes()]), needs('n')])).message).to.include(
      '"g" gives it only where any-of took g holds.',
    );
  });

  it('is a fact among plugins that are asked at once', () => {
    const apart = allOf([...gives('g'), needs('n')], { concurrent: true });
    expect(fault(() => compose([apart])).message).to.include('is not listed before');
  });

  it('is a fact that is given twice for the same requests', () => {
    expect(fault(() => compose([...gives('a'), ...gives('b')]))).to.deep.equal({
      code: 'FACT_DOUBLED',
      message: 'The fact "device-record" is given by "a" and by "b" for the same requests.',
    });
    const guarded = when(() => true, gives('b'));
    expect(fault(() => compose([...gives('a'), guarded])).code).to.equal('FACT_DOUBLED');
    const atOnce = allOf([...gives('a'), ...gives('b')], { concurrent: true });
    expect(fault(() => compose([atOnce])).code).to.equal('FACT_DOUBLED');
  });

  it('is none where a fact is there whenever it is needed', () => {
    const reader = definePlugin({
      name: 'reader',
      facts: { needs: [key] },
      build: () => ({
        overrides: {
          keys: ['Site'],
          values: (_r, { facts }) => overrides({ Site: facts.get(key) }),
        },
      }),
    });
    const composes = (...plugins: Plugin[]) =>
      expect(compose(plugins).describe()).to.be.an('object');
    composes(...gives('g'), needs('n'), reader());
    composes(when(() => true, [...gives('g'), needs('n'), reader()]));
    composes(anyOf([...gives('a'), ...gives('b')]), needs('n'), reader());
    composes(anyOf([allOf([...gives('a'), needs('n'), reader()]), yes()]));
    composes(allOf(gives('a'), { concurrent: true }), needs('n'));
  });
});

describe('composites as plugins', () => {
  const no = (name = 'no', code = 'NO') => defineCheck(name, () => deny(code, name));
  const outcome = async (...plugins: Plugin[]) => {
    const decision = await compose(plugins).decide(event);
    return decision.outcome === 'ALLOW'
      ? toResponse(decision).parameterOverrides
      : decision.reason.code;
  };

  it('anyOf takes the overrides and intents of the alternative that permitted', async () => {
    const a = allOf([no('a'), site('from a', 'site-a')]);
    const b = allOf([yes('b'), site('from b', 'site-b')]);
    expect(await outcome(anyOf([a, b]))).to.deep.equal({ Site: 'from b' });
    expect(await outcome(anyOf([b, a]))).to.deep.equal({ Site: 'from b' });
    expect(await outcome(anyOf([no('x', 'FIRST'), no('y', 'SECOND')]))).to.equal('FIRST');
  });

  it('when takes part only where its condition holds', async () => {
    const gated = (holds: boolean) => when(() => holds, [no(), site('gated')]);
    expect(await outcome(yes(), gated(false))).to.deep.equal({});
    expect(await outcome(yes(), gated(true))).to.equal('NO');
    const open = (holds: boolean) => when(() => holds, [yes('inner'), site('gated')]);
    expect(await outcome(open(true))).to.deep.equal({ Site: 'gated' });
    expect(await outcome(open(false))).to.equal('NO_PERMIT');
    expect(
      await outcome(when((request) => request.clientId === event.clientId, [yes()])),
    ).to.deep.equal({});
  });

  it('layered names the order of sources, first before later', async () => {
    const layers = layered([site('first', 'a'), site('second', 'b')]);
    expect(await outcome(yes(), layers)).to.deep.equal({ Site: 'first' });
    expect(await outcome(yes(), site('first', 'a'), site('second', 'b'))).to.equal(
      'OVERRIDE_CONFLICT',
    );
    expect(
      await outcome(
        yes(),
        when(() => true, [layers]),
      ),
    ).to.deep.equal({ Site: 'first' });
    expect(
      await outcome(
        yes(),
        when(() => false, [layers]),
      ),
    ).to.deep.equal({});
  });

  it('allOf permits with one permit and no deny', async () => {
    const none = defineCheck('none', () => notApplicable());
    for (const concurrent of [false, true]) {
      expect(await outcome(allOf([yes(), none], { concurrent }))).to.deep.equal({});
      expect(await outcome(allOf([none], { concurrent }))).to.equal('NO_PERMIT');
      expect(await outcome(allOf([yes(), no()], { concurrent }))).to.equal('NO');
    }
  });

  it('bring the ports of the plugins inside them', async () => {
    const hook = compose([anyOf([allOf([registry('inner', { 'SN-0001': 'Oslo' }), lookup])])]);
    expect((await hook.decide(event)).outcome).to.equal('ALLOW');
  });
});

describe('describe', () => {
  it('gives all that a plugin needs and gives, as data', () => {
    const key = defineFact<string>('record');
    const rich = definePlugin({
      name: 'rich',
      needs: { clock: Clock, logger: Logger },
      facts: { gives: [key] },
      reasonCodes: { CLOSED: policyCode('Closed.', 'Open.') },
      build: () => ({
        provides: [provide(DeviceRegistry, {}, () => ({ find: async () => undefined }))],
        checks: { open: () => permit(fact(key, 'x')) },
        overrides: { keys: ['Site'], values: () => overrides({}) },
        parameters: ['SerialNumber', 'Signature'],
        freshParameters: ['Signature'],
        permissions: [{ action: 'dynamodb:GetItem', resource: 'table' }],
        presence: true,
      }),
    })();
    const description = compose([rich, when(() => true, [yes()])]).describe();
    expect(description.plugins[0]).to.deep.equal({
      name: 'rich',
      checks: ['open'],
      needs: ['Clock', 'Logger'],
      provides: ['DeviceRegistry'],
      facts: { gives: ['record'], needs: [], wants: [] },
      parameters: ['SerialNumber', 'Signature'],
      freshParameters: ['Signature'],
      overrideKeys: ['Site'],
      intents: false,
      reasonCodes: ['CLOSED'],
      permissions: [{ action: 'dynamodb:GetItem', resource: 'table' }],
      presence: true,
      parts: [],
    });
    expect(description.plugins[1]?.parts.map(({ name }) => name)).to.deep.equal(['yes']);
    expect(description).to.deep.include({
      parameters: ['SerialNumber', 'Signature'],
      overrideKeys: ['Site'],
      protectedKeys: ['AWS::*'],
      permissions: [{ action: 'dynamodb:GetItem', resource: 'table' }],
    });
    expect(description.ports).to.deep.equal({
      Logger: 'memory-logger',
      DeviceRegistry: 'rich',
      Clock: 'system-clock',
      CertificateReader: 'node-crypto-certificate-reader',
    });
    expect(description.reasonCodes).to.include.keys('CLOSED', 'NO_CHECKS');
    expect(JSON.parse(JSON.stringify(description))).to.deep.equal(description);
  });

  it('asks no permissions for a provider that was replaced', () => {
    const stores = (name: string, action: string) =>
      definePlugin({
        name,
        build: () => ({
          provides: [provide(DeviceRegistry, {}, () => ({ find: async () => undefined }))],
          permissions: [{ action, resource: '*' }],
        }),
      })();
    const hook = compose(
      [stores('sqlite', 'none:None'), lookup],
      [stores('dynamodb', 'dynamodb:GetItem')],
    );
    expect(hook.describe().permissions).to.deep.equal([
      { action: 'dynamodb:GetItem', resource: '*' },
    ]);
  });
});

describe('prepare', () => {
  const prepared = (name: string, run: (signal: AbortSignal) => Promise<void>) =>
    definePlugin({ name, build: () => ({ prepare: async ({ signal }) => run(signal) }) })();

  it('runs what plugins and replacements prepare, once', async () => {
    const ran: string[] = [];
    const own = prepared('own', async () => void ran.push('own'));
    const sink = definePlugin({
      name: 'sink',
      build: () => ({
        provides: [provide(DecisionSink, {}, () => ({ record() {} }))],
        prepare: async () => void ran.push('replacement'),
      }),
    })();
    const hook = composeHook(defineHook([yes(), own]), { replace: [sink] });
    expect(ran).to.deep.equal([]);
    await Promise.all([hook.prepare(), hook.prepare()]);
    expect(ran).to.deep.equal(['own', 'replacement']);
  });

  it('logs what fails, runs the others and does not reject', async () => {
    const log = memoryLogger();
    let ran = false;
    const hook = composeHook(
      defineHook([
        prepared('a', () => Promise.reject(new Error('no network'))),
        prepared('b', async () => {
          ran = true;
        }),
      ]),
      { replace: [log.plugin()] },
    );
    await hook.prepare();
    expect(ran).to.equal(true);
    expect(log.lines).to.deep.equal([
      { level: 'warn', message: 'a could not prepare', fields: { error: 'no network' } },
    ]);
  });

  it('hands on the signal it is given', async () => {
    const { signal } = new AbortController();
    let seen: AbortSignal | undefined;
    const hook = compose([
      prepared('a', async (given) => {
        seen = given;
      }),
    ]);
    await hook.prepare(signal);
    expect(seen).to.equal(signal);
  });
});
