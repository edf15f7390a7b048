import { expect } from 'chai';
import fc from 'fast-check';
import { takeGeneralName } from '#core/certificate/extension/general-names.js';
import { takeNameConstraints } from '#core/certificate/extension/name-constraints.js';
import { bytes, cursorOver, faultOf } from '../hex.js';

/** A name that does not stand at the start of the bytes, or its fault. */
function nameOf(hex: string, form?: 'address and mask'): unknown {
  const text = bytes(`0500 ${hex}`).toString('hex');
  const cursor = cursorOver(text);
  cursor.next();
  let name: unknown;
  const fault = faultOf(() => {
    name = takeGeneralName(cursor, text, 'it', form);
    cursor.finish('it');
  });
  return fault === 'read' ? name : fault;
}

const address = (value: string) => ({ kind: 'iPAddress', value });

describe('a GeneralName', () => {
  const cases: Readonly<Record<string, unknown>> = {
    '8101 61': { kind: 'rfc822Name', value: 'a' },
    '8201 7f': { kind: 'dNSName', value: '\x7f' },
    '8200': { kind: 'dNSName', value: '' },
    '8601 61': { kind: 'uniformResourceIdentifier', value: 'a' },
    '8801 2a': { kind: 'registeredID', value: '1.2' },
    '8704 c0000201': address('192.0.2.1'),
    [`8710 20010db8${'00'.repeat(11)}1f`]: address('2001:db8:0:0:0:0:0:1f'),
    'a402 3000': { kind: 'directoryName', name: { attributes: [], hex: '3000' } },
    'a007 06012a a002 0c00': { kind: 'otherName', type: '1.2', hex: '0c00' },
    a300: { kind: 'x400Address', hex: 'a300' },
    'a504 0500 3000': { kind: 'ediPartyName', hex: 'a50405003000' },
    '8201 80': 'content: an IA5String holds a character outside its set',
    '8703 c00002': 'content: it holds an address of 3 octets',
    '8705 c000020100': 'content: it holds an address of 5 octets',
    [`870f ${'00'.repeat(15)}`]: 'content: it holds an address of 15 octets',
    [`8711 ${'00'.repeat(17)}`]: 'content: it holds an address of 17 octets',
    '8708 c0000200ffffff00': 'content: it holds an address of 8 octets',
    'a404 3000 3000': 'content: it: unexpected data at 6',
    a400: 'content: it is missing',
    'a003 06012a': 'content: it: another name is missing',
    'a007 04012a a002 0c00': 'content: it: the type of another name: tag 04 instead of 06 at 4',
    'a009 06012a a002 0c00 0500': 'content: it: another name: unexpected data at 11',
    'a009 06012a a004 0c00 0c00': 'content: it: another name: unexpected data at 11',
    'a302 0201': 'encoding: the element at 4 is cut off',
    'a503 0101 01': 'content: ediPartyName is neither 00 nor FF',
    'a505 0500 0101 01': 'content: ediPartyName is neither 00 nor FF',
    '8900': 'content: it holds a name of tag 89',
    '0c00': 'content: it holds a name of tag c',
    a200: 'content: it holds a name of tag a2',
    '8400': 'content: it holds a name of tag 84',
    '8000': 'content: it holds a name of tag 80',
    '8300': 'content: it holds a name of tag 83',
    '8500': 'content: it holds a name of tag 85',
  };
  for (const [hex, expected] of Object.entries(cases)) {
    it(hex, () => expect(nameOf(hex)).to.deep.equal(expected));
  }
});

describe('an address in a constraint', () => {
  const hole = 'content: it holds a mask that is no prefix';
  const cases: Readonly<Record<string, unknown>> = {
    '8708 c0000200 ffffff00': address('192.0.2.0/255.255.255.0'),
    '8708 c0000201 ffffffff': address('192.0.2.1/255.255.255.255'),
    '8708 00000000 00000000': address('0.0.0.0/0.0.0.0'),
    '8708 80000000 80000000': address('128.0.0.0/128.0.0.0'),
    '8708 0a000000 ff800000': address('10.0.0.0/255.128.0.0'),
    '8708 0a000000 fffffffe': address('10.0.0.0/255.255.255.254'),
    [`8720 ${'00'.repeat(16)} ffff${'00'.repeat(14)}`]: address(
      '0:0:0:0:0:0:0:0/ffff:0:0:0:0:0:0:0',
    ),
    '8708 00000000 ff00ff00': hole,
    '8708 00000000 000000ff': hole,
    '8708 00000000 ff7f0000': hole,
    '8708 00000000 ffffffa0': hole,
    '8708 00000000 01000000': hole,
    '8708 00000000 ff800001': hole,
    [`8720 ${'00'.repeat(16)} ${'ff'.repeat(14)}00ff`]: hole,
    '8704 c0000201': 'content: it holds an address of 4 octets',
    '8707 c0000200ffffff': 'content: it holds an address of 7 octets',
    [`8710 ${'00'.repeat(16)}`]: 'content: it holds an address of 16 octets',
    '8700': 'content: it holds an address of 0 octets',
  };
  for (const [hex, expected] of Object.entries(cases)) {
    it(hex, () => expect(nameOf(hex, 'address and mask')).to.deep.equal(expected));
  }
});

describe('a mask', () => {
  it('is one of the 33 prefixes of IPv4, or the constraint is refused', () => {
    const prefixes = Array.from({ length: 33 }, (_, ones) => (2 ** 32 - 2 ** (32 - ones)) >>> 0);
    const masks = fc.oneof(fc.constantFrom(...prefixes), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    const property = fc.property(masks, (mask) => {
      const name = nameOf(
        `8708 00000000 ${mask.toString(16).padStart(8, '0')}`,
        'address and mask',
      );
      expect(typeof name).to.equal(prefixes.includes(mask) ? 'object' : 'string');
    });
    fc.assert(property, { numRuns: 500, examples: prefixes.map((mask) => [mask]) });
  });
});

describe('nameConstraints', () => {
  const read = (hex: string): unknown => {
    const text = bytes(hex).toString('hex');
    let constraints: unknown;
    const fault = faultOf(() => {
      constraints = takeNameConstraints(cursorOver(text), text);
    });
    return fault === 'read' ? constraints : fault;
  };
  const a = { kind: 'dNSName', value: 'a' };
  const cases: Readonly<Record<string, unknown>> = {
    '3007 a005 3003 820161': { permitted: [a], excluded: [] },
    '3007 a105 3003 820161': { permitted: [], excluded: [a] },
    '3013 a00a 3003 820161 3003 820161 a105 3003 820161': { permitted: [a, a], excluded: [a] },
    '3000': 'content: nameConstraints constrains nothing',
    '3002 a000': 'content: nameConstraints has an empty list',
    '3009 a005 3003 820161 a100': 'content: nameConstraints has an empty list',
    '300e a105 3003 820161 a005 3003 820161': 'content: nameConstraints: unexpected data at 9',
    '300a a008 3006 820161 800100': 'content: a name constraint: unexpected data at 9',
    '3004 a002 3000': 'content: an element is missing at 6',
  };
  for (const [hex, expected] of Object.entries(cases)) {
    it(hex, () => expect(read(hex)).to.deep.equal(expected));
  }
});
