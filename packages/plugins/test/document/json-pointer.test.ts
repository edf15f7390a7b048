import { expect } from 'chai';
import fc from 'fast-check';
import { parseJsonPointer, writeJsonPointer } from '../../dist/document/json-pointer.js';
import { memberAt } from '../../dist/document/member-at.js';

const valueAt = (document: unknown, text: string): unknown => {
  const pointer = parseJsonPointer(text);
  if (pointer === undefined) return 'no pointer';
  const finding = memberAt(document, pointer);
  return finding.kind === 'found' ? finding.value : finding.kind;
};

/** Every place of a document by its pointer, written as RFC 6901 section 3 says and not as the code does. */
function placesIn(document: unknown): ReadonlyMap<string, unknown> {
  const places = new Map<string, unknown>();
  const escaped = (name: string) => [...name].map((c) => ({ '~': '~0', '/': '~1' })[c] ?? c);
  const visit = (at: string, value: unknown) => {
    places.set(at, value);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      visit(`${at}/${escaped(name).join('')}`, member);
    }
  };
  visit('', document);
  return places;
}

/** Names that a reader of objects may trip over, beside any others. */
const nameOf = fc.oneof(
  fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') }),
  fc.constantFrom('', '-', '01', 'length', '__proto__', 'constructor', 'toString', '%2F', 'a b'),
  fc.string({ unit: 'binary' }),
);

const documents = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(nameOf, tie('value')), { maxLength: 4 }).map((members) =>
      // As JSON.parse makes it: also `__proto__` is a member like all others.
      JSON.parse(
        `{${[...new Map(members)].map((member) => member.map((part) => JSON.stringify(part)).join(':')).join(',')}}`,
      ),
    ),
  ),
})).value;

describe('a JSON Pointer', () => {
  // The document and the table of RFC 6901 section 5.
  const document = JSON.parse(String.raw`{
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8
  }`);
  for (const [text, value] of [
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ] as const) {
    it(`${JSON.stringify(text)} is what RFC 6901 section 5 says`, () => {
      expect(valueAt(document, text)).to.deep.equal(value);
    });
  }

  it('unescapes ~01 to ~1, and not to a slash (section 4)', () => {
    expect(parseJsonPointer('/~01')).to.deep.equal(['~1']);
  });

  it('is no text that begins otherwise, and none with another escape (section 3)', () => {
    for (const text of ['foo', ' /foo', '#/foo', './foo', '/a~', '/a~2', '/~~0', '~1']) {
      expect(parseJsonPointer(text), text).to.equal(undefined);
    }
  });

  it('counts the elements of a list without leading zeros, signs or a place behind the last', () => {
    for (const name of [
      '2',
      '00',
      '01',
      '-',
      '-1',
      '+1',
      '1e0',
      '0x0',
      ' 1',
      '1.0',
      'length',
      '',
    ]) {
      expect(valueAt(['a', 'b'], `/${name}`), name).to.equal('absent');
    }
  });

  it('finds nothing that objects inherit, and a member of such a name where there is one', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      expect(valueAt({}, `/${name}`), name).to.equal('absent');
      expect(valueAt(JSON.parse(`{"${name}":"own"}`), `/${name}`), name).to.equal('own');
    }
  });

  it('leads through no text, number or null', () => {
    for (const value of ['text', 1, true, null]) {
      expect(memberAt({ a: value }, ['a', 'length'])).to.deep.equal({
        kind: 'blocked',
        at: '/a',
        by: value,
      });
    }
  });

  it('is the same pointer when it is written and read again', () => {
    fc.assert(
      fc.property(fc.array(nameOf), (pointer) => {
        expect(parseJsonPointer(writeJsonPointer(pointer))).to.deep.equal(pointer);
      }),
    );
  });

  it('leads to every place of a document, and nowhere else', () => {
    fc.assert(
      fc.property(documents, fc.array(nameOf, { maxLength: 4 }), (document, elsewhere) => {
        const places = placesIn(document);
        for (const [text, value] of places) expect(valueAt(document, text)).to.equal(value);
        const text = writeJsonPointer(elsewhere);
        const found = memberAt(document, elsewhere).kind === 'found';
        expect(found, text).to.equal(places.has(text));
      }),
    );
  });
});
