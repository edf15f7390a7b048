import fc from 'fast-check';

/** A function as a template writes it, and what it comes to by construction. */
export interface Meant {
  readonly fragment: unknown;
  readonly value: string;
}

export const parameters: Readonly<Record<string, string>> = {
  Serial: 'SN-0001',
  Empty: '',
  Odd: '${Serial}","x',
  __proto: 'p',
};

/** Two levels of a map, the second of which has what can be asked for. */
export const mappings = { Map: { first: { a: 'A', b: '', constructor: 'C' } } };

const plain = fc.string({ maxLength: 8 });
const asText = (text: string): Meant => ({ fragment: text, value: text });
const refs = fc
  .constantFrom(...Object.entries(parameters))
  .map(([Ref, value]): Meant => ({ fragment: { Ref }, value }));
const lookUps = fc
  .constantFrom(...Object.entries(mappings.Map.first))
  .map(([key, value]): Meant => ({ fragment: { 'Fn::FindInMap': ['Map', 'first', key] }, value }));

function join(delimiter: string, parts: readonly Meant[]): Meant {
  return {
    fragment: { 'Fn::Join': [delimiter, parts.map(({ fragment }) => fragment)] },
    value: parts.map(({ value }) => value).join(delimiter),
  };
}

function select(parts: readonly Meant[], wanted: number, written: boolean): Meant {
  const index = wanted % parts.length;
  return {
    fragment: {
      'Fn::Select': [written ? String(index) : index, parts.map(({ fragment }) => fragment)],
    },
    value: parts[index]?.value ?? '',
  };
}

/** Values that are joined by a sign which none of them has, and taken apart again. */
function split(parts: readonly string[], wanted: number): Meant {
  const index = wanted % parts.length;
  const source = { 'Fn::Join': ['\u0001', parts] };
  return {
    fragment: { 'Fn::Select': [index, { 'Fn::Split': ['\u0001', source] }] },
    value: parts[index] ?? '',
  };
}

function substitute(before: string, brought: Meant, after: string): Meant {
  const literal = (text: string) => text.replaceAll('$', '');
  return {
    fragment: {
      'Fn::Sub': [
        `${literal(before)}\${x}\${!x}\${Serial}${literal(after)}`,
        { x: brought.fragment },
      ],
    },
    value: `${literal(before)}${brought.value}\${x}${parameters.Serial}${literal(after)}`,
  };
}

/** Functions in functions. */
export const expression: fc.Arbitrary<Meant> = fc.letrec<{ any: Meant }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    plain.map(asText),
    refs,
    lookUps,
    fc
      .tuple(fc.string({ maxLength: 3 }), fc.array(tie('any'), { maxLength: 4 }))
      .map((args) => join(...args)),
    fc
      .tuple(fc.array(tie('any'), { minLength: 1, maxLength: 4 }), fc.nat(), fc.boolean())
      .map((args) => select(...args)),
    fc
      .tuple(
        fc.array(
          plain.map((text) => text.replaceAll('\u0001', '')),
          { minLength: 1, maxLength: 4 },
        ),
        fc.nat(),
      )
      .map((args) => split(...args)),
    fc.tuple(plain, tie('any'), plain).map((args) => substitute(...args)),
  ),
})).any;
