import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { oddCommand } from './process-hook.js';
import { startWitness, type Witness } from './witness.js';

const parent = fileURLToPath(new URL('./parent-process.js', import.meta.url));

/** A process that has a hook in a process of its own. */
function startParent(command: object, act: string, ending = 'stays'): ChildProcess {
  return spawn(process.execPath, [parent, JSON.stringify(command), act, ending], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('the process of a remote hook', () => {
  let witness: Witness;
  beforeEach(async () => {
    witness = await startWitness();
  });
  afterEach(() => witness.close());

  const command = () => oddCommand('well', { environment: witness.environment });

  it('keeps the one that has it from nothing: a script ends when it is done', async () => {
    const running = startParent(command(), 'answer', 'ends');
    const printed = running.stdout === null ? '' : await text(running.stdout);
    expect(JSON.parse(printed)).to.have.property('Pid');
    await witness.allEnded();
    expect(witness.begun()).to.equal(1);
  });

  // One that asks for its next event is told by the connection, which breaks; one that works, when it has done.
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`ends when the one that has it is ended by ${signal}`, async () => {
      const running = startParent(command(), 'answer');
      if (running.stdout !== null) await once(running.stdout, 'data');
      running.kill(signal);
      await once(running, 'exit');
      await witness.allEnded();
      expect(witness.begun()).to.equal(1);
    });
  }

  it('ends with the shell that started it', async () => {
    const [program = '', ...rest] = command().run;
    const run = ['sh', '-c', `"${program}" ${rest.map((part) => `"${part}"`).join(' ')}; true`];
    const running = startParent({ ...command(), run }, 'block', 'ends');
    if (running.stdout === null) throw new Error('no output');
    expect(JSON.parse(await text(running.stdout))).to.equal('DENY_ERROR REMOTE_HOOK_TIMEOUT');
    await witness.allEnded();
  });
});
