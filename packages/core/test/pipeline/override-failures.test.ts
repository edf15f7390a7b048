import {
  type Decision,
  defineFact,
  type FailurePolicy,
  type Overrides,
  overrides,
  PortError,
  type ReadySources,
  type StepContext,
} from '@gangway/core';
import { expect } from 'chai';
import { type Bench, bench, codeOf, event, never, source } from '../harness.js';

const skip: FailurePolicy = { kind: 'skip', timeoutMs: 1_500 };
const lastGood: FailurePolicy = { kind: 'lastGood', timeoutMs: 1_500, maxAgeMs: 60_000 };

type Give = (context: StepContext) => Overrides | Promise<Overrides>;

/** A source under a policy; what it does is what was said last. */
function scripted(onFailure: FailurePolicy, more: { sameForAll?: boolean; keys?: string[] } = {}) {
  let give: Give = () => overrides({});
  const { keys = ['Site', 'Key'], sameForAll = true } = more;
  const ready = source('shelf', keys, (_request, context) => give(context));
  return {
    node: { ...ready, sameForAll, onFailure } as ReadySources,
    now: (next: Give) => {
      give = next;
    },
  };
}

const site = (value: string, version = '1') => overrides({ Site: value }, { version });
const down: Give = () => Promise.reject(new PortError('PORT_UNAVAILABLE', 'the shelf is away'));
const valuesOf = (decision: Decision) =>
  decision.outcome === 'ALLOW' ? decision.parameterOverrides : decision.reason.code;
const lastStep = ({ trace }: Decision) => trace.at(-1);

/** Lets a decision come to where it waits, and then time go by. */
async function later(pending: Promise<Decision>, { clock }: Bench, milliseconds: number) {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
  clock.advance(milliseconds);
  return pending;
}

const failures: readonly (readonly [string, Give, string])[] = [
  [
    'throws',
    () => {
      throw new Error('broken');
    },
    'OVERRIDE_SOURCE_FAILED',
  ],
  ['rejects', () => Promise.reject(new Error('broken')), 'OVERRIDE_SOURCE_FAILED'],
  ['rejects with nothing', () => Promise.reject(undefined), 'OVERRIDE_SOURCE_FAILED'],
  ['has a port that cannot be asked', down, 'PORT_UNAVAILABLE'],
  [
    'answers with something whose then throws',
    () =>
      Object.defineProperty({}, 'then', {
        get: () => {
          throw new Error('broken');
        },
      }) as Overrides,
    'OVERRIDE_SOURCE_FAILED',
  ],
];

const breaches: readonly (readonly [string, Give, string])[] = [
  ['an undeclared key', () => overrides({ Stie: 'x' }), 'OVERRIDE_UNDECLARED'],
  ['a key of AWS', () => overrides({ 'AWS::Region': 'x' }), 'OVERRIDE_RESERVED'],
  ['a number', () => overrides({ Site: 1 as never }), 'OVERRIDE_MALFORMED'],
  ['no overrides at all', () => null as never, 'OVERRIDE_MALFORMED'],
  [
    'overrides that throw when they are looked at',
    () =>
      new Proxy(overrides({ Site: 'x' }), {
        get: (of, name) => {
          if (name === 'values') throw new Error('broken');
          return Reflect.get(of, name);
        },
      }),
    'OVERRIDE_SOURCE_FAILED',
  ],
];

describe('an override source under the policy skip', () => {
  for (const [what, give, code] of failures) {
    it(`is left out when it ${what}, which the trace and a warning tell`, async () => {
      const shelf = scripted(skip);
      shelf.now(give);
      const made = bench({ overrideSources: [shelf.node] });
      const decision = await made.decide();
      expect(valuesOf(decision)).to.deep.equal({});
      expect(lastStep(decision)).to.include({ step: 'overrides', verdict: 'skipped', code });
      expect(lastStep(decision)).to.not.have.property('overrides');
      expect(made.logger.lines).to.have.length(1);
      expect(made.logger.lines[0]).to.deep.include({
        level: 'warn',
        message: 'shelf/shelf failed',
      });
      expect(made.logger.lines[0]?.fields).to.include({ code, verdict: 'skipped' });
    });
  }

  for (const policy of [skip, lastGood]) {
    for (const [what, give, code] of breaches) {
      it(`denies ${code} for ${what}, under ${policy.kind}, too`, async () => {
        const shelf = scripted(policy);
        const { decide } = bench({ overrideSources: [shelf.node] });
        shelf.now(() => site('Oslo'));
        expect(valuesOf(await decide())).to.deep.equal({ Site: 'Oslo' });
        shelf.now(give);
        const decision = await decide();
        expect(codeOf(decision)).to.equal(code);
        expect(lastStep(decision)).to.include({ verdict: 'failed', code });
      });
    }
  }

  it('is left out when its time runs out, of which its own signal tells', async () => {
    const shelf = scripted(skip);
    let signal: AbortSignal | undefined;
    shelf.now((context) => {
      signal = context.signal;
      return never();
    });
    const made = bench({ overrideSources: [shelf.node] });
    const decision = await later(made.decide(), made, 1_500);
    expect(valuesOf(decision)).to.deep.equal({});
    expect(signal?.aborted).to.equal(true);
    const failure = {
      code: 'OVERRIDE_SOURCE_TIMED_OUT',
      detail: 'the time ran out in "shelf"',
    };
    expect(lastStep(decision)).to.include({ verdict: 'skipped', durationMs: 1_500, ...failure });
    expect(made.logger.lines).to.have.length(1);
    expect(made.logger.lines[0]).to.deep.include({ level: 'warn' });
    expect(made.logger.lines[0]?.fields).to.include({ code: failure.code, error: failure.detail });
    expect(made.clock.waiting()).to.equal(0);
  });

  it('has its time, and is taken at its end', async () => {
    const shelf = scripted(skip);
    const made = bench({ overrideSources: [shelf.node] });
    shelf.now(() => new Promise((resolve) => made.clock.after(1_499, () => resolve(site('Oslo')))));
    expect(valuesOf(await later(made.decide(), made, 1_499))).to.deep.equal({ Site: 'Oslo' });
    expect(made.clock.waiting()).to.equal(0);
  });

  it('does not outlive the deadline of the request', async () => {
    const shelf = scripted(skip);
    const made = bench({ overrideSources: [shelf.node] });
    for (const give of [
      () => never<Overrides>(),
      ({ signal }: StepContext) =>
        new Promise<Overrides>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new PortError('X', 'given up')));
        }),
    ] satisfies Give[]) {
      shelf.now(give);
      const deadline = made.clock.now() + 1_000;
      const decision = await later(made.decide(event, { deadline }), made, 1_000);
      expect(codeOf(decision)).to.equal('DEADLINE_EXCEEDED');
    }
  });

  it('is not left out when it blocked the event loop past the deadline: no timer has fired, and yet it is over', async () => {
    const shelf = scripted(skip);
    const made = bench();
    let blocked = 0;
    const clock = { ...made.clock, monotonic: () => made.clock.monotonic() + blocked };
    const { decide } = bench({ overrideSources: [shelf.node], clock });
    shelf.now(() => {
      blocked = 4_500;
      throw new Error('broken');
    });
    expect((await decide()).outcome).to.equal('DENY_ERROR');
  });

  it('is still held to its conditions and facts', async () => {
    const throws = { name: 'broken', test: () => 'yes' as never };
    const ready = source('shelf', ['Site'], () => site('Oslo'));
    const under = (more: object) =>
      bench({ overrideSources: [{ ...ready, onFailure: skip, ...more } as ReadySources] }).decide();
    expect(codeOf(await under({ conditions: [throws] }))).to.equal('CONDITION_FAILED');
    const facts = { needs: [defineFact<string>('row')] };
    expect(codeOf(await under({ facts }))).to.equal('FACT_MISSING');
  });

  it('still conflicts with others', async () => {
    const shelf = scripted(skip);
    shelf.now(() => site('Oslo'));
    const other = source('other', ['Site'], () => site('Hamar'));
    const { decide } = bench({ overrideSources: [shelf.node, other] });
    expect(codeOf(await decide())).to.equal('OVERRIDE_CONFLICT');
    shelf.now(down);
    expect(valuesOf(await decide())).to.deep.equal({ Site: 'Hamar' });
  });
});

describe('an override source under the policy deny', () => {
  it('denies, by a time of its own where it has one', async () => {
    const shelf = scripted({ kind: 'deny', timeoutMs: 200 });
    const made = bench({ overrideSources: [shelf.node] });
    shelf.now(down);
    expect(codeOf(await made.decide())).to.equal('PORT_UNAVAILABLE');
    expect(made.logger.lines[0]?.level).to.equal('error');
    shelf.now(() => never());
    const decision = await later(made.decide(), made, 200);
    expect(decision.outcome).to.equal('DENY_ERROR');
    expect(codeOf(decision)).to.equal('OVERRIDE_SOURCE_TIMED_OUT');
  });
});

describe('an override source under the policy of its last good values', () => {
  /** A hook whose source gave `Site` and a secret `Key` once. */
  async function warm(policy: FailurePolicy = lastGood, sameForAll = true) {
    const shelf = scripted(policy, { sameForAll });
    const made = bench({ overrideSources: [shelf.node] });
    shelf.now(() =>
      overrides(
        { Site: 'Oslo', Key: 's3cret' },
        { version: '7', byKey: { Key: { secret: true } } },
      ),
    );
    const first = await made.decide();
    expect(codeOf(first)).to.equal('ALLOW');
    return { ...made, shelf, first };
  }

  it('gives them, with their origins and the failure, but told of this request', async () => {
    const { decide, shelf, logger } = await warm();
    shelf.now(down);
    const again = await decide({ ...event, parameters: { ...event.parameters, Site: 'Rome' } });
    expect(valuesOf(again)).to.deep.equal({ Site: 'Oslo', Key: 's3cret' });
    const origin = { source: 'shelf', version: '7' };
    const origins = {
      Site: { ...origin, secret: false, replaced: true },
      Key: { ...origin, secret: true, replaced: false },
    };
    expect(again.outcome === 'ALLOW' && again.overrideOrigins).to.deep.equal(origins);
    expect(lastStep(again)).to.deep.include({
      verdict: 'lastGood',
      overrides: origins,
      code: 'PORT_UNAVAILABLE',
      detail: 'PORT_UNAVAILABLE: the shelf is away',
    });
    expect(logger.lines.map(({ level, fields }) => [level, fields.verdict])).to.deep.equal([
      ['warn', 'lastGood'],
    ]);
    expect(JSON.stringify([logger.lines, again.trace])).to.not.include('s3cret');
  });

  it('gives them as long as they are young enough at the deadline, and denies after that', async () => {
    const { decide, shelf, clock, logger } = await warm();
    shelf.now(down);
    // The answer may come 4.5 seconds after the request.
    clock.advance(60_000 - 4_500);
    expect(codeOf(await decide())).to.equal('ALLOW');
    clock.advance(1);
    const decision = await decide();
    expect(codeOf(decision)).to.equal('PORT_UNAVAILABLE');
    expect(lastStep(decision)).to.include({ verdict: 'failed' });
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['warn', 'error']);
  });

  it('counts their age from when they were asked for', async () => {
    const shelf = scripted(lastGood);
    const made = bench({ overrideSources: [shelf.node] });
    shelf.now(() => new Promise((resolve) => made.clock.after(1_000, () => resolve(site('Oslo')))));
    await later(made.decide(), made, 1_000);
    shelf.now(down);
    made.clock.advance(60_000 - 4_500 - 1_000);
    expect(codeOf(await made.decide())).to.equal('ALLOW');
    made.clock.advance(1);
    expect(codeOf(await made.decide())).to.equal('PORT_UNAVAILABLE');
  });

  it('gives none by a clock that was set back, and takes the next good ones', async () => {
    const shelf = scripted(lastGood);
    const made = bench();
    let back = 0;
    const clock = { ...made.clock, now: () => made.clock.now() - back };
    const { decide } = bench({ overrideSources: [shelf.node], clock });
    shelf.now(() => site('Oslo'));
    await decide();
    back = 3_600_000;
    shelf.now(down);
    expect(codeOf(await decide())).to.equal('PORT_UNAVAILABLE');
    shelf.now(() => site('Hamar'));
    await decide();
    shelf.now(down);
    expect(valuesOf(await decide())).to.deep.equal({ Site: 'Hamar' });
  });

  it('gives none that are too old, though the clock was set back so far that they look young', async () => {
    const shelf = scripted(lastGood);
    const made = bench();
    let back = 0;
    const clock = { ...made.clock, now: () => made.clock.now() - back };
    const { decide } = bench({ overrideSources: [shelf.node], clock });
    shelf.now(() => site('Oslo'));
    await decide();
    shelf.now(down);
    made.clock.advance(60_000 - 4_500);
    back = 50_000;
    expect(valuesOf(await decide())).to.deep.equal({ Site: 'Oslo' });
    made.clock.advance(1);
    expect(codeOf(await decide())).to.equal('PORT_UNAVAILABLE');
  });

  it('denies where it has given nothing yet, by its time running out, too', async () => {
    const shelf = scripted(lastGood);
    const made = bench({ overrideSources: [shelf.node] });
    shelf.now(down);
    expect(codeOf(await made.decide())).to.equal('PORT_UNAVAILABLE');
    shelf.now(() => never());
    const decision = await later(made.decide(), made, 1_500);
    expect(codeOf(decision)).to.equal('OVERRIDE_SOURCE_TIMED_OUT');
    expect(decision.outcome).to.equal('DENY_ERROR');
  });

  it('keeps no answer that breaks a rule, and one without values like any other', async () => {
    const { decide, shelf } = await warm();
    shelf.now(() => overrides({ Site: 'Hamar', Stie: 'x' }));
    expect(codeOf(await decide())).to.equal('OVERRIDE_UNDECLARED');
    shelf.now(down);
    expect(valuesOf(await decide())).to.deep.equal({ Site: 'Oslo', Key: 's3cret' });
    shelf.now(() => overrides({}));
    await decide();
    shelf.now(down);
    expect(valuesOf(await decide())).to.deep.equal({});
  });

  it('keeps what was asked for last, whoever is answered first', async () => {
    const shelf = scripted(lastGood);
    const made = bench({ overrideSources: [shelf.node] });
    const slow = Promise.withResolvers<Overrides>();
    shelf.now(() => slow.promise);
    const pending = made.decide();
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
    made.clock.advance(10);
    shelf.now(() => site('new'));
    await made.decide();
    slow.resolve(site('old'));
    await pending;
    shelf.now(down);
    expect(valuesOf(await made.decide())).to.deep.equal({ Site: 'new' });
  });

  it('keeps a copy, which nobody can change', async () => {
    const values: Record<string, string> = { Site: 'Oslo' };
    const mutable = Object.defineProperty({ values, secret: false }, brandOf(overrides({})), {
      value: true,
    });
    const shelf = scripted(lastGood);
    const { decide } = bench({ overrideSources: [shelf.node] });
    shelf.now(() => mutable as Overrides);
    await decide();
    values.Site = 'Rome';
    shelf.now(down);
    expect(valuesOf(await decide())).to.deep.equal({ Site: 'Oslo' });
  });

  it('keeps them in one hook, and never for a source that gives each device its own', async () => {
    const { shelf } = await warm();
    shelf.now(down);
    const other = bench({ overrideSources: [shelf.node] });
    expect(codeOf(await other.decide())).to.equal('PORT_UNAVAILABLE');
    const own = await warm(lastGood, false);
    own.shelf.now(down);
    expect(codeOf(await own.decide())).to.equal('PORT_UNAVAILABLE');
  });
});

const brandOf = (given: Overrides): symbol => {
  const [brand] = Object.getOwnPropertySymbols(given);
  if (brand === undefined) throw new Error('overrides carry no brand');
  return brand;
};
