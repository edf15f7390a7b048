import { expect } from 'chai';
import type { DerCursor } from '#core/certificate/der.js';
import { takeAny } from '#core/certificate/der-any.js';
import {
  takeBitString,
  takeBoolean,
  takeInteger,
  takeNull,
  takeOctetBits,
  takeSmallInteger,
} from '#core/certificate/der-primitives.js';
import { takeOid } from '#core/certificate/object-identifier.js';
import { cursorOver, faultOf } from './hex.js';

type Take = (cursor: DerCursor) => unknown;

function holds(take: Take, cases: Readonly<Record<string, string>>): void {
  for (const [hex, expected] of Object.entries(cases)) {
    it(`${hex || 'nothing'}: ${expected}`, () => {
      expect(faultOf(() => take(cursorOver(hex)))).to.equal(expected);
    });
  }
}

const readAs = (take: Take, cases: Readonly<Record<string, unknown>>): void => {
  for (const [hex, value] of Object.entries(cases)) {
    it(`${hex} is ${value}`, () => {
      expect(take(cursorOver(hex))).to.equal(value);
    });
  }
};

describe('INTEGER', () => {
  holds((cursor) => takeInteger(cursor, 'it'), {
    '020100': 'read',
    '0201ff': 'read',
    '02020080': 'read',
    '0202ff7f': 'read',
    '02027fff': 'read',
    '02028000': 'read',
    '0200': 'content: it has no octets',
    '0200 05': 'content: it has no octets',
    '0202007f': 'content: it is not minimal',
    '02020000': 'content: it is not minimal',
    '0202ff80': 'content: it is not minimal',
    '0202ffff': 'content: it is not minimal',
    '0500': 'content: it: tag 05 instead of 02 at 0',
  });
});

describe('a small INTEGER', () => {
  const take: Take = (cursor) => takeSmallInteger(cursor, 300, 'it');
  readAs(take, { '020100': 0, '02017f': 127, '02020080': 128, '0202012c': 300 });
  holds(take, {
    '0202012d': 'content: it is over 300',
    '0201ff': 'content: it is negative',
    '020500ffffffff': 'content: it is over 300',
    '02047fffffff': 'content: it is over 300',
    '02090080000000000000 00': 'content: it is over 300',
  });
  readAs((cursor) => takeSmallInteger(cursor, 2 ** 31 - 1, 'it'), { '02047fffffff': 2 ** 31 - 1 });
});

describe('BOOLEAN', () => {
  const take: Take = (cursor) => takeBoolean(cursor, 'it');
  readAs(take, { '0101ff': true, '010100': false });
  holds(take, {
    '010101': 'content: it is neither 00 nor FF',
    '0100': 'content: it is neither 00 nor FF',
    '0102ffff': 'content: it is neither 00 nor FF',
    '01020000': 'content: it is neither 00 nor FF',
    '0201ff': 'content: it: tag 02 instead of 01 at 0',
  });
});

describe('NULL', () => {
  holds((cursor) => takeNull(cursor, 'it'), {
    '0500': 'read',
    '050100': 'content: it is a NULL with content',
    '0400': 'content: it: tag 04 instead of 05 at 0',
  });
});

describe('BIT STRING', () => {
  holds((cursor) => takeBitString(cursor, 'it'), {
    '030100': 'read',
    '030200ff': 'read',
    '030207 80': 'read',
    '030204 f0': 'read',
    '0300': 'content: it has no valid bit count',
    '0300 00': 'content: it has no valid bit count',
    '030101': 'content: it has no valid bit count',
    '030208 00': 'content: it has no valid bit count',
    '030207 40': 'content: it has unused bits that are not zero',
    '030201 01': 'content: it has unused bits that are not zero',
  });
  it('gives the place of its octets and the unused bits', () => {
    expect(takeBitString(cursorOver('03020780'), 'it')).to.deep.equal({
      tag: 3,
      start: 0,
      from: 3,
      to: 4,
      unused: 7,
    });
    expect(takeBitString(cursorOver('81020780'), 'it', 0x81).tag).to.equal(0x81);
  });
  holds((cursor) => takeOctetBits(cursor, 'it'), {
    '03020001': 'read',
    '030100': 'content: it is empty',
    '03020780': 'content: it is not made of whole octets',
  });
});

describe('OBJECT IDENTIFIER', () => {
  const take: Take = (cursor) => takeOid(cursor, 'it');
  readAs(take, {
    '060100': '0.0',
    '060127': '0.39',
    '060128': '1.0',
    '06014f': '1.39',
    '060150': '2.0',
    '06028100': '2.48',
    '0603550403': '2.5.4.3',
    '06082a8648ce3d030107': '1.2.840.10045.3.1.7',
    '0603883703': '2.999.3',
    // The longest arc of a double, the first of a BigInt, and one of ten octets.
    '06082affffffffffff7f': '1.2.562949953421311',
    '06092a8180808080808000': '1.2.562949953421312',
    '060b2affffffffffffffffff7f': '1.2.1180591620717411303423',
    '06088180808080808000': '2.562949953421232',
  });
  holds(take, {
    '0600': 'content: it is an empty object identifier',
    '06022a80': 'content: it ends within an arc',
    '0602 8001': 'content: it has an arc that is not minimal',
    '06032a8001': 'content: it has an arc that is not minimal',
    [`0640${'01'.repeat(64)}`]: 'read',
    [`0641${'01'.repeat(65)}`]: 'content: it is over 64 octets',
    '0500': 'content: it: tag 05 instead of 06 at 0',
  });
});

describe('an element of any type', () => {
  const nested = (levels: number): string => {
    let hex = '0500';
    for (let level = 0; level < levels; level += 1) {
      hex = `30${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
    }
    return hex;
  };
  holds((cursor) => takeAny(cursor, 'it'), {
    '0500': 'read',
    '300d 020101 0101ff 0403aabbcc 8100': 'read',
    '3100': 'read',
    a0020500: 'read',
    '8000': 'read',
    '3004 02020001': 'content: it is not minimal',
    '3003 010101': 'content: it is neither 00 nor FF',
    '3003 050100': 'content: it is a NULL with content',
    '3004 03020101': 'content: it has unused bits that are not zero',
    '3002 0600': 'content: it is an empty object identifier',
    'a003 010101': 'content: it is neither 00 nor FF',
    '1e00': 'read',
    '1e02 0041': 'read',
    '9e01 00': 'read',
    '1e01 00': 'content: it holds half a character',
    '3005 1e03 004100': 'content: it holds half a character',
    '2402 0400': 'encoding: it holds a constructed string at 0',
    '3004 2402 0400': 'encoding: it holds a constructed string at 2',
    '1000': 'encoding: it holds a tag that is not DER at 0',
    '1100': 'encoding: it holds a tag that is not DER at 0',
    '0000': 'encoding: it holds a tag that is not DER at 0',
    '3002 0480': 'encoding: indefinite length at 3',
    [nested(16)]: 'read',
    [nested(17)]: 'encoding: it is nested too deep',
  });
});
