import { expect } from 'chai';
import { readDirectoryString } from '#core/certificate/directory-string.js';
import { cursorOver, faultOf } from './hex.js';

/** Reads a string that does not stand at the start of the bytes, nor at their end. */
const read = (hex: string): string => {
  const cursor = cursorOver(`0500 0101ff ${hex} ff`);
  cursor.next();
  cursor.next();
  return readDirectoryString(cursor.bytes, cursor.next());
};

describe('the text of an attribute value', () => {
  const texts: Readonly<Record<string, readonly [hex: string, text: string]>> = {
    'a UTF8String in ASCII': ['0c0141', 'A'],
    'a UTF8String beyond ASCII': ['0c02c3a9', 'é'],
    'an empty UTF8String': ['0c00', ''],
    'a NumericString': ['12023120', '1 '],
    'a PrintableString': ['1302413f', 'A?'],
    'a TeletexString, one character an octet': ['1401e9', 'é'],
    'an IA5String, whatever comes after it': ['16024140', 'A@'],
    'a BMPString': ['1e04004120ac', 'A€'],
    'a UniversalString': ['1c080000004100020000', 'A\u{20000}'],
    'the last code point there is': ['1c040010ffff', '\u{10ffff}'],
    'the code points around the surrogates': ['1c080000d7ff0000e000', '\ud7ff\ue000'],
  };
  for (const [what, [hex, text]] of Object.entries(texts)) {
    it(`is read from ${what}`, () => expect(read(hex)).to.equal(text));
  }

  const refused: Readonly<Record<string, readonly [hex: string, fault: string]>> = {
    'half a character of a BMPString': ['1e03004100', 'a BMPString has an odd number of octets'],
    'half a character of a UniversalString': [
      '1c0600000041 0000',
      'a UniversalString does not hold whole characters',
    ],
    'a code point past the last': [
      '1c0400110000',
      'a UniversalString holds a code point that is no character',
    ],
    'an OCTET STRING': ['040141', 'an attribute value of tag 4 is no string'],
  };
  for (const [what, [hex, fault]] of Object.entries(refused)) {
    it(`is not read from ${what}`, () => {
      expect(faultOf(() => read(hex))).to.equal(`content: ${fault}`);
    });
  }
});
