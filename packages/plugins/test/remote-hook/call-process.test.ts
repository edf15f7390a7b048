import { PortError } from '@gangway/core';
import { expect } from 'chai';
import * as v from 'valibot';
import { callProcess } from '../../dist/remote-hook/process/call-process.js';
import { hookCommand } from '../../dist/remote-hook/process/command.js';
import type { HookProcess } from '../../dist/remote-hook/process/hook-process.js';

const command = v.parse(hookCommand, { run: ['program'] });
const call = () => ({
  signal: new AbortController().signal,
  deadline: Date.UTC(2030, 0, 1),
});
const answer: Uint8Array = Buffer.from('answer');

/** Processes that start or not, and then do this; the time is what it is set to. */
function processes(
  startsWell: (index: number) => boolean,
  invoke: HookProcess['invoke'] = async () => answer,
) {
  const started: { over: boolean }[] = [];
  const time = { now: Date.UTC(2030, 0, 1) };
  const start = (): HookProcess => {
    const state = { over: false };
    const well = startsWell(started.push(state) - 1);
    return {
      isReady: () => well,
      isOver: () => state.over,
      async ready() {
        if (well) return;
        state.over = true;
        throw new PortError('REMOTE_HOOK_NOT_STARTED', 'no');
      },
      invoke,
    };
  };
  const remote = callProcess(command, start, () => time.now);
  const ask = () =>
    remote.invoke('event', call()).then(
      (bytes) => Buffer.from(bytes).toString(),
      ({ code }) => code as string,
    );
  return { ask, started, time };
}

describe('calls of a remote hook in a process', () => {
  it('start none for a second after one that did not start', async () => {
    const { ask, started, time } = processes((index) => index > 0);
    expect(await ask()).to.equal('REMOTE_HOOK_NOT_STARTED');
    time.now += 999;
    expect(await ask()).to.equal('REMOTE_HOOK_NOT_STARTED');
    expect(started).to.have.lengthOf(1);
    time.now += 1;
    expect(await ask()).to.equal('answer');
    expect(started).to.have.lengthOf(2);
  });

  it('are not held up by a clock that was set back', async () => {
    const { ask, time } = processes((index) => index > 0);
    await ask();
    time.now -= 3_600_000;
    expect(await ask()).to.equal('answer');
  });

  it('give an event that was not taken to the next process, and not to a third', async () => {
    const answers = [undefined, answer, undefined, undefined];
    const { ask } = processes(
      () => true,
      async () => answers.shift(),
    );
    expect(await ask()).to.equal('answer');
    expect(await ask()).to.equal('REMOTE_HOOK_PROCESS_ENDED');
    expect(answers).to.be.empty;
  });

  it('replace a process that is lost in a call at once, and no other', async () => {
    const lost = async (): Promise<Uint8Array> => {
      for (const state of made.started) state.over = true;
      throw new PortError('REMOTE_HOOK_PROCESS_ENDED', 'lost');
    };
    const made = processes(() => true, lost);
    expect(await made.ask()).to.equal('REMOTE_HOOK_PROCESS_ENDED');
    expect(made.started).to.have.lengthOf(2);
  });
});
