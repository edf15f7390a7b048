import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { aws } from '../../dist/examine/command.js';

const run = promisify(execFile);

describe('a command of the AWS CLI', () => {
  it('is to a shell the words that it was made of, whatever they hold', async () => {
    const word = fc
      .string({ unit: 'binary', minLength: 0 })
      .filter((text) => !text.includes('\0') && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 4 }), async (words) => {
        const print = `aws() { printf '%s\\0' "$@"; }; ${aws(...words)}`;
        const { stdout } = await run('sh', ['-c', print]);
        expect(stdout.split('\0').slice(0, -1)).to.deep.equal(words);
      }),
      {
        numRuns: 25,
        examples: [[["it's", '$(reboot)', '`id`', '; rm x']], [['a\nb', '"', '\\', '*']]],
      },
    );
  });

  it('leaves plain words as they are', () => {
    expect(aws('iot', 'x', '--name', 'a-b_c', 'arn:aws:iot:::x/y')).to.equal(
      'aws iot x --name a-b_c arn:aws:iot:::x/y',
    );
  });
});
