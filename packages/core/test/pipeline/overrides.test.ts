import {
  defineFact,
  deny,
  fact,
  type Overrides,
  overrides,
  PortError,
  permit,
  type ReadySources,
  toResponse,
} from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { bench, codeOf, event, never, source, step } from '../harness.js';

const site = (value: string, name = 'static') =>
  source(name, ['Site'], () => overrides({ Site: value }));
const layered = (...layers: ReadySources[][]): ReadySources => ({
  kind: 'layered',
  name: 'layered',
  conditions: [],
  layers,
});
const decideWith = (...overrideSources: ReadySources[]) => bench({ overrideSources }).decide();

describe('override sources', () => {
  it('give the values of the response, and their origin without value to everything else', async () => {
    const { decide, sink } = bench({
      overrideSources: [
        source('static', ['Site'], () => overrides({ Site: 'Oslo' }, { version: '7' })),
        source('vault', ['Key', 'SerialNumber'], async () =>
          overrides({ Key: 's3cret', SerialNumber: 'SN-2' }, { secret: true }),
        ),
      ],
    });
    const decision = await decide();
    expect(toResponse(decision)).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo', Key: 's3cret', SerialNumber: 'SN-2' },
    });
    const origins = {
      Site: { source: 'static', secret: false, version: '7', replaced: false },
      Key: { source: 'vault', secret: true, replaced: false },
      SerialNumber: { source: 'vault', secret: true, replaced: true },
    };
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins).to.deep.equal(origins);
    expect(sink.records[0]?.overrideOrigins).to.deep.equal(origins);
    expect(JSON.stringify(sink.records)).to.not.include('s3cret').and.not.include('Oslo');
    expect(
      decision.trace
        .slice(-2)
        .map(({ step: of, plugin, verdict, overrides: given }) => [of, plugin, verdict, given]),
    ).to.deep.equal([
      ['overrides', 'static', 'given', { Site: origins.Site }],
      ['overrides', 'vault', 'given', { Key: origins.Key, SerialNumber: origins.SerialNumber }],
    ]);
  });

  it('may say of single keys where they came from: a version before that of all, and a secret beside it', async () => {
    const byKey = {
      Site: { version: '3' },
      Key: { secret: true },
      Open: { secret: false },
      Odd: { secret: 'no' as never, version: 7 as never },
      Other: { secret: true },
    };
    const values = { Site: 'a', Key: 'b', Open: 'c', Odd: 'd', toString: 'e' };
    const originsGiven = async (secret: boolean) => {
      const given = overrides(values, { secret, version: '9', byKey });
      const decision = await decideWith(source('shelf', Object.keys(values), () => given));
      return decision.outcome === 'ALLOW' ? decision.overrideOrigins : decision.reason;
    };
    const origin = { source: 'shelf', secret: false, version: '9', replaced: false };
    expect(await originsGiven(false)).to.deep.equal({
      Site: { ...origin, version: '3' },
      Key: { ...origin, secret: true },
      Open: origin,
      Odd: { ...origin, version: '7', secret: true },
      toString: origin,
    });
    const all = { ...origin, secret: true };
    expect(await originsGiven(true)).to.deep.equal({
      Site: { ...all, version: '3' },
      Key: all,
      Open: all,
      Odd: { ...all, version: '7' },
      toString: all,
    });
  });

  it('are not asked when a check denies', async () => {
    let asked = 0;
    const decision = await bench({
      checks: [step('no', () => deny('NO', ''))],
      overrideSources: [
        source('static', [], () => {
          asked += 1;
          return overrides({});
        }),
      ],
    }).decide();
    expect(codeOf(decision)).to.equal('NO');
    expect(asked).to.equal(0);
  });

  it('are asked all at once', async () => {
    const started: string[] = [];
    const release: (() => void)[] = [];
    const waiting = (name: string) =>
      source(name, [], () => {
        started.push(name);
        return new Promise<Overrides>((resolve) => release.push(() => resolve(overrides({}))));
      });
    const pending = decideWith(waiting('a'), waiting('b'));
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
    expect(started).to.deep.equal(['a', 'b']);
    for (const go of release) go();
    expect(codeOf(await pending)).to.equal('ALLOW');
  });

  it('that give one key the same value agree, and the first is its origin', async () => {
    const decision = await decideWith(site('Oslo', 'a'), site('Oslo', 'b'));
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins.Site?.source).to.equal('a');
  });

  it('that give one key different values deny OVERRIDE_CONFLICT', async () => {
    const decision = await decideWith(site('Oslo', 'a'), site('Bergen', 'b'));
    expect(decision).to.deep.include({
      outcome: 'DENY_ERROR',
      reason: { code: 'OVERRIDE_CONFLICT', detail: '"Site" from a and b', plugin: 'b' },
    });
  });

  const faults: readonly (readonly [string, ReadySources, string])[] = [
    [
      'an undeclared key',
      source('a', ['Site'], () => overrides({ Stie: 'x' })),
      'OVERRIDE_UNDECLARED',
    ],
    [
      'a key of AWS',
      source('a', ['AWS::IoT::Certificate::Id'], () =>
        overrides({ 'AWS::IoT::Certificate::Id': 'x' }),
      ),
      'OVERRIDE_RESERVED',
    ],
    [
      'a number',
      source('a', ['Site'], () => overrides({ Site: 1 } as unknown as Record<string, string>)),
      'OVERRIDE_MALFORMED',
    ],
    [
      'a value over 4,096 characters',
      source('a', ['Site'], () => overrides({ Site: 'x'.repeat(4_097) })),
      'OVERRIDE_MALFORMED',
    ],
    [
      'half a surrogate pair',
      source('a', ['Site'], () => overrides({ Site: '\ud800' })),
      'OVERRIDE_MALFORMED',
    ],
    [
      'an array',
      source('a', ['Site'], () => overrides({ Site: ['x'] } as unknown as Record<string, string>)),
      'OVERRIDE_MALFORMED',
    ],
    ['an empty key', source('a', [''], () => overrides({ '': 'x' })), 'OVERRIDE_MALFORMED'],
    [
      'a key over 2,048 characters',
      source('a', ['k'.repeat(2_049)], () => overrides({ ['k'.repeat(2_049)]: 'x' })),
      'OVERRIDE_MALFORMED',
    ],
    [
      'the key __proto__',
      source('a', ['__proto__'], () => overrides(JSON.parse('{"__proto__":"x"}'))),
      'OVERRIDE_MALFORMED',
    ],
    [
      'a plain object',
      source('a', ['Site'], () => ({ values: { Site: 'x' }, secret: false })),
      'OVERRIDE_MALFORMED',
    ],
    ['null', source('a', ['Site'], () => null as unknown as Overrides), 'OVERRIDE_MALFORMED'],
    [
      'a throw',
      source('a', ['Site'], () => {
        throw new Error('broken');
      }),
      'OVERRIDE_SOURCE_FAILED',
    ],
    [
      'a rejection',
      source('a', ['Site'], () => Promise.reject(new Error('broken'))),
      'OVERRIDE_SOURCE_FAILED',
    ],
    [
      'a store that is down',
      source('a', ['Site'], () => Promise.reject(new PortError('X', 'down'))),
      'PORT_UNAVAILABLE',
    ],
  ];
  for (const [what, faulty, code] of faults) {
    it(`deny ${code} for ${what}`, async () => {
      const decision = await decideWith(site('Oslo', 'good'), faulty);
      expect(codeOf(decision)).to.equal(code);
      expect(decision.outcome).to.equal('DENY_ERROR');
      expect(decision.outcome !== 'ALLOW' && decision.reason.plugin).to.equal('a');
      expect(decision.trace.at(-1)).to.include({ step: 'overrides', verdict: 'failed', code });
    });
  }

  it('are denied with the key that is wrong, or the kind of what they answered', async () => {
    const detailOf = async (faulty: ReadySources) => {
      const decision = await decideWith(faulty);
      return decision.outcome !== 'ALLOW' && decision.reason.detail;
    };
    const wrongKey = source('a', ['Site'], () => overrides({ Stie: 'x' }));
    expect(await detailOf(wrongKey)).to.equal('the key "Stie"');
    const wrongAnswer = source('a', ['Site'], () => 'Oslo' as unknown as Overrides);
    expect(await detailOf(wrongAnswer)).to.equal('"a" answered string');
  });

  it('may give keys and values as long as the limits allow', async () => {
    const key = 'k'.repeat(2_048);
    const decision = await decideWith(
      source('a', [key], () => overrides({ [key]: 'x'.repeat(4_096) })),
    );
    expect(decision.outcome).to.equal('ALLOW');
  });

  it('that hang are cut at the deadline', async () => {
    const { clock, decide } = bench({ overrideSources: [source('slow', ['Site'], () => never())] });
    const pending = decide();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    clock.advance(4_500);
    expect(codeOf(await pending)).to.equal('DEADLINE_EXCEEDED');
  });

  it('give the first failure in listed order as the reason', async () => {
    const slow = source('slow', ['Site'], async () => {
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      throw new Error('slow');
    });
    const quick = source('quick', ['Site'], () => Promise.reject(new PortError('X', 'quick')));
    const decision = await decideWith(slow, quick);
    expect(decision.outcome !== 'ALLOW' && decision.reason.plugin).to.equal('slow');
  });

  it('see the facts they declare, and deny FACT_MISSING without', async () => {
    const key = defineFact<string>('site-name');
    const giver = step('giver', () => permit(fact(key, 'Oslo')), { facts: { gives: [key] } });
    const reader = source(
      'reader',
      ['Site'],
      (_request, { facts }) => overrides({ Site: facts.get(key) }),
      {
        facts: { needs: [key] },
      },
    );
    const given = await bench({ checks: [giver], overrideSources: [reader] }).decide();
    expect(given.outcome === 'ALLOW' && given.parameterOverrides).to.deep.equal({ Site: 'Oslo' });
    const missing = await bench({ overrideSources: [reader] }).decide();
    expect(missing.outcome !== 'ALLOW' && missing.reason).to.deep.equal({
      code: 'FACT_MISSING',
      detail: 'no check gave "site-name"',
      plugin: 'reader',
    });
  });

  it('under a condition that does not hold give nothing', async () => {
    const conditions = [{ name: 'never', test: () => false }];
    const guarded = source('a', ['Site'], () => overrides({ Site: 'Oslo' }), { conditions });
    const decision = await decideWith(guarded, { ...layered([site('Oslo')]), conditions });
    expect(decision.outcome === 'ALLOW' && decision.parameterOverrides).to.deep.equal({});
    expect(decision.trace.at(-1)).to.include({ name: 'a', verdict: 'notApplicable' });
  });
});

describe('layered sources', () => {
  it('give each key from the first layer that has it', async () => {
    const both = source('b', ['Site', 'Group'], () => overrides({ Site: 'Bergen', Group: 'g1' }));
    const decision = await decideWith(layered([site('Oslo', 'a')], [both]));
    expect(decision.outcome === 'ALLOW' && decision.parameterOverrides).to.deep.equal({
      Site: 'Oslo',
      Group: 'g1',
    });
    expect(decision.outcome === 'ALLOW' && decision.overrideOrigins.Site?.source).to.equal('a');
  });

  it('still conflict within one layer, and with sources beside them', async () => {
    const within = layered([site('Oslo', 'a'), site('Bergen', 'b')], [site('Voss', 'c')]);
    expect(codeOf(await decideWith(within))).to.equal('OVERRIDE_CONFLICT');
    const beside = layered([site('Oslo', 'a')], [site('Bergen', 'b')]);
    expect(codeOf(await decideWith(beside, site('Voss', 'c')))).to.equal('OVERRIDE_CONFLICT');
  });

  it('deny when any layer fails, though an earlier one has every key', async () => {
    const failing = source('b', ['Site'], () => Promise.reject(new Error('down')));
    expect(codeOf(await decideWith(layered([site('Oslo')], [failing])))).to.equal(
      'OVERRIDE_SOURCE_FAILED',
    );
  });
});

describe('merging overrides (property)', () => {
  const keys = ['A', 'B', 'C'];
  const given = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('x', 'y'), {
    noNullPrototype: true,
  });

  it('gives the union where sources agree, and a conflict where they do not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(given, { maxLength: 5 }), async (sources) => {
        const decision = await decideWith(
          ...sources.map((values, index) => source(`s${index}`, keys, () => overrides(values))),
        );
        const agree = keys.every(
          (key) =>
            new Set(sources.filter((values) => key in values).map((values) => values[key])).size <=
            1,
        );
        expect(codeOf(decision)).to.equal(agree ? 'ALLOW' : 'OVERRIDE_CONFLICT');
        if (decision.outcome === 'ALLOW') {
          expect(decision.parameterOverrides).to.deep.equal(Object.assign({}, ...sources));
        }
      }),
    );
  });

  it('lets the first layer win, whatever the layers are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(given, { maxLength: 5 }), async (sources) => {
        const layers = sources.map((values, index) => [
          source(`s${index}`, keys, () => overrides(values)),
        ]);
        const decision = await bench({ overrideSources: [layered(...layers)] }).decide(event);
        expect(decision.outcome === 'ALLOW' && decision.parameterOverrides).to.deep.equal(
          Object.assign({}, ...sources.toReversed()),
        );
      }),
    );
  });
});
