import { expect } from 'chai';
import fc from 'fast-check';
import { compileGlob } from '../dist/text/glob.js';

/** The same language by the engine of the language; it may backtrack, so only short texts are asked of it. */
function reference(pattern: string): RegExp {
  const source = Array.from(pattern, (character) => {
    if (character === '*') return '[^\\n]*';
    if (character === '?') return '[^\\n]';
    return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  });
  return new RegExp(`^(?:${source.join('')})$`, 'u');
}

// Few characters, so that patterns and texts meet often; among them one of two code units.
const letters = ['a', 'b', '.', '𝒳'];
const pattern = fc.string({ unit: fc.constantFrom(...letters, '*', '?'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom(...letters, '\n'), maxLength: 10 });

describe('glob', () => {
  it('matches what the same pattern as a regular expression matches', () => {
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        expect(compileGlob(glob)(value)).to.equal(reference(glob).test(value));
      }),
      { numRuns: 5_000 },
    );
  });

  it('matches the text that a pattern was made from', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (parts) => {
        expect(compileGlob(parts.join('*'))(parts.join('whatever'))).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets neither star nor question mark stand for what nobody sees', () => {
    for (const hidden of [
      '\n',
      '\0',
      '\x7f',
      '\u00ad',
      '\u200b',
      '\u202e',
      '\ufeff',
      '\u{e0041}',
      '\ufe0f',
    ]) {
      for (const pattern of ['SN-*', '*', 'SN-0?1']) {
        expect(compileGlob(pattern)(`SN-0${hidden}1`), JSON.stringify(hidden)).to.equal(false);
      }
      expect(compileGlob(`SN-${hidden}*`)(`SN-${hidden}1`), 'to the letter').to.equal(true);
    }
    for (const seen of ['é', ' ', '𝒳', '機', '*', '?']) {
      expect(compileGlob('SN-?')(`SN-${seen}`), seen).to.equal(true);
    }
  });

  it('takes a pattern for the whole text and not for a part of it', () => {
    expect(compileGlob('SN-0001')('SN-0001')).to.equal(true);
    for (const near of ['', 'SN-000', 'SN-00011', 'xSN-0001', 'SN-0001\n']) {
      expect(compileGlob('SN-0001')(near), JSON.stringify(near)).to.equal(false);
    }
  });

  it('takes no more time for a pattern that makes others try again and again', () => {
    const hostile = compileGlob(`${'*a'.repeat(60)}*b`);
    const started = process.cpuUsage();
    expect(hostile('a'.repeat(12_000))).to.equal(false);
    const { user } = process.cpuUsage(started);
    // About 10 ms here. A matcher that tries again would not come back at all.
    expect(user / 1_000).to.be.below(1_000);
  });
});
