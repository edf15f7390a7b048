import { expect } from 'chai';
import { readSecret } from '../../dist/secrets-manager/read-secret.js';

const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:fleet/key';
const answer = {
  ARN: `${arn}-a1b2c3`,
  Name: 'fleet/key',
  VersionId: 'v1',
  VersionStages: ['AWSCURRENT', 'AWSPENDING'],
  SecretString: 'value',
};
const query = { id: 'fleet/key', stage: 'AWSCURRENT' };

describe('an answer of GetSecretValue', () => {
  it('is taken by name, by ARN, and by an ARN without its last characters', () => {
    for (const id of ['fleet/key', arn, `${arn}-a1b2c3`]) {
      expect(readSecret(answer, { id, stage: 'AWSPENDING' })).to.deep.equal({
        value: 'value',
        version: 'v1',
      });
    }
  });

  for (const [what, change, asked] of [
    ['about another secret', { Name: 'fleet/key2', ARN: `${arn}2-a1b2c3` }, {}],
    ['about a secret whose name begins alike', {}, { id: 'fleet' }],
    ['with another ARN than that which was asked for', {}, { id: `${arn}-000000` }],
    ['for a name that is the end of an ARN', {}, { id: '' }],
    ['for another stage', {}, { stage: 'AWSPREVIOUS' }],
    ['without a version', { VersionId: undefined }, {}],
    ['with an empty version', { VersionId: '' }, {}],
    ['without stages', { VersionStages: undefined }, {}],
    ['without a name', { Name: undefined }, {}],
    ['without a value', { SecretString: undefined }, {}],
    ['with two values', { SecretBinary: Uint8Array.of(1) }, {}],
    ['with a number for a value', { SecretString: 7 }, {}],
    ['with half a character in its text', { SecretString: '\ud800' }, {}],
    ['with a text for octets', { SecretString: undefined, SecretBinary: 'AA==' }, {}],
  ] as const) {
    it(`is none ${what}`, () => {
      expect(() => readSecret({ ...answer, ...change }, { ...query, ...asked }))
        .to.throw()
        .with.property('name', 'ReplyInvalid');
    });
  }

  it('is quoted in no message', () => {
    const canary = { ...answer, SecretString: 'canary\ud800', Name: 'canary' };
    for (const told of [canary, { ...answer, VersionId: ['canary'] }]) {
      try {
        readSecret(told, query);
      } catch (error) {
        expect(String(error)).to.not.contain('canary');
      }
    }
  });
});
