import { limits, PortError } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { answerBytes, readHookAnswer } from '../../dist/remote-hook/read-hook-answer.js';
import { canary } from './asking.js';

/** `yes`, `no` or the code of the error. */
function outcomeOf(answer: string | Uint8Array): string {
  try {
    return readHookAnswer(Buffer.from(answer)).allow ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof PortError) return error.code.replace('REMOTE_HOOK_', '');
    throw error;
  }
}
const written = (answer: unknown) => outcomeOf(JSON.stringify(answer) ?? '');
const malformed = 'ANSWER_MALFORMED';
const allow = true;

describe("another hook's answer", () => {
  it('is a yes with texts as overrides, none, or null, as Java writes it', () => {
    const overrides = { DeviceLocation: 'Seattle', Empty: '' };
    const read = (answer: object) => readHookAnswer(Buffer.from(JSON.stringify(answer)));
    expect(read({ allowProvisioning: allow, parameterOverrides: overrides })).to.deep.equal({
      allow,
      overrides,
    });
    for (const none of [{}, { parameterOverrides: null }, { parameterOverrides: {} }]) {
      expect(read({ allowProvisioning: allow, ...none })).to.deep.equal({ allow, overrides: {} });
    }
  });

  it('is read whatever the order of its members and the space around them', () => {
    const text = ' {"parameterOverrides":{"Site":"Å"},"allowProvisioning":true}\n';
    expect(readHookAnswer(Buffer.from(text))).to.deep.equal({ allow, overrides: { Site: 'Å' } });
  });

  it('is a no whatever stands beside it: many hooks say there why', () => {
    for (const more of [{}, { reason: 'unknown' }, { parameterOverrides: 5 }, { errorType: 'E' }]) {
      expect(written({ allowProvisioning: false, ...more })).to.equal('no');
    }
  });

  for (const value of ['true', 'True', 1, 0, '', null, [true], { true: true }, 'false', {}]) {
    it(`is neither with allowProvisioning: ${JSON.stringify(value)}`, () =>
      expect(written({ allowProvisioning: value })).to.equal(malformed));
  }

  it('is no yes with anything beside the two members', () => {
    for (const name of ['error', 'AllowProvisioning', 'statusCode', 'body', '', 'constructor']) {
      expect(written({ allowProvisioning: true, [name]: null }), name).to.equal(malformed);
    }
    expect(outcomeOf('{"allowProvisioning":true,"__proto__":null}')).to.equal(malformed);
  });

  it('is nothing that only looks like an object of that kind', () => {
    for (const answer of [
      [],
      [{ allowProvisioning: true }],
      true,
      'true',
      null,
      {},
      { statusCode: 200, body: JSON.stringify({ allowProvisioning: true }) },
      { response: { allowProvisioning: true } },
    ]) {
      expect(written(answer), JSON.stringify(answer)).to.equal(malformed);
    }
    expect(outcomeOf('{"__proto__":{"allowProvisioning":true}}')).to.equal(malformed);
  });

  it('is nothing that two readers may read in two ways', () => {
    for (const text of [
      '{"allowProvisioning":true,"allowProvisioning":true}',
      '{"allowProvisioning":false,"allowProvisioning":true}',
      '{"allowProvisioning":true,"allowProvisioning":false}',
      String.raw`{"allowProvisioning":true,"\u0061llowProvisioning":false}`,
      '{"allowProvisioning":true,"parameterOverrides":{"Site":"a","Site":"b"}}',
    ]) {
      expect(outcomeOf(text), text).to.equal(malformed);
    }
  });

  it('is JSON, without a byte order mark', () => {
    const text = '{"allowProvisioning":true}';
    expect(outcomeOf(text)).to.equal('yes');
    for (const other of ['', ' ', 'true', `${text},`, `\u{feff}${text}`, text.slice(0, -1)]) {
      expect(outcomeOf(other), other).to.equal(malformed);
    }
    expect(outcomeOf("{'allowProvisioning': true}")).to.equal(malformed);
    expect(outcomeOf('{"allowProvisioning": True}')).to.equal(malformed);
  });

  it('is UTF-8', () => {
    expect(outcomeOf(Buffer.from([0x22, 0xe9, 0x22]))).to.equal('REPLY_INVALID');
    const utf16 = Buffer.from('{"allowProvisioning":true}', 'utf16le');
    expect(outcomeOf(utf16)).to.equal(malformed);
  });

  it('is bounded, in octets', () => {
    const most = `{"allowProvisioning":true${' '.repeat(answerBytes - 26)}}`;
    expect(Buffer.byteLength(most)).to.equal(answerBytes);
    expect(outcomeOf(most)).to.equal('yes');
    expect(outcomeOf(`${most} `)).to.equal('REPLY_TOO_LARGE');
    expect(outcomeOf(`"${'é'.repeat(answerBytes / 2)}"`)).to.equal('REPLY_TOO_LARGE');
  });

  it('may be as deep as it likes, and is then no yes', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(outcomeOf(deep)).to.equal(malformed);
    expect(outcomeOf(`{"allowProvisioning":true,"parameterOverrides":${deep}}`)).to.equal(
      malformed,
    );
    expect(outcomeOf(`{"allowProvisioning":false,"why":${deep}}`)).to.equal('no');
  });

  it('has overrides within the limits', () => {
    const taken = (parameterOverrides: object) =>
      written({ allowProvisioning: true, parameterOverrides });
    const some = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`K${index}`, '']));
    expect(taken(some(limits.parameterCount))).to.equal('yes');
    expect(taken(some(limits.parameterCount + 1))).to.equal(malformed);
    expect(taken({ Site: 'x'.repeat(limits.parameterValueLength) })).to.equal('yes');
    expect(taken({ Site: 'x'.repeat(limits.parameterValueLength + 1) })).to.equal(malformed);
    expect(taken({ ['x'.repeat(limits.parameterNameLength + 1)]: '' })).to.equal(malformed);
    for (const value of [null, 1, true, {}, ['Seattle'], '\ud800']) {
      expect(taken({ Site: value }), JSON.stringify(value)).to.equal(malformed);
    }
    expect(taken({ '': 'x' })).to.equal(malformed);
    expect(taken(['Seattle'])).to.equal(malformed);
    expect(outcomeOf('{"allowProvisioning":true,"parameterOverrides":{"__proto__":"x"}}')).to.equal(
      malformed,
    );
  });

  it('that an emulator hands on from a function that threw, is told from others', () => {
    expect(written({ errorType: 'KeyError', errorMessage: canary })).to.equal('FUNCTION_FAILED');
    expect(written({ errorMessage: canary })).to.equal('FUNCTION_FAILED');
    expect(written({ errorType: 'E', allowProvisioning: true })).to.equal(malformed);
  });

  it('stands in no error', () => {
    const spoilt = [
      `"${canary}`,
      JSON.stringify(canary),
      JSON.stringify({ allowProvisioning: canary }),
      JSON.stringify({ allowProvisioning: true, [canary]: canary }),
      JSON.stringify({ allowProvisioning: true, parameterOverrides: { [canary]: 1 } }),
      JSON.stringify({ allowProvisioning: true, parameterOverrides: canary }),
      JSON.stringify({ errorType: canary, errorMessage: canary }),
    ];
    for (const text of spoilt) {
      try {
        readHookAnswer(Buffer.from(text));
        expect.fail(text);
      } catch (error) {
        expect(error).to.be.instanceOf(PortError);
        const { message, cause } = error as PortError;
        expect(`${message} ${String(cause)}`).not.to.include(canary);
      }
    }
  });

  // Shapes near the right one, and far from it.
  const override = fc.oneof(
    { weight: 8, arbitrary: fc.string() },
    fc.string({ unit: 'binary' }),
    fc.constantFrom(null, 1, true, '\udc00', 'x'.repeat(4_097)),
  );
  const shape = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record(
        {
          allowProvisioning: fc.oneof(
            { weight: 5, arbitrary: fc.constant<unknown>(true) },
            fc.constantFrom<unknown>(false, 'true', 1, null, [true], {}),
            fc.jsonValue(),
          ),
          parameterOverrides: fc.oneof(
            { weight: 5, arbitrary: fc.dictionary(fc.string(), override, { maxKeys: 4 }) },
            fc.constantFrom<unknown>(null, [], 'x', 0),
            fc.jsonValue(),
          ),
          extra: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    },
    fc.jsonValue(),
  );

  /** The rule once more, said another way: of a parsed value, without the reader's order of questions. */
  function isYes(value: unknown): boolean {
    const { allowProvisioning, parameterOverrides, ...more } = Object(value) as never as {
      allowProvisioning?: unknown;
      parameterOverrides?: unknown;
    };
    const texts = parameterOverrides ?? {};
    return [
      typeof value === 'object' && value !== null && !Array.isArray(value),
      Object.is(allowProvisioning, true),
      Object.keys(more).length === 0,
      typeof texts === 'object' && !Array.isArray(texts),
      Object.entries(texts).every(
        ([key, text]) =>
          key !== '' &&
          key !== '__proto__' &&
          typeof text === 'string' &&
          text.length <= 4_096 &&
          !/\p{Cs}/u.test(text),
      ),
    ].every(Boolean);
  }

  it('is a yes in the one right shape and in no other', () => {
    let yesses = 0;
    fc.assert(
      fc.property(shape, (value) => {
        const text = JSON.stringify(value);
        const parsed: unknown = JSON.parse(text);
        const outcome = outcomeOf(text);
        if (isYes(parsed)) yesses += 1;
        expect(outcome === 'yes').to.equal(isYes(parsed));
        const no = (parsed as { allowProvisioning?: unknown } | null)?.allowProvisioning === false;
        expect(outcome === 'no').to.equal(no && !Array.isArray(parsed));
      }),
      { numRuns: 10_000 },
    );
    // Else the property would say little.
    expect(yesses).to.be.above(400);
  });

  it('is no yes any more with one octet changed that makes it mean something else', () => {
    const text = '{"allowProvisioning":true,"parameterOverrides":{"Site":"Oslo"}}';
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        if (outcomeOf(changed) !== 'yes') return;
        const { allowProvisioning, ...rest } = JSON.parse(changed.toString());
        expect(allowProvisioning).to.equal(true);
        expect(Object.keys(rest)).to.deep.equal(['parameterOverrides']);
      }),
      { numRuns: 5_000 },
    );
  });
});
