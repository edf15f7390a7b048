import { expect } from 'chai';
import fc from 'fast-check';
import { isSameName } from '#core/chain/same-name.js';

const types = { utf8: '0c', printable: '13', ia5: '16', bmp: '1e', teletex: '14' } as const;
type StringType = keyof typeof types;

const tlv = (tag: string, hex: string): string =>
  `${tag}${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
const pair = (text: string, type: StringType, oid = '550403'): string =>
  tlv('30', tlv('06', oid) + tlv(types[type], Buffer.from(text).toString('hex')));
const name = (...parts: readonly string[]) => ({
  attributes: [],
  hex: tlv('30', parts.map((part) => tlv('31', part)).join('')),
});
const cn = (text: string, type: StringType = 'utf8') => name(pair(text, type));

describe('two names', () => {
  const same: readonly (readonly [string, string, StringType?, StringType?])[] = [
    ['Good CA', 'Good CA', 'printable', 'utf8'],
    ['Good CA', 'gOOD ca'],
    ['Good CA', '  Good   CA '],
    ['', ' '],
    ['Ünder', 'üNDER'.replace('ü', 'Ü')],
    ['Good CA', 'Good CA', 'ia5', 'ia5'],
  ];
  for (const [a, b, typeA = 'utf8', typeB = 'utf8'] of same) {
    it(`are the same: ${typeA} "${a}" and ${typeB} "${b}"`, () => {
      expect(isSameName(cn(a, typeA), cn(b, typeB))).to.equal(true);
    });
  }

  const different: readonly (readonly [string, string, StringType?, StringType?])[] = [
    ['Good CA', 'GoodCA'],
    ['Good CA', 'Good\u00a0CA'],
    ['Good CA', 'Good\tCA'],
    ['Good CA', 'Good\u200b CA'],
    ['Ünder', 'ünder'],
    ['é', 'e\u0301'],
    ['Straße', 'STRASSE'],
    ['K', '\u212a'],
    ['i', 'İ'],
    ['Good CA', 'good ca', 'ia5', 'ia5'],
    ['Good CA', 'Good CA', 'utf8', 'ia5'],
    ['Good CA', 'Good CA', 'printable', 'teletex'],
    ['text a', 'a', 'utf8', 'bmp'],
  ];
  for (const [a, b, typeA = 'utf8', typeB = 'utf8'] of different) {
    it(`are two: ${typeA} ${JSON.stringify(a)} and ${typeB} ${JSON.stringify(b)}`, () => {
      expect(isSameName(cn(a, typeA), cn(b, typeB))).to.equal(false);
    });
  }

  it('are two in another order, under another type, or with one part more', () => {
    const [a, b] = [pair('a', 'utf8'), pair('b', 'utf8', '55040a')];
    expect(isSameName(name(a, b), name(b, a))).to.equal(false);
    expect(isSameName(name(a), name(pair('a', 'utf8', '55040a')))).to.equal(false);
    expect(isSameName(name(a), name(a, a))).to.equal(false);
    expect(isSameName(name(a), name())).to.equal(false);
  });

  it('are the same in any order within a part, and parts are kept apart', () => {
    const [upper, lower, b] = [pair('A', 'utf8'), pair('a', 'utf8'), pair('B', 'utf8')];
    expect(isSameName(name(upper + b), name(b + lower))).to.equal(true);
    expect(isSameName(name(upper + b), name(upper, b))).to.equal(false);
  });

  it('that are no DER are the same octet for octet alone', () => {
    const broken = (hex: string) => ({ attributes: [], hex });
    expect(isSameName(broken('3003'), broken('3003'))).to.equal(true);
    expect(isSameName(broken('3003'), broken('3004'))).to.equal(false);
    expect(isSameName(broken(''), broken('zz'))).to.equal(false);
  });

  it('are the same exactly when letters A to Z and spaces are all that differs', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', ' ', 'é', 'É', '\u00a0'),
      maxLength: 6,
    });
    const plain = (value: string) =>
      [...value]
        .map((letter) => (letter < '\u0080' ? letter.toLowerCase() : letter))
        .join('')
        .split(' ')
        .filter((word) => word !== '')
        .join(' ');
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(isSameName(cn(a), cn(b))).to.equal(plain(a) === plain(b));
      }),
      { numRuns: 2_000 },
    );
  });
});
