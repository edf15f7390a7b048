import { expect } from 'chai';
import fc from 'fast-check';
import { createTextMap } from '../../dist/lint/text-map.js';
import { pointerTo } from '../../dist/pointer.js';

const placeOf = (text: string, at: string) => {
  const { line, column } = createTextMap(text).positionOf(at);
  return `${line}:${column}`;
};

describe('createTextMap', () => {
  const text = '{\n  "a": [1,\r\n    {"b/c": 2}],\n\t"a~": "\\"{[", "ø": 3, "last": 4 }';

  for (const [at, place] of [
    ['', '1:1'],
    ['/a', '2:3'],
    ['/a/0', '2:9'],
    ['/a/1', '3:5'],
    ['/a/1/b~1c', '3:6'],
    ['/a~0', '4:2'],
    ['/last', '4:24'],
  ] as const) {
    it(`finds ${at === '' ? 'the whole' : at} at ${place}`, () => {
      expect(placeOf(text, at)).to.equal(place);
    });
  }

  it('finds what is not there where the nearest above it is', () => {
    expect(placeOf(text, '/a/1/x/y')).to.equal('3:5');
    expect(placeOf(text, '/x')).to.equal('1:1');
  });

  it('finds a doubled key where it stands again', () => {
    expect(placeOf('{"a": 1, "a": 2}', '/a')).to.equal('1:10');
  });

  it('finds text that is no JSON where it goes wrong', () => {
    for (const [wrong, place] of [
      ['', '1:1'],
      ['{"a": 1,}', '1:9'],
      ['{\n  // no\n}', '2:3'],
      ['{} {}', '1:4'],
    ] as const) {
      expect(placeOf(wrong, '')).to.equal(place);
    }
  });

  it('finds the whole of what is nested without end', () => {
    expect(placeOf(`\n${'['.repeat(100_000)}`, '/0/0')).to.equal('1:1');
  });

  it('finds every value of any JSON where its text is', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4, stringUnit: 'binary' }), fc.nat(4), (json, indent) => {
        const value: unknown = JSON.parse(json);
        const shown = JSON.stringify(value, null, indent);
        const lines = shown.split('\n');
        const map = createTextMap(shown);
        for (const { at, begins } of valuesIn(value, '')) {
          const { line, column } = map.positionOf(at);
          expect(lines[line - 1]?.slice(column - 1).startsWith(begins), `${at} in ${shown}`).to.be
            .true;
        }
      }),
    );
  });
});

interface Value {
  readonly at: string;
  /** How its text begins, its key first. */
  readonly begins: string;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function valuesIn(value: unknown, at: string, key?: string): readonly Value[] {
  const own = isObject(value) ? (Array.isArray(value) ? '[' : '{') : JSON.stringify(value);
  const begins = key === undefined ? own : `${JSON.stringify(key)}:`;
  const below = isObject(value) ? Object.entries(value) : [];
  return [
    { at, begins },
    ...below.flatMap(([name, inner]) =>
      valuesIn(inner, pointerTo(at, name), Array.isArray(value) ? undefined : name),
    ),
  ];
}
