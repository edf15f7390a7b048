import { keysInText, readHopKey } from '@gangway/hop';
import { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'chai';
import fc from 'fast-check';
import { hopSecret } from '../dist/hook-proxy/hop-secret.js';
import { resourceOf } from './cloud-formation.js';
import { anyStack, closeStacks } from './hop-stack.js';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** What Secrets Manager draws from, by what it is told. */
const lettersFor = (told: Readonly<Record<string, unknown>>): readonly string[] => [
  ...(told.ExcludeUppercase ? '' : upper),
  ...(told.ExcludeLowercase ? '' : upper.toLowerCase()),
  ...(told.ExcludeNumbers ? '' : '0123456789'),
  ...(told.ExcludePunctuation ? '' : punctuation),
  ...(told.IncludeSpace ? ' ' : ''),
];

describe('the secret of a HookProxy', () => {
  after(closeStacks);

  it('holds a key of the hop, whatever Secrets Manager draws, with 381 bits', () => {
    const stack = anyStack();
    hopSecret(stack, 'Keys');
    const told = resourceOf(Template.fromStack(stack), 'AWS::SecretsManager::Secret').Properties
      .GenerateSecretString;
    const letters = lettersFor(told);
    const length: number = told.PasswordLength;
    expect(Math.floor(length * Math.log2(letters.length))).to.equal(381);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...letters), { minLength: length, maxLength: length }),
        (drawn) => {
          const object = JSON.parse(told.SecretStringTemplate);
          object[told.GenerateStringKey] = drawn.join('');
          const [key, ...more] = keysInText(JSON.stringify(object));
          expect(more).to.be.empty;
          expect(readHopKey(key).call.symmetricKeySize).to.equal(48);
        },
      ),
    );
  });
});
