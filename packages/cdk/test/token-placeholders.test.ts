import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { expect } from 'chai';
import fc from 'fast-check';
import { tokenPlaceholders } from '../dist/function/token-placeholders.js';

/** A dozen tokens, so that the first placeholder begins as the tenth does. */
const tokens = Array.from({ length: 12 }, (_, index) => Fn.ref(`Resource${index}`));

/** What a user may call something, of all things. */
const alike = fc.integer({ min: 0, max: 13 }).map((index) => `gangwaytoken${index}x`);

const piece = fc.oneof(fc.constantFrom(...tokens), alike, fc.string({ maxLength: 8 }));
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

  it('have the form of an ARN where the token is one, with its version or alias', () => {
    const stack = new Stack();
    const resource = (type: string) => new CfnResource(stack, type.replaceAll(':', ''), { type });
    const { conceal } = tokenPlaceholders();
    const forms = [
      resource('AWS::Lambda::Alias').ref,
      resource('AWS::Lambda::Version').ref,
      resource('AWS::DynamoDB::Table').getAtt('Arn').toString(),
    ].map(conceal);
    expect(forms[0]).to.match(/^arn:aws:lambda:us-east-1:\d{12}:function:\w+:alias$/);
    expect(forms[1]).to.match(/^arn:aws:lambda:us-east-1:\d{12}:function:\w+:1$/);
    expect(forms[2]).to.match(/^arn:aws:dynamodb:us-east-1:\d{12}:\w+$/);
  });

  it('are missed where somebody took them apart', () => {
    const stack = new Stack();
    const secret = new CfnResource(stack, 'Secret', { type: 'AWS::SecretsManager::Secret' });
    const { conceal, isChanged } = tokenPlaceholders();
    const arn = conceal(secret.ref);
    expect(isChanged(`${arn} and ${arn}`)).to.equal(false);
    const [, , , region, account] = arn.split(':');
    for (const part of [
      arn.slice(0, -7),
      arn.split(':').at(-1),
      `arn:aws:s3:${region}:${account}:*`,
    ]) {
      expect(isChanged(String(part)), part).to.equal(true);
    }
  });

  it('that nobody gave stay as they are', () => {
    expect(tokenPlaceholders().reveal('table/gangwaytoken1x')).to.equal('table/gangwaytoken1x');
  });
});
