import { GangwayError } from '@gangway/core';
import { keysInText, readHopKey } from '@gangway/hop';
import { expect } from 'chai';
import fc from 'fast-check';

const alphanumeric = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];

/** What Secrets Manager writes with `ExcludePunctuation`, of any length that is a multiple of four. */
const generated = (least: number, most: number) =>
  fc
    .integer({ min: least / 4, max: most / 4 })
    .chain((quads) =>
      fc
        .array(fc.constantFrom(...alphanumeric), { minLength: quads * 4, maxLength: quads * 4 })
        .map((letters) => letters.join('')),
    );

describe('keys in a text', () => {
  const [first, second] = [7, 8].map(
    (each) => `whsec_${Buffer.alloc(32, each).toString('base64')}`,
  );

  it('stand one on each line, or in a JSON array', () => {
    const both = [first, second];
    for (const text of [
      `${first}\n${second}`,
      `\n ${first}\r\n\t${second}\n`,
      JSON.stringify(both),
      ` ${JSON.stringify(both, undefined, 2)}\n`,
    ]) {
      expect(keysInText(text)).to.deep.equal(both);
    }
    expect(keysInText(`${first} ${second}`)).to.have.length(1);
    expect(keysInText(' ')).to.deep.equal([]);
  });

  it('are what Secrets Manager generates, whichever letters it draws', () => {
    fc.assert(
      // 24 to 63 octets.
      fc.property(generated(32, 84), (letters) => {
        const [key] = keysInText(JSON.stringify({ whsec: letters }));
        expect(key).to.equal(`whsec_${letters}`);
        expect(readHopKey(key).call.symmetricKeySize).to.equal((letters.length / 4) * 3);
      }),
    );
  });

  it('are no keys where it generates too few letters, too many, or a number that is no multiple of four', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          generated(0, 28),
          generated(88, 120),
          fc.tuple(generated(28, 84), fc.constantFrom('x', 'xy', 'xyz')).map((all) => all.join('')),
        ),
        (letters) => {
          const [key] = keysInText(JSON.stringify({ whsec: letters }));
          expect(() => readHopKey(key))
            .to.throw(GangwayError)
            .with.property('code', 'HOP_KEY_INVALID');
        },
      ),
    );
  });

  const letters = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
  for (const [what, text] of [
    ['broken', `{"whsec":"${letters}"`],
    ['a list that is broken', `["whsec_${letters}"`],
    ['an empty object', '{}'],
    ['an object with another member', JSON.stringify({ password: letters })],
    ['an object with one member more', JSON.stringify({ whsec: letters, user: 'x' })],
    ['an object with a list in it', JSON.stringify({ whsec: [letters] })],
  ] as const) {
    it(`are none in ${what}, and nothing of the text is told`, () => {
      expect(() => keysInText(text))
        .to.throw(GangwayError)
        .that.satisfies(
          ({ code, message, cause }: GangwayError) =>
            code === 'HOP_KEYS_INVALID' &&
            !message.includes(letters.slice(0, 8)) &&
            cause === undefined,
        );
    });
  }
});
