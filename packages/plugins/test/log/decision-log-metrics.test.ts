import { composeHook, defineHook, monitor } from '@gangway/composition';
import {
  Clock,
  CompositionError,
  type DecisionSink,
  defineCheck,
  definePlugin,
  deny,
  errorCode,
  Logger,
  notApplicable,
  type Plugin,
  PortError,
  permit,
  policyCode,
  provide,
} from '@gangway/core';
import { decisionLog } from '@gangway/plugins/decision-log';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import { anEvent, fakeClock, type MetricPoint, readMetricLine } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';

const functionName = 'fleet-hook';
const now = Date.UTC(2030, 0, 1);

/** A check that does as the device says: the sloppiest that there can be. */
const obedient = defineCheck(
  'obedient',
  ({ parameters: { Do = '', Code = '' } }) => {
    if (Do === 'permit') return permit();
    if (Do === 'deny') return deny(Code, 'as the device has it');
    if (Do === 'throw') throw new TypeError(Code);
    if (Do === 'port') throw new PortError(Code, 'as the device has it');
    return notApplicable();
  },
  {
    reasonCodes: {
      NOT_NOW: policyCode('It is Monday.', 'Wait.'),
      CALENDAR_LOST: errorCode('There is no calendar.', 'Look for it.'),
    },
  },
);

type Line = Readonly<Record<string, unknown>>;

/** A hook, and what its decision log has written. */
function logging(
  plugins: readonly Plugin[],
  { log = decisionLog({ metrics: { functionName } }), pino = false, key = '', at = now } = {},
) {
  const written: string[] = [];
  const write = (line: string) => void written.push(line);
  const hook = composeHook(
    defineHook([...plugins, log], key === '' ? {} : { hashIdentifiersWith: key }),
    {
      replace: [
        fakeClock(at).plugin(),
        pino ? pinoLogger({ destination: { write } }) : jsonLogger({ write }),
      ],
    },
  );
  /** The decision's line; what else is logged counts nothing. */
  const ask = async (event: unknown) => {
    written.length = 0;
    const decision = await hook.decide(event);
    const lines = written.filter((text) => (JSON.parse(text) as Line).message === 'decision');
    expect(lines).to.have.length(1);
    const [text = ''] = lines;
    return { decision, text, line: JSON.parse(text) as Line, points: readMetricLine(text) };
  };
  return { hook, ask };
}

const told = (points: readonly MetricPoint[]) =>
  points.map(({ name, unit, dimensions, value }) => ({ name, unit, dimensions, value }));

const count = (dimensions: object) => ({
  name: 'Decisions',
  unit: 'Count',
  dimensions: { FunctionName: functionName, ...dimensions },
  value: 1,
});
const took = (value: number) => ({
  name: 'DecisionDuration',
  unit: 'Milliseconds',
  dimensions: { FunctionName: functionName },
  value,
});

const asks = (Do: string, Code = '') => anEvent({ parameters: { Do, Code } });

describe('the metrics of decision-log', () => {
  it('count an allow by function and by outcome, and have no code', async () => {
    const { points, line } = await logging([obedient]).ask(asks('permit'));
    const outcome = 'ALLOW';
    expect(told(points)).to.deep.equal([count({}), count({ outcome }), took(0)]);
    expect(points.every(({ namespace, at }) => namespace === 'Gangway' && at === now)).to.equal(
      true,
    );
    expect(line).to.not.have.property('code');
  });

  for (const [outcome, Do, code] of [
    ['DENY_POLICY', 'deny', 'NOT_NOW'],
    ['DENY_ERROR', 'port', 'CALENDAR_LOST'],
    ['DENY_ERROR', 'throw', 'CHECK_FAILED'],
    ['DENY_POLICY', 'nothing', 'NO_PERMIT'],
  ] as const) {
    it(`count ${outcome} with ${code} by its code, too`, async () => {
      const { points } = await logging([obedient]).ask(
        asks(Do, code === 'CHECK_FAILED' ? '' : code),
      );
      expect(told(points)).to.deep.equal([
        count({}),
        count({ outcome }),
        count({ outcome, code }),
        took(0),
      ]);
    });
  }

  it('have no series for a code that nobody has declared', async () => {
    const { points, line } = await logging([obedient]).ask(asks('deny', 'BATCH_4711'));
    expect(line).to.include({ outcome: 'DENY_POLICY', code: 'BATCH_4711' });
    expect(told(points)).to.deep.equal([count({}), count({ outcome: 'DENY_POLICY' }), took(0)]);
  });

  it('are to the letter for every decision, and never make a series that was not known before', async () => {
    const event = fc.oneof(
      fc
        .record({
          Do: fc.constantFrom('permit', 'deny', 'throw', 'port', 'nothing'),
          Code: fc.oneof(
            fc.constantFrom('NOT_NOW', 'CALENDAR_LOST', 'NO_PERMIT', 'HOOK_FAILED'),
            fc.stringMatching(/^[A-Z][A-Z0-9]{0,20}(_[A-Z0-9]{1,9}){0,3}$/),
            fc.constantFrom('__proto__', 'constructor', 'toString', ''),
            fc.string(),
          ),
        })
        .map(({ Do, Code }) => asks(Do, Code)),
      fc.jsonValue(),
    );
    const hooks = [true, false].flatMap((pino) =>
      ['', 'a key for identifiers'].map((key) => logging([obedient], { pino, key })),
    );
    const codes = Object.keys(hooks[0]?.hook.describe().reasonCodes ?? {});
    const outcomes = ['ALLOW', 'DENY_POLICY', 'DENY_ERROR'];
    await fc.assert(
      fc.asyncProperty(event, fc.nat(hooks.length - 1), async (asked, which) => {
        const answered = await hooks[which]?.ask(asked);
        const counted = (answered?.points ?? []).filter(({ name }) => name === 'Decisions');
        const [all, byOutcome, byCode, ...more] = counted.map(({ dimensions }) => dimensions);
        const { outcome } = answered?.decision ?? {};
        expect(all).to.deep.equal({ FunctionName: functionName });
        expect(byOutcome).to.deep.equal({ FunctionName: functionName, outcome });
        expect(outcomes).to.include(outcome);
        if (byCode !== undefined) expect(codes).to.include(byCode.code);
        expect(byCode === undefined).to.equal(!codes.includes(String(answered?.line.code)));
        expect(more).to.be.empty;
      }),
      { numRuns: 300 },
    );
  });

  it('leave what is monitored uncounted', async () => {
    const watched = monitor([defineCheck('no', () => deny('NOT_NOW', 'not on Mondays'))]);
    const { points, line } = await logging([obedient, watched]).ask(asks('permit'));
    expect(JSON.stringify(line.trace)).to.include('wouldDeny');
    expect(points.map(({ dimensions: { outcome } }) => outcome)).to.deep.equal([
      undefined,
      'ALLOW',
      undefined,
    ]);
  });

  it('have nothing of the device or its certificates, hashed or not, in a dimension', async () => {
    for (const key of ['', 'a key for identifiers']) {
      const { points, line } = await logging([obedient], { key }).ask(asks('permit'));
      expect(line).to.include.keys('claimCertificateId', 'certificateId', 'clientId');
      const names = points.flatMap(({ dimensions }) => Object.keys(dimensions));
      expect(new Set(names)).to.deep.equal(new Set(['FunctionName', 'outcome']));
    }
  });

  it('are left out where they are off, and where the hook is no function', async () => {
    for (const log of [decisionLog({ metrics: false }), decisionLog()]) {
      const { line } = await logging([obedient], { log }).ask(asks('permit'));
      expect(line).to.not.have.any.keys('_aws', 'Decisions', 'FunctionName');
    }
  });

  it('count a decision that even failed to begin by the time of its line', () => {
    const lines: Line[] = [];
    const [{ create } = { create: () => undefined }] = decisionLog().provides;
    const sink = create({
      logger: { log: (_level: string, _message: string, fields: Line) => lines.push(fields) },
      clock: fakeClock(now),
    }) as DecisionSink;
    sink.record(
      {
        outcome: 'DENY_ERROR',
        reason: { code: 'HOOK_FAILED', detail: 'no decision could be made' },
        subject: {},
        trace: [],
        receivedAt: 0,
        durationMs: Number.NaN,
      },
      {
        signal: new AbortController().signal,
        reasonCodes: { HOOK_FAILED: errorCode('It failed.', 'Look.') },
        functionName,
      },
    );
    const points = readMetricLine(JSON.stringify(lines[0]));
    const outcome = 'DENY_ERROR';
    expect(told(points)).to.deep.equal([
      count({}),
      count({ outcome }),
      count({ outcome, code: 'HOOK_FAILED' }),
    ]);
    expect(points[0]?.at).to.equal(now);
  });

  for (const [what, nowOf] of [
    [
      'throws',
      () => {
        throw new Error('no clock');
      },
    ],
    ['tells no number', () => Number.NaN],
  ] as const) {
    it(`cost the line nothing when the clock ${what}`, async () => {
      const lines: Line[] = [];
      const broken = definePlugin({
        name: 'broken-clock',
        build: () => ({
          provides: [provide(Clock, {}, () => ({ ...fakeClock(now), now: nowOf }))],
        }),
      });
      const logger = definePlugin({
        name: 'lines',
        build: () => ({
          provides: [
            provide(Logger, {}, () => ({
              log: (_level, _message, fields) => void lines.push(fields ?? {}),
            })),
          ],
        }),
      });
      const log = decisionLog({ metrics: { functionName } });
      const hook = composeHook(defineHook([obedient, log]), { replace: [broken(), logger()] });
      const { outcome } = await hook.decide(asks('permit'));
      const line = lines.find((fields) => fields.outcome === outcome);
      expect(line).to.not.equal(undefined);
      expect(line).to.not.have.property('_aws');
    });
  }

  for (const metrics of [true, {}, { functionName: '' }, { functionName: 'a:b' }, { name: 'x' }]) {
    it(`refuse the option ${JSON.stringify(metrics)}`, () => {
      expect(() => decisionLog({ metrics } as never))
        .to.throw(CompositionError, 'Plugin "decision-log", option "metrics')
        .with.property('code', 'OPTION_INVALID');
    });
  }
});
