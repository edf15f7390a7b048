import {
  BlockRegistry,
  CertificateReader,
  CertificateRegistry,
  ClaimLedger,
  Clock,
  CompositionError,
  coreReasonCodes,
  DecisionSink,
  DeviceRegistry,
  defineFact,
  definePort,
  deny,
  errorCode,
  fact,
  faultCodes,
  GangwayError,
  Logger,
  limits,
  notApplicable,
  overrides,
  PortError,
  permit,
  policyCode,
  portName,
  SecretStore,
  ThingRegistry,
  timing,
} from '@gangway/core';
import { expect } from 'chai';
import { isFact } from '#core/domain/fact.js';
import { faultInText } from '#core/domain/text.js';
import { isVerdict } from '#core/domain/verdict.js';
import { isOverrides } from '#core/ports/override-source.js';

describe('verdicts', () => {
  it('are a closed set of frozen values', () => {
    const key = defineFact<string>('k');
    const verdicts = [permit(), permit(fact(key, 'v')), deny('NO', 'because'), notApplicable()];
    expect(verdicts).to.deep.equal([
      { kind: 'permit', facts: [] },
      { kind: 'permit', facts: [{ key: { name: 'k' }, value: 'v' }] },
      { kind: 'deny', code: 'NO', detail: 'because' },
      { kind: 'notApplicable' },
    ]);
    for (const verdict of verdicts) {
      expect(verdict).to.be.frozen;
      expect(isVerdict(verdict)).to.equal(true);
      // A copy by spread was not made by a constructor.
      expect(isVerdict({ ...verdict })).to.equal(false);
    }
    expect(verdicts[0]).to.have.property('facts').that.is.frozen;
  });

  it('and overrides are known to every copy of the package by one mark', () => {
    const marksOf = (value: object) => Object.getOwnPropertySymbols(value);
    expect(marksOf(permit())).to.deep.equal([Symbol.for('@gangway/core/Verdict')]);
    expect(marksOf(overrides({}))).to.deep.equal([Symbol.for('@gangway/core/Overrides')]);
  });

  it('take codes in UPPER_SNAKE_CASE only', () => {
    for (const code of ['A', 'A1_B', `A${'B'.repeat(63)}`])
      expect(deny(code, '').code).to.equal(code);
    for (const code of ['', 'a', 'A-B', '1A', '_A', 'A B', 'A\n', `A${'B'.repeat(64)}`]) {
      expect(() => deny(code, ''), code).to.throw(TypeError, 'UPPER_SNAKE_CASE');
    }
  });

  it('are nothing that merely looks alike', () => {
    for (const value of [undefined, null, true, 'permit', {}, { kind: 'permit' }]) {
      expect(isVerdict(value)).to.equal(false);
    }
  });
});

describe('facts', () => {
  const key = defineFact<unknown>('record');

  it('are copies, frozen to the bottom', () => {
    const bare = Object.assign(Object.create(null), { deep: {} });
    const value = { list: [{ name: 'a' }, 'b', 'c'], bare };
    const made = fact(defineFact<typeof value>('record'), value);
    expect(made.value).to.deep.equal(value);
    for (const part of [
      made,
      made.value,
      made.value.list,
      made.value.list[0],
      made.value.bare,
      made.value.bare.deep,
      made.key,
    ]) {
      expect(part).to.be.frozen;
    }
    expect(Object.getPrototypeOf(made.value.bare)).to.equal(null);
    expect(made.value.list).to.be.an('array').with.length(3);
    value.list.push('later');
    expect(made.value.list).to.have.length(3);
    expect(value).to.not.be.frozen;
  });

  it('end at a circle, and at what is deeper than any record', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const deep = (levels: number): unknown => (levels === 0 ? 'end' : [deep(levels - 1)]);
    expect(() => fact(key, circle)).to.throw(TypeError, 'must be plain data');
    expect(() => fact(key, deep(101))).to.throw(TypeError, 'must be plain data');
    expect(fact(key, deep(100)).value).to.deep.equal(deep(100));
  });

  it('may be anything plain', () => {
    for (const value of [1, 'a', true, null, undefined, 5n, [], {}]) {
      expect(fact(key, value).value).to.deep.equal(value);
    }
  });

  it('are made by fact() alone', () => {
    expect(isFact(fact(key, 1))).to.equal(true);
    for (const forged of [undefined, null, 'x', {}, { key, value: 1 }, { ...fact(key, 1) }]) {
      expect(isFact(forged)).to.equal(false);
      expect(() => permit(forged as never)).to.throw(
        TypeError,
        'permit takes facts made by fact()',
      );
    }
  });

  it('hold nothing that freezing would not hold', () => {
    for (const value of [
      new Date(0),
      new Map(),
      new Set(),
      Buffer.from('a'),
      () => 1,
      [new Date(0)],
      { a: new Uint8Array(1) },
      {
        get changing() {
          return Math.random();
        },
      },
      { [Symbol('hidden')]: 1 },
      Symbol('x'),
      new (class extends Array {})(),
    ]) {
      // Chai's `throw` takes a thrown undefined for any error.
      let thrown: unknown;
      try {
        fact(key, value);
      } catch (error) {
        thrown = error;
      }
      expect(thrown)
        .to.be.instanceOf(TypeError)
        .with.property(
          'message',
          'The fact "record" must be plain data: objects, arrays, strings, numbers, booleans.',
        );
    }
  });
});

describe('overrides', () => {
  it('are frozen, not secret unless said, and marked', () => {
    const given = { Site: 'Oslo' };
    const made = overrides(given);
    given.Site = 'changed';
    expect(made).to.deep.equal({ values: { Site: 'Oslo' }, secret: false });
    expect(made).to.be.frozen;
    expect(made.values).to.be.frozen;
    expect(overrides({}, { secret: true, version: '1' })).to.deep.equal({
      values: {},
      secret: true,
      version: '1',
    });
    const byKey = { Site: { version: '3' } };
    const keyed = overrides(given, { byKey });
    byKey.Site.version = 'changed';
    expect(keyed.byKey).to.deep.equal({ Site: { version: '3' } });
    expect(keyed.byKey).to.be.frozen;
    expect(keyed.byKey?.Site).to.be.frozen;
    expect(isOverrides(made)).to.equal(true);
    for (const value of [undefined, null, 'x', {}, { ...made }])
      expect(isOverrides(value)).to.equal(false);
  });
});

describe('text', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['', undefined],
    ['SN-0001 ~!', undefined],
    ['größe 中文 עברית', undefined],
    ['emoji 🚢', undefined],
    ['a\u0000b', 'TEXT_CONTROL_CHARACTER'],
    ['a\nb', 'TEXT_CONTROL_CHARACTER'],
    ['a\u007f', 'TEXT_CONTROL_CHARACTER'],
    ['a\u0085', 'TEXT_CONTROL_CHARACTER'],
    ['a\u200b', 'TEXT_INVISIBLE_CHARACTER'],
    ['\ufeffa', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u202e', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u2066', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u00ad', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u2028', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u2029', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u3164', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\ufe0f', 'TEXT_INVISIBLE_CHARACTER'],
    ['a\u{e0041}', 'TEXT_INVISIBLE_CHARACTER'],
    ['\ud800', 'TEXT_LONE_SURROGATE'],
    ['\udc00\ud800', 'TEXT_LONE_SURROGATE'],
  ];
  for (const [text, fault] of cases) {
    it(`${JSON.stringify(text)} has ${fault ?? 'no fault'}`, () => {
      expect(faultInText(text)).to.equal(fault);
    });
  }
});

describe('codes', () => {
  it('each have a class, a meaning and a remedy', () => {
    const all = Object.entries(coreReasonCodes);
    expect(all.length).to.be.greaterThan(50);
    for (const [name, code] of all) {
      expect(name).to.match(/^[A-Z][A-Z0-9_]+$/);
      expect(code.class).to.be.oneOf(['DENY_POLICY', 'DENY_ERROR']);
      expect(code.meaning, name).to.match(/^[A-Za-z].{10,}\.$/);
      expect(code.remedy, name).to.match(/^[A-Z`].{10,}\.$/);
      expect(code).to.be.frozen;
    }
    for (const [name, meaning] of Object.entries(faultCodes)) {
      expect(name).to.match(/^[A-Z_]+$/);
      expect(meaning, name).to.match(/\.$/);
    }
  });

  it('that the caller can cause are DENY_POLICY, all others DENY_ERROR', () => {
    const ours = Object.entries(coreReasonCodes)
      .filter(([, code]) => code.class === 'DENY_ERROR')
      .map(([name]) => name);
    expect(ours).to.deep.equal([
      'CALL_MEMORY_FULL',
      'CALL_KEYS_UNAVAILABLE',
      'OVERLOADED',
      'CERTIFICATE_READER_FAILED',
      'NO_CHECKS',
      'CHECK_FAILED',
      'CONDITION_FAILED',
      'VERDICT_MALFORMED',
      'PORT_UNAVAILABLE',
      'OVERRIDE_SOURCE_FAILED',
      'OVERRIDE_SOURCE_TIMED_OUT',
      'OVERRIDE_MALFORMED',
      'OVERRIDE_UNDECLARED',
      'OVERRIDE_RESERVED',
      'OVERRIDE_CONFLICT',
      'INTENTS_FAILED',
      'LEDGER_FAILED',
      'COMMIT_TOO_LATE',
      'COMMIT_OUTCOME_UNKNOWN',
      'DEADLINE_EXCEEDED',
      'MONITOR_TIMED_OUT',
      'HOOK_FAILED',
    ]);
  });

  it('are made with their class', () => {
    expect(policyCode('a', 'b')).to.deep.equal({ class: 'DENY_POLICY', meaning: 'a', remedy: 'b' });
    expect(errorCode('a', 'b')).to.deep.equal({ class: 'DENY_ERROR', meaning: 'a', remedy: 'b' });
  });
});

describe('errors', () => {
  it('carry their code, name and cause', () => {
    const cause = new Error('root');
    const error = new PortError('STORE_DOWN', 'no answer', { cause });
    expect(error).to.include({
      name: 'PortError',
      code: 'STORE_DOWN',
      message: 'no answer',
      cause,
    });
    expect(error).to.be.instanceOf(GangwayError).and.instanceOf(Error);
    expect(new CompositionError('PORT_MISSING', 'x')).to.include({
      name: 'CompositionError',
      code: 'PORT_MISSING',
    });
    expect(new GangwayError('X', 'x').name).to.equal('GangwayError');
  });
});

describe('tokens', () => {
  it('are the same symbol for the same name, and know their short name', () => {
    const token = definePort<string>('@gangway/core/Clock');
    expect(token).to.equal(Symbol.for('@gangway/core/Clock'));
    expect(portName(token)).to.equal('Clock');
    expect(portName(definePort('my-company/Fleet'))).to.equal('my-company/Fleet');
    const longer = 'my-company/@gangway/core/Clock';
    expect(portName(definePort(longer))).to.equal(longer);
    expect(portName(Symbol() as never)).to.equal('unnamed');
  });

  it('of the ports of core are known to every copy of the package by their names', () => {
    const ports = {
      BlockRegistry,
      CertificateReader,
      CertificateRegistry,
      ClaimLedger,
      Clock,
      DecisionSink,
      DeviceRegistry,
      Logger,
      SecretStore,
      ThingRegistry,
    };
    for (const [name, token] of Object.entries(ports)) {
      expect(token).to.equal(Symbol.for(`@gangway/core/${name}`));
    }
  });
});

describe('limits and timing', () => {
  it('are the documented ones', () => {
    expect(limits).to.deep.equal({
      pemLength: 16_384,
      parameterCount: 100,
      parameterNameLength: 2_048,
      parameterValueLength: 4_096,
      clientIdLength: 128,
      templateNameLength: 36,
    });
    expect(timing).to.deep.equal({
      awsLimitMs: 5_000,
      marginMs: 500,
      monitorMs: 1_000,
      commitReserveMs: 500,
      overrideSourceMs: 1_500,
      sinkBudgetMs: 100,
      claimLeaseMs: 3_600_000,
    });
  });
});
