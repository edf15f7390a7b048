import {
  allOf,
  anyOf,
  composeHook,
  defineHook,
  layered,
  monitor,
  when,
} from '@gangway/composition';
import {
  ClaimLedger,
  claimDevice,
  committed,
  type Decision,
  defineCheck,
  definePlugin,
  deny,
  errorCode,
  type LedgerEntry,
  notApplicable,
  type Overrides,
  overrides,
  type Plugin,
  PortError,
  permit,
  policyCode,
  provide,
  replay,
  toResponse,
} from '@gangway/core';
import { toLogFields } from '@gangway/plugins/decision-log';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const event = anEvent({ parameters: { SerialNumber: 'SN-0001', Site: 'Hamar' } });
const yes = defineCheck('yes', () => permit());
const no = defineCheck('no', () => deny('NOT_NOW', 'not on Mondays'), {
  reasonCodes: { NOT_NOW: policyCode('It is Monday.', 'Wait.') },
});
const gives = (
  name: string,
  values: () => Overrides | Promise<Overrides>,
  keys = ['Site', 'Zone'],
) => definePlugin({ name, build: () => ({ overrides: { keys, values } }) })();
const site = (value: string, name = 'site') => gives(name, () => overrides({ Site: value }));
const claims = definePlugin({
  name: 'claims',
  build: () => ({ intents: () => [claimDevice('SN-0001')] }),
});
const ledger = (commit: (entry: LedgerEntry) => ReturnType<ClaimLedger['commit']>) =>
  definePlugin({
    name: 'ledger',
    build: () => ({
      provides: [
        provide(ClaimLedger, {}, () => ({
          commit,
          confirm: async () => ({ kind: 'no-claim' }),
          release: async () => ({ kind: 'not-claimed' }),
        })),
      ],
    }),
  })();

function bench(...plugins: readonly Plugin[]) {
  const clock = fakeClock();
  const logger = memoryLogger();
  const sink = memoryDecisionSink();
  const hook = composeHook(defineHook(plugins), {
    replace: [clock.plugin(), logger.plugin(), sink.plugin()],
  });
  return { clock, logger, sink, hook, decide: () => hook.decide(event) };
}

/** What was monitored, as lines: `monitor/no: wouldDeny NOT_NOW`. */
const monitored = ({ trace }: Decision) =>
  trace
    .slice(trace.findIndex(({ step }) => step === 'monitor'))
    .map(({ name, verdict, code = '' }) => `${name}: ${verdict} ${code}`.trimEnd());

const soon = () => new Promise((resolve) => setImmediate(resolve));
const never = <T>() => new Promise<T>(() => undefined);

describe('monitor', () => {
  it('records what would be denied, with its class, and denies nothing', async () => {
    const { decide, sink } = bench(yes, monitor([yes, no, yes]));
    const decision = await decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(monitored(decision)).to.deep.equal([
      'monitor: wouldDeny NOT_NOW',
      'monitor/yes: wouldPermit',
      'monitor/no: wouldDeny NOT_NOW',
    ]);
    const told = { code: 'NOT_NOW', detail: 'not on Mondays', class: 'DENY_POLICY', plugin: 'no' };
    expect(decision.trace.slice(-3)[0]).to.deep.include({ step: 'monitor', ...told });
    expect(decision.trace.at(-1)).to.deep.include({ step: 'check', ...told });
    expect(sink.records[0]?.trace).to.deep.equal(decision.trace);
  });

  it('permits nothing: a hook in which nothing else permits says NO_PERMIT', async () => {
    const decision = await bench(monitor([yes])).decide();
    expect(decision.outcome === 'ALLOW' || decision.reason.code).to.equal('NO_PERMIT');
    expect(monitored(decision)[0]).to.equal('monitor: wouldPermit');
  });

  it('tells the reason that the plugins inside would have come to, not that of every step', async () => {
    const lines = async (...inside: Plugin[]) =>
      monitored(await bench(yes, monitor(inside)).decide());
    expect((await lines(anyOf([no, yes])))[0]).to.equal('monitor: wouldPermit');
    expect((await lines(when(() => false, [no])))[0]).to.equal('monitor: notApplicable');
    expect((await lines(allOf([no, yes])))[0]).to.equal('monitor: wouldDeny NOT_NOW');
    expect(await lines(anyOf([no, yes]))).to.include('monitor/any-of/no: wouldDeny NOT_NOW');
  });

  it('says what could not be asked, by its code, and rings no alarm', async () => {
    const failing = definePlugin({
      name: 'failing',
      reasonCodes: { SHELF_DOWN: errorCode('The shelf is down.', 'Lift it.') },
      build: () => ({
        checks: {
          shelf: () => {
            throw new PortError('SHELF_DOWN', 'no answer');
          },
        },
      }),
    });
    const broken = defineCheck('broken', () => {
      throw new Error('oh');
    });
    const { decide, logger } = bench(
      yes,
      monitor([failing()], { name: 'shelves' }),
      monitor([broken], { name: 'others' }),
    );
    const decision = await decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(monitored(decision)).to.deep.equal([
      'shelves: wouldDeny SHELF_DOWN',
      'shelves/shelf: wouldDeny SHELF_DOWN',
      'others: wouldDeny CHECK_FAILED',
      'others/broken: wouldDeny CHECK_FAILED',
    ]);
    expect(decision.trace.slice(-4).map((step) => step.class)).to.deep.equal(
      Array(4).fill('DENY_ERROR'),
    );
    expect(logger.lines.map(({ level, fields }) => [level, fields.monitor])).to.deep.equal([
      ['warn', 'shelves'],
      ['warn', 'others'],
    ]);
  });

  it('is not asked after a denial that stands before it, and asked before one that stands after', async () => {
    expect((await bench(no, monitor([yes])).decide()).trace.map(({ name }) => name)).to.not.include(
      'monitor',
    );
    expect(monitored(await bench(monitor([yes]), no).decide())[0]).to.equal('monitor: wouldPermit');
  });

  it('may stand under a predicate that fails, which is then told and denies nothing', async () => {
    const fails = () => {
      throw new Error('oh');
    };
    const decision = await bench(yes, when(fails, [monitor([yes, site('Oslo')])])).decide();
    expect(decision.outcome).to.equal('ALLOW');
    expect(monitored(decision)).to.deep.equal(['monitor: wouldDeny CONDITION_FAILED']);
  });

  it('takes no branch for the same plugin outside', async () => {
    const branches = anyOf([allOf([yes, site('Oslo')])]);
    const decision = await bench(
      yes,
      monitor([branches]),
      when(() => false, [branches]),
    ).decide();
    expect(toResponse(decision).parameterOverrides).to.deep.equal({});
  });

  it('is no alternative of an anyOf when nothing in it ever decides', () => {
    expect(faultOf(() => anyOf([yes, monitor([yes])]))).to.match(
      /^PLUGIN_INVALID: .*"monitor", has no check that decides/,
    );
    expect(faultOf(() => anyOf([yes, monitor([yes], { enforce: half })]))).to.equal('none');
  });

  it('refuses options that are none', () => {
    for (const [options, fault] of [
      [{ names: 'a' }, /^OPTION_UNKNOWN.*"name"/],
      [{ name: 'Not Kebab' }, /^OPTION_INVALID.*"name": must be a kebab-case name/],
      [{ timeoutMs: 0 }, /^OPTION_INVALID.*"timeoutMs".*from 1 to 5000/],
      [{ timeoutMs: 5_001 }, /^OPTION_INVALID.*"timeoutMs"/],
      [{ timeoutMs: 1.5 }, /^OPTION_INVALID.*"timeoutMs"/],
      [{ enforce: 0.5 }, /^OPTION_INVALID.*"enforce": must be an object/],
      [{ enforce: { share: 10, serialNumber: 'a' } }, /needs a share from 0 to 1/],
      [{ enforce: { share: Number.NaN, serialNumber: 'a' } }, /needs a share from 0 to 1/],
      [{ enforce: { share: 0.5 } }, /needs either serialNumber/],
      [{ enforce: { share: 0.5, serialNumber: '' } }, /needs the name of a parameter/],
      [{ enforce: { share: 0.5, identity: 'device-record' } }, /needs a fact/],
      [{ enforce: { share: 0.5, serialNumber: 'a', identity: { name: 'b' } } }, /needs either/],
      [{ enforce: { share: 0.5, serial: 'a' } }, /has no "serial"; it takes/],
    ] as const) {
      expect(faultOf(() => monitor([yes], options as never))).to.match(fault);
    }
    expect(faultOf(() => monitor(yes as never))).to.match(
      /^PLUGIN_INVALID: monitor takes an array/,
    );
  });
});

const half = { share: 0.5, serialNumber: 'SerialNumber' } as const;

describe('override sources in a monitor', () => {
  it('are compared with the answer, key by key, and no value stands in any record', async () => {
    const secret = gives(
      'secret',
      () => overrides({ Site: 's3cret-1', Zone: 's3cret-2', Rack: 's3cret-3' }, { secret: true }),
      ['Site', 'Zone', 'Rack'],
    );
    const real = gives('real', () => overrides({ Site: 's3cret-1', Zone: 'Z' }));
    const { decide, sink } = bench(yes, real, monitor([secret]));
    const decision = await decide();
    expect(toResponse(decision).parameterOverrides).to.deep.equal({ Site: 's3cret-1', Zone: 'Z' });
    expect(monitored(decision)).to.deep.equal(['monitor: wouldOverride', 'secret: wouldOverride']);
    const told = decision.trace.find(({ step }) => step === 'monitor');
    expect(told?.compared).to.deep.equal({ Site: 'same', Zone: 'differs', Rack: 'absent' });
    expect(told?.compared).to.be.frozen;
    expect(told?.overrides?.Site).to.deep.equal({ source: 'secret', secret: true, replaced: true });
    expect(JSON.stringify([sink.records, sink.records.map(toLogFields)])).to.not.include('s3cret');
  });

  it('are compared with what a repeat really gets', async () => {
    const stored = ledger(async () => replay({ Site: { source: 'site', value: 'Bergen' } }));
    const { decide } = bench(stored, yes, site('Oslo'), claims(), monitor([site('Bergen', 'new')]));
    const decision = await decide();
    expect(decision.trace.find(({ step }) => step === 'monitor')?.compared).to.deep.equal({
      Site: 'same',
    });
  });

  it('are layered and merged as they would be, and conflict only with each other', async () => {
    const real = site('Oslo', 'real');
    const conclusion = async (...inside: Plugin[]) => {
      const decision = await bench(yes, real, monitor(inside)).decide();
      expect(toResponse(decision).parameterOverrides).to.deep.equal({ Site: 'Oslo' });
      const told = decision.trace.find(({ step }) => step === 'monitor');
      return told?.compared ?? told?.code;
    };
    const [oslo, hamar] = [site('Oslo', 'a'), site('Hamar', 'b')];
    expect(await conclusion(layered([oslo, hamar]))).to.deep.equal({ Site: 'same' });
    expect(await conclusion(layered([hamar, oslo]))).to.deep.equal({ Site: 'differs' });
    expect(await conclusion(oslo, hamar)).to.equal('OVERRIDE_CONFLICT');
    const reserved = gives('c', () => overrides({ 'AWS::IoT': 'x' }));
    expect(await conclusion(reserved)).to.equal('OVERRIDE_RESERVED');
  });

  it('are no layer outside while they do not decide', async () => {
    const decision = await bench(yes, layered([monitor([site('new', 'b')]), site('old')])).decide();
    expect(toResponse(decision).parameterOverrides).to.deep.equal({ Site: 'old' });
    expect(monitored(decision)[0]).to.equal('monitor: wouldOverride');
  });

  it('are not asked when a check inside would deny, nor when the request is denied before', async () => {
    let asked = 0;
    const counting = gives('counting', () => {
      asked += 1;
      return overrides({});
    });
    expect(monitored(await bench(yes, monitor([no, counting])).decide())[0]).to.equal(
      'monitor: wouldDeny NOT_NOW',
    );
    await bench(monitor([counting]), no).decide();
    expect(asked).to.equal(0);
    expect(monitored(await bench(yes, monitor([counting])).decide())[0]).to.equal(
      'monitor: notApplicable',
    );
    expect(asked).to.equal(1);
  });

  it('are told without a comparison when the request is denied after them', async () => {
    const failing = gives('failing', () => {
      throw new Error('oh');
    });
    const decision = await bench(yes, failing, monitor([site('Oslo')])).decide();
    expect(decision.outcome).to.equal('DENY_ERROR');
    const told = decision.trace.find(({ step }) => step === 'monitor');
    expect(told?.verdict).to.equal('wouldOverride');
    expect(told).to.not.have.property('compared');
  });
});

describe('intents in a monitor', () => {
  it('are not asked for, and need no ledger while they never decide', async () => {
    let asked = 0;
    const counting = definePlugin({
      name: 'counting',
      build: () => ({
        intents: () => {
          asked += 1;
          return [];
        },
      }),
    });
    expect((await bench(yes, monitor([counting()])).decide()).outcome).to.equal('ALLOW');
    expect(asked).to.equal(0);
    expect(faultOf(() => bench(yes, monitor([counting()], { enforce: half })))).to.match(
      /^PORT_MISSING.*ClaimLedger/,
    );
  });

  it('leave the parameters as they are that a repeat is known by', async () => {
    const hashes: string[] = [];
    const keeping = ledger(async ({ parametersHash }) => {
      hashes.push(parametersHash);
      return committed();
    });
    const fresh = definePlugin({
      name: 'fresh',
      build: () => ({ freshParameters: ['Site'], checks: { fresh: () => notApplicable() } }),
    });
    for (const more of [[], [monitor([fresh()])], [monitor([fresh()], { enforce: half })]]) {
      await bench(keeping, yes, claims(), ...more).decide();
    }
    const [without, never, sometimes] = hashes;
    expect(never).to.equal(without);
    // Or a device's repeat would be another request from the moment at which it falls into the share.
    expect(sometimes).to.not.equal(without);
  });
});

describe('the time of a monitor', () => {
  const hangs = defineCheck('hangs', () => never());
  const hanging = gives('hanging', () => never());

  it('is a second for the checks together, and then the answer is out', async () => {
    let signal: AbortSignal | undefined;
    const waits = defineCheck('waits', (_request, context) => {
      signal = context.signal;
      return never();
    });
    const { decide, clock } = bench(yes, monitor([waits]));
    const deciding = decide();
    await soon();
    clock.advance(999);
    await soon();
    expect(signal?.aborted).to.equal(false);
    clock.advance(1);
    const decision = await deciding;
    expect(signal?.aborted).to.equal(true);
    expect(decision).to.include({ outcome: 'ALLOW', durationMs: 1_000 });
    expect(monitored(decision)).to.deep.equal([
      'monitor: wouldDeny MONITOR_TIMED_OUT',
      'monitor/waits: wouldDeny MONITOR_TIMED_OUT',
    ]);
    expect(decision.trace.at(-2)?.durationMs).to.equal(1_000);
    expect(clock.waiting()).to.equal(0);
  });

  it('begins again for the override sources', async () => {
    const slow = defineCheck(
      'slow',
      () => new Promise((done) => clock.after(200, () => done(permit()))),
    );
    const { decide, clock } = bench(yes, monitor([slow, hanging], { timeoutMs: 300 }));
    const deciding = decide();
    for (const milliseconds of [200, 299]) {
      await soon();
      clock.advance(milliseconds);
    }
    await soon();
    expect(clock.waiting()).to.be.greaterThan(0);
    clock.advance(1);
    const decision = await deciding;
    expect(monitored(decision)).to.deep.equal([
      'monitor: wouldDeny MONITOR_TIMED_OUT',
      'monitor/slow: wouldPermit',
      'hanging: wouldDeny MONITOR_TIMED_OUT',
    ]);
    expect(decision.durationMs).to.equal(500);
  });

  it('runs beside that of the plugins that decide, and never takes from a commit', async () => {
    const commits: number[] = [];
    const keeping = ledger(async () => {
      commits.push(clock.monotonic());
      return committed();
    });
    const slow = defineCheck(
      'slow',
      () => new Promise((done) => clock.after(3_500, () => done(permit()))),
    );
    const { decide, clock } = bench(keeping, monitor([hangs, hanging]), slow, claims());
    const deciding = decide();
    await soon();
    clock.advance(3_500);
    const decision = await deciding;
    expect(decision).to.include({ outcome: 'ALLOW', durationMs: 3_500 });
    expect(commits).to.deep.equal([3_500]);
  });

  it('ends with that of the request, whose answer stands', async () => {
    const slow = defineCheck(
      'slow',
      () => new Promise((done) => clock.after(3_900, () => done(permit()))),
    );
    const { decide, clock } = bench(slow, monitor([hangs]));
    const deciding = decide();
    for (const milliseconds of [3_900, 600]) {
      await soon();
      clock.advance(milliseconds);
    }
    const decision = await deciding;
    expect(decision).to.include({ outcome: 'ALLOW', durationMs: 4_500 });
    expect(monitored(decision)[0]).to.equal('monitor: wouldDeny DEADLINE_EXCEEDED');
  });
});

describe('a monitor in a monitor', () => {
  it('is told for itself, and decides nothing for the one that it stands in', async () => {
    const inner = monitor([no, yes], { name: 'inner' });
    const decision = await bench(yes, monitor([yes, inner], { name: 'outer' })).decide();
    expect(monitored(decision)).to.deep.equal([
      'outer: wouldPermit',
      'outer/yes: wouldPermit',
      'outer/inner: wouldDeny NOT_NOW',
      'outer/inner/no: wouldDeny NOT_NOW',
    ]);
  });
});

describe('one monitor listed twice', () => {
  it('tells of each place, also where only one alternative is taken', async () => {
    const tried = monitor([yes, site('Oslo')]);
    const decision = await bench(anyOf([allOf([tried, yes]), allOf([tried, yes, yes])])).decide();
    const told = decision.trace.filter(({ step }) => step === 'monitor');
    expect(told.map(({ verdict }) => verdict)).to.deep.equal(['wouldOverride', 'wouldPermit']);
  });
});

describe('the time of a monitor in a monitor', () => {
  it('ends with the time of the one that it stands in, and with the deadline', async () => {
    for (const [timeoutMs, end] of [
      [2_000, 2_000],
      [5_000, 4_500],
    ] as const) {
      const slow = defineCheck(
        'slow',
        () => new Promise((done) => clock.after(1_900, () => done(permit()))),
      );
      const hangs = defineCheck('hangs', () => never());
      const inner = monitor([hangs], { name: 'inner', timeoutMs: 5_000 });
      const { decide, clock } = bench(yes, monitor([slow, inner], { name: 'outer', timeoutMs }));
      const deciding = decide();
      for (const milliseconds of [1_900, end - 1_900]) {
        await soon();
        clock.advance(milliseconds);
      }
      await soon();
      expect(clock.waiting()).to.equal(0);
      expect((await deciding).durationMs).to.equal(end);
    }
  });
});

describe('the description of a hook', () => {
  it('shows what is monitored, for which share, and leaves out keys that are never set', () => {
    const { hook } = bench(
      yes,
      monitor([site('Oslo')], { timeoutMs: 250 }),
      monitor([gives('rack', () => overrides({}), ['Rack'])], { name: 'racks', enforce: half }),
    );
    const { plugins, overrideKeys } = hook.describe();
    expect(plugins.map(({ name, monitor: told }) => [name, told])).to.deep.equal([
      ['yes', undefined],
      ['monitor', { share: 0, timeoutMs: 250 }],
      ['racks', { share: 0.5, timeoutMs: 1_000 }],
    ]);
    expect(plugins[1]).to.deep.include({ overrideKeys: ['Site', 'Zone'] });
    expect(overrideKeys).to.deep.equal(['Rack']);
    expect(hook.describe().parameters).to.deep.equal(['SerialNumber']);
  });
});
