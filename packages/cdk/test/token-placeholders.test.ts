import { Fn } from 'aws-cdk-lib';
import { expect } from 'chai';
import fc from 'fast-check';
import { tokenPlaceholders } from '../dist/function/token-placeholders.js';

/** A dozen tokens, so that the first placeholder begins as the tenth does. */
const tokens = Array.from({ length: 12 }, (_, index) => Fn.ref(`Resource${index}`));

const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 8 }));
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('placeholders of tokens', () => {
  it('are what a name is made of, and give back every text to the letter', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const { conceal, reveal } = tokenPlaceholders();
        const concealed = texts.map(conceal);
        for (const one of concealed) expect(one).to.not.contain('${Token[');
        expect(concealed.map(reveal)).to.deep.equal(texts);
      }),
    );
  });

  it('are the same for the same token, and others for others', () => {
    const { conceal } = tokenPlaceholders();
    const names = [...tokens, ...tokens].map(conceal);
    expect(new Set(names).size).to.equal(tokens.length);
    for (const name of names) expect(name).to.match(/^[a-z0-9]{3,36}$/);
  });

  it('that nobody gave stay as they are', () => {
    expect(tokenPlaceholders().reveal('table/gangwaytoken1x')).to.equal('table/gangwaytoken1x');
  });
});
