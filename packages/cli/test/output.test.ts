import { once } from 'node:events';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { gangway, startGangway } from './run-gangway.js';

const stdin = JSON.stringify(anEvent());
const args = ['invoke', 'site-hook.ts', '-', '--explain'];
const sequence = '\u001b[';

describe('what the command prints', () => {
  it('has no colour where it does not go to a terminal', async () => {
    expect((await gangway(args, { stdin })).stdout).not.to.contain(sequence);
  });

  it('has colour where FORCE_COLOR asks for it', async () => {
    const { stdout } = await gangway(args, { stdin, env: { FORCE_COLOR: '1' } });
    expect(stdout).to.contain(`${sequence}32mALLOW`);
  });

  it('has none under NO_COLOR, whatever else is set', async () => {
    const env = { NO_COLOR: '1', FORCE_COLOR: '1' };
    expect((await gangway(args, { stdin, env })).stdout).not.to.contain(sequence);
  });

  it('never has colour in JSON', async () => {
    const { stdout } = await gangway([...args, '--json'], { stdin, env: { FORCE_COLOR: '1' } });
    expect(stdout).not.to.contain(sequence);
  });

  it('may be cut off by its reader without a word', async () => {
    const child = startGangway(['explain', '-', '--last', '99999']);
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout?.destroy();
    child.stdin?.on('error', () => {});
    child.stdin?.end('{"message":"decision","outcome":"ALLOW","trace":[]}\n'.repeat(20_000));
    const [code] = await once(child, 'close');
    expect([code, said]).to.deep.equal([0, '']);
  });

  for (const command of ['serve', 'invoke', 'inspect', 'explain', 'describe']) {
    it(`is help with the exit codes for gangway ${command} --help`, async () => {
      const { code, stdout, stderr } = await gangway([command, '--help']);
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(stdout).to.match(new RegExp(`^Usage: gangway ${command} `));
      expect(stdout).to.match(
        /\nExit codes:\n {2}0 {2}\w[\s\S]*\n {2}1 {2}fault[\s\S]*\n {2}2 {2}usage/,
      );
    });
  }
});
