import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runGangway } from './run-in-process.js';

const cert = 'ab'.repeat(32);

describe('gangway block, unblock and blocks', () => {
  let folder = '';
  let registry = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-block-'));
    registry = `sqlite:${join(folder, 'devices.db')}`;
    const list = join(folder, 'devices.csv');
    await writeFile(list, 'id\nSN-1\n');
    await runGangway(['devices', 'import', list, '--registry', registry]);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const say = (...args: readonly string[]) => runGangway([...args, '--registry', registry]);
  const json = async (...args: readonly string[]) => {
    const { code, stdout } = await say(...args, '--json');
    return { code, ...JSON.parse(stdout) };
  };

  const subjects = [
    [['--claim-certificate', cert], { kind: 'claim-certificate', id: cert }],
    [['--batch', '2026-W07'], { kind: 'batch', id: '2026-W07' }],
    [['--template', 'first-fleet'], { kind: 'template', id: 'first-fleet' }],
    [['--all'], { kind: 'all' }],
  ] as const;
  for (const [args, subject] of subjects) {
    it(`stops ${subject.kind} and lifts it again, each once`, async () => {
      expect(await json('block', ...args, '--reason', 'stolen')).to.deep.equal({
        code: 0,
        outcome: 'BLOCKED',
        subject,
      });
      expect(await json('block', ...args)).to.include({ code: 0, outcome: 'UNCHANGED' });
      const { blocks } = await json('blocks');
      expect(blocks).to.have.length(1);
      expect(blocks[0]).to.deep.include({ subject, reason: 'stolen' });
      expect(blocks[0].since).to.be.closeTo(Date.now(), 60_000);
      expect(await json('unblock', ...args)).to.include({ code: 0, outcome: 'UNBLOCKED' });
      expect(await json('unblock', ...args)).to.include({ code: 3, outcome: 'NOT_BLOCKED' });
      expect((await json('blocks')).blocks).to.deep.equal([]);
    });
  }

  it('lifts no other stop than the one that is named', async () => {
    await say('block', '--all');
    await say('block', '--batch', 'B1');
    await say('unblock', '--all');
    const { stdout } = await say('blocks');
    expect(stdout).to.match(/^blocked +since +reason\nbatch B1 +20\d\d-\S+\n$/);
  });

  it('tells people what is so now', async () => {
    expect((await say('block', '--batch', 'B1')).stdout).to.equal('batch B1 is blocked now\n');
    expect((await say('block', '--batch', 'B1')).stdout).to.contain('was blocked before');
    expect((await say('unblock', '--all')).stdout).to.contain('everything was not blocked');
    expect((await say('unblock', '--batch', 'B1')).stdout).to.contain('is blocked no more');
    expect((await say('blocks')).stdout).to.equal('nothing is blocked\n');
  });

  const wrong: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [[], /give one of/],
    [['--all', '--batch', 'B1'], /give one of/],
    [['--batch', ' B1'], /to the letter/],
    [['--batch', ''], /to the letter/],
    [['--claim-certificate', cert.toUpperCase()], /64 lowercase hex digits/],
    [['--template', 'arn:aws:iot:eu-north-1:1:provisioningtemplate/x'], /its name alone/],
  ];
  for (const command of ['block', 'unblock']) {
    for (const [args, said] of wrong) {
      it(`is a usage fault: gangway ${command} ${args.join(' ')}`, async () => {
        const { code, stderr } = await say(command, ...args);
        expect(code).to.equal(2);
        expect(stderr)
          .to.match(/^gangway: USAGE: [^\n]+\n$/)
          .and.to.match(said);
        expect((await json('blocks')).blocks).to.deep.equal([]);
      });
    }
  }

  it('makes no registry: a stop in a new file would stop nobody', async () => {
    const absent = `sqlite:${join(folder, 'absent.db')}`;
    const ended = await runGangway(['block', '--all', '--registry', absent]);
    expect(ended.code).to.equal(2);
    expect(ended.stderr).to.match(/^gangway: REGISTRY_NOT_FOUND: /);
  });
});
