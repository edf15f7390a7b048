import { parameterRules } from '@gangway/plugins/parameter-rules';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { decide, detailOf, faultOf, verdictOf } from './deciding.js';

type Options = Parameters<typeof parameterRules>[0];

const decideOn = (parameters: Readonly<Record<string, string>>, options: Options) =>
  decide([parameterRules(options)], { ...anEvent(), parameters });

const judge = async (parameters: Readonly<Record<string, string>>, options: Options) =>
  verdictOf(await decideOn(parameters, options));

const denied = (code: string) => `DENY_POLICY PARAMETER_${code}`;

describe('parameter-rules', () => {
  it('asks for what is required; empty is not there', async () => {
    const options = { required: ['SerialNumber'] };
    expect(await judge({ SerialNumber: 'SN-0001' }, options)).to.equal('ALLOW');
    expect(await judge({ SerialNumber: '' }, options)).to.equal(denied('MISSING'));
    expect(await judge({}, options)).to.equal(denied('MISSING'));
    expect(await judge({ serialNumber: 'SN-0001' }, options)).to.equal(denied('MISSING'));
  });

  it('refuses what is not on the list', async () => {
    const options = { allowed: ['SerialNumber'] };
    expect(await judge({ SerialNumber: 'x' }, options)).to.equal('ALLOW');
    expect(await judge({}, options)).to.equal('ALLOW');
    expect(await judge({ SerialNumber: 'x', Admin: '1' }, options)).to.equal(denied('NOT_ALLOWED'));
    expect(await judge({ length: 'x' }, options)).to.equal(denied('NOT_ALLOWED'));
  });

  it('takes a pattern for the whole value', async () => {
    const options = { patterns: { SerialNumber: '[A-Z]{2}-\\d{4}' } };
    expect(await judge({ SerialNumber: 'SN-0001' }, options)).to.equal('ALLOW');
    for (const near of ['', 'SN-000', 'SN-00011', ' SN-0001', 'sn-0001', 'SN-０００１']) {
      const decision = await decideOn({ SerialNumber: near }, options);
      expect(verdictOf(decision), near).to.equal(denied('PATTERN_MISMATCH'));
    }
  });

  it('holds every value to its length, and one with a pattern to 256 characters', async () => {
    const long = 'x'.repeat(257);
    expect(await judge({ Note: long }, { maxLength: { Note: 257 } })).to.equal('ALLOW');
    expect(await judge({ Note: long }, { maxLength: { Note: 256 } })).to.equal(denied('TOO_LONG'));
    expect(await judge({ Note: long }, { patterns: { Note: 'x*' } })).to.equal(denied('TOO_LONG'));
    const both = { patterns: { Note: 'x*' }, maxLength: { Note: 257 } };
    expect(await judge({ Note: long }, both)).to.equal('ALLOW');
  });

  it('does not permit by a rule that does not arise', async () => {
    expect(await judge({ Other: 'x' }, { patterns: { Mac: '.*' } })).to.equal(
      'DENY_POLICY NO_PERMIT',
    );
  });

  it('says how long a value is and not what it is, for it may be a token', async () => {
    const value = 's3cret-'.repeat(30);
    for (const options of [
      { patterns: { Token: '[0-9]*' } },
      { maxLength: { Token: 8 } },
      { allowed: ['Site'] },
    ]) {
      const decision = await decideOn({ Token: value }, options);
      expect(verdictOf(decision)).to.match(/^DENY_POLICY PARAMETER_/);
      expect(JSON.stringify(decision)).not.to.include('s3cret');
    }
    const decision = await decideOn({ Token: value }, { patterns: { Token: '[0-9]*' } });
    expect(detailOf(decision)).to.equal('"Token", of 210 characters, does not match [0-9]*');
  });

  it('tells which parameters it reads', () => {
    const plugin = parameterRules({ required: ['A'], maxLength: { B: 1 }, patterns: { A: '.' } });
    expect(plugin.parameters).to.deep.equal(['A', 'B']);
  });

  describe('mistake C: [:-_]? is a range', () => {
    const right = '([0-9A-F]{2}[:_-]?){5}[0-9A-F]{2}';

    it('takes the documented MAC addresses and refuses the published nonsense', async () => {
      const options = { patterns: { Mac: right } };
      for (const mac of ['00-11-22-33-44-55', '00:11:22:33:44:55', '001122334455']) {
        expect(await judge({ Mac: mac }, options), mac).to.equal('ALLOW');
      }
      const nonsense = await judge({ Mac: '00G11Z22?33@44[55' }, options);
      expect(nonsense).to.equal(denied('PATTERN_MISMATCH'));
    });

    for (const range of [
      '[:-_]',
      '[0-9:-_]',
      '[^:-_]',
      '[+--]',
      '[A-z]',
      '[0-Z]',
      '[_-a]',
      '[!-9]',
    ]) {
      it(`does not compose with ${range}`, () => {
        const make = () => parameterRules({ patterns: { Mac: `([0-9A-F]{2}${range}?){6}` } });
        expect(faultOf(make)).to.match(/^OPTION_INVALID: .*"patterns\.Mac": .* is a range from/);
      });
    }

    for (const plain of [
      '[A-Za-z0-9_-]+',
      '[-:_]',
      '[:_\\-]',
      '[^-_]',
      '\\[:-_\\]',
      '[\\x3a-\\x5f]',
      '[\\d-]',
      '[[:alnum:]-]',
      '[ -~]*',
      '[à-ü]',
      '[]a-c]',
      '[\\]a-c]',
      'a-_',
      '[A-Za-z0-9_-]{1,128}',
    ]) {
      it(`composes with ${plain}`, () => {
        expect(faultOf(() => parameterRules({ patterns: { Mac: plain } }))).to.equal('none');
      });
    }
  });

  it('allows exactly what the rules say, for any parameters', async () => {
    const options = {
      required: ['a'],
      allowed: ['a', 'b'],
      patterns: { a: '[xy]+' },
      maxLength: { b: 2 },
    };
    const value = fc.string({ unit: fc.constantFrom('x', 'y', 'z'), maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { noNullPrototype: true }),
        async (parameters) => {
          const { a = '', b = '', c } = parameters;
          const fits = /^[xy]+$/.test(a) && b.length <= 2 && c === undefined;
          expect((await judge(parameters, options)) === 'ALLOW').to.equal(fits);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes time in proportion to the value, whatever the pattern', async () => {
    const options = { patterns: { Note: '(x+x+)+y' }, maxLength: { Note: 4_096 } };
    const started = process.cpuUsage();
    expect(await judge({ Note: 'x'.repeat(4_096) }, options)).to.equal(denied('PATTERN_MISMATCH'));
    expect(process.cpuUsage(started).user / 1_000).to.be.below(1_000);
  });

  it('refuses options that ask nothing, contradict themselves or do not compile', () => {
    const make = parameterRules as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [undefined, /^OPTION_INVALID: .*at least one rule/],
      [{ require: ['A'] }, /^OPTION_UNKNOWN: .*"required"\?/],
      [{ patterns: { Serial: '[' } }, /^OPTION_INVALID: .*"patterns\.Serial": .*missing closing/],
      [{ patterns: { Serial: '(?=a)' } }, /^OPTION_INVALID: .*"patterns\.Serial"/],
      [{ patterns: { Serial: '.{0,240}.{0,240}z' } }, /^OPTION_INVALID: .*instructions; 300 are/],
      [{ patterns: { constructor: '.' } }, /^OPTION_INVALID: .*"patterns"/],
      [{ required: ['AWS::Region'] }, /^OPTION_INVALID: .*belong to AWS IoT/],
      [{ required: [''] }, /^OPTION_INVALID: .*"required\.0"/],
      [{ maxLength: { A: 0 } }, /^OPTION_INVALID: .*"maxLength\.A"/],
      [
        { required: ['SerialNumbr'], allowed: ['SerialNumber'] },
        /^OPTION_INVALID: .*"SerialNumbr".*Did you mean "SerialNumber"\?/,
      ],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
