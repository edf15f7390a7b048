import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonHook } from '@gangway/plugins/remote-hook';
import { expect } from 'chai';
import { verdictOf } from '../deciding.js';
import { overridesOf, processHook, startFault } from './process-hook.js';
import { startWitness } from './witness.js';

const folder = new URL('../../test/remote-hook/python/', import.meta.url);
const command = (handler = 'odd_hook.handler') => pythonHook({ folder, handler });
const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']);

describe('the bootstrap for Python', () => {
  before(function () {
    if (python.status === 0) return;
    console.log('skipped: the bootstrap for Python, for there is no python3 of 3.9 or newer');
    this.skip();
  });

  it('gives the hook its event, and takes its answer', async () => {
    const hook = processHook(command());
    const first = overridesOf(await hook.decide());
    expect(first).to.have.property('Pid').that.matches(/^\d+$/);
    expect(overridesOf(await hook.decide())).to.deep.equal(first);
  });

  it('finds the hook in a folder that is named from the working directory', async () => {
    const named = { ...command(), folder: relative(process.cwd(), fileURLToPath(folder)) };
    expect(overridesOf(await processHook(named).decide())).to.have.property('Pid');
  });

  it('gives the hook a context like that of Lambda', async () => {
    const answer = overridesOf(await processHook(command()).decide('tell', { Token: 'canary' }));
    const { Names = '', Pid } = Object(answer) as Record<string, string>;
    expect(Pid).to.equal('True');
    expect(Names).to.match(
      /^[0-9a-f-]{36} remote-hook \$LATEST arn:aws:lambda:\S+ 256 \/aws\/lambda\/remote-hook stream None None$/,
    );
  });

  const faults: readonly (readonly [string, string, string])[] = [
    ['raises', 'throw', 'REMOTE_HOOK_FUNCTION_FAILED'],
    ['hangs', 'hang', 'REMOTE_HOOK_TIMEOUT'],
    ['exits', 'exit', 'REMOTE_HOOK_PROCESS_ENDED'],
    ['dies', 'die', 'REMOTE_HOOK_PROCESS_ENDED'],
    ['answers "true"', 'text', 'REMOTE_HOOK_ANSWER_MALFORMED'],
    ['answers nothing', 'nothing', 'REMOTE_HOOK_ANSWER_MALFORMED'],
    ['answers NaN, which is no JSON', 'nan', 'REMOTE_HOOK_FUNCTION_FAILED'],
    ['answers what JSON cannot hold', 'set', 'REMOTE_HOOK_FUNCTION_FAILED'],
    ['answers too deep', 'deep', 'REMOTE_HOOK_FUNCTION_FAILED'],
  ];
  for (const [what, act, code] of faults) {
    it(`refuses, with a code, when the hook ${what}, and serves the next request`, async () => {
      const hook = processHook(command(), 2);
      await hook.prepare(AbortSignal.timeout(10_000));
      const token = { Token: 'token-canary-77f0' };
      expect(verdictOf(await hook.decide(act, token))).to.equal(`DENY_ERROR ${code}`);
      expect(verdictOf(await hook.decide())).to.equal('ALLOW');
      expect(hook.output()).to.not.contain('canary');
    });
  }

  const handlers: readonly (readonly [string, string])[] = [
    ['is not there', 'no_such_module.handler'],
    ['has no such function', 'odd_hook.no_such_function'],
    ['has no function named', 'odd_hook'],
    ['fails', 'failing_module.handler'],
    ['is not Python', 'ill_formed.handler'],
  ];
  for (const [what, handler] of handlers) {
    it(`refuses when the module ${what}`, async () => {
      expect(await startFault(command(handler))).to.equal('REMOTE_HOOK_NOT_STARTED');
    });
  }

  it('lets the hook print whatever a device sends', async () => {
    const odd = { ...command(), environment: { PYTHONIOENCODING: 'latin-1', LC_ALL: 'C' } };
    const decision = await processHook(odd).decide('print anything', { Token: 'Ψ🛫' });
    expect(verdictOf(decision)).to.equal('ALLOW');
  });

  it('gives the hook no standard input', async () => {
    expect(overridesOf(await processHook(command()).decide('read'))).to.deep.equal({ Pid: "''" });
  });

  it('ends, also while the hook hangs, when the one that started it is killed', async () => {
    const witness = await startWitness();
    const parent = fileURLToPath(new URL('./parent-process.js', import.meta.url));
    const asked = JSON.stringify({
      ...command(),
      folder: fileURLToPath(folder),
    });
    const running = spawn(
      process.execPath,
      [parent, asked, 'hang', 'stays', witness.environment.WITNESS ?? ''],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await witness.oneBegan();
    running.kill('SIGKILL');
    await once(running, 'exit');
    await witness.allEnded();
    await witness.close();
  });
});
