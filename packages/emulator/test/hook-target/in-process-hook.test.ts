import { setImmediate } from 'node:timers/promises';
import type { DecidingHook, Decision } from '@gangway/core';
import { inProcessHook } from '@gangway/emulator';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { ask } from './asking.js';

const decision: Decision = {
  outcome: 'ALLOW',
  parameterOverrides: { Site: 'Oslo' },
  overrideOrigins: {},
  subject: {},
  trace: [],
  receivedAt: 0,
  durationMs: 0,
};

function hookThat(decide: DecidingHook['decide']): DecidingHook {
  return {
    clock: fakeClock(),
    logger: memoryLogger(),
    decide,
    refuse: () => Promise.reject(new Error('not asked')),
  };
}

describe('a hook in this process', () => {
  it('shares nothing with the emulator: what it does to its event stays its own', async () => {
    const target = inProcessHook(
      hookThat(async (event) => {
        Object.assign(event as object, { parameters: { SerialNumber: 'SN-9999' } });
        return decision;
      }),
    );
    const event = anEvent();
    await ask(target, event);
    expect(event.parameters).to.deep.equal({ SerialNumber: 'SN-0001' });
  });

  it('is made ready at once, and not waited for', async () => {
    let prepared = 0;
    const hook = {
      ...hookThat(async () => decision),
      prepare: () => {
        prepared += 1;
        return new Promise<never>(() => undefined);
      },
    };
    const target = inProcessHook(hook);
    expect(prepared).to.equal(1);
    expect(await ask(target)).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo' },
    });
  });

  it('ends no process where it cannot be made ready', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown) => void unheard.push(reason);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', listen);
    try {
      inProcessHook({
        ...hookThat(async () => decision),
        prepare: () => Promise.reject(new Error('not ready')),
      });
      await setImmediate();
    } finally {
      process.off('unhandledRejection', listen);
      for (const other of others) process.on('unhandledRejection', other);
    }
    expect(unheard).to.deep.equal([]);
  });

  it('is called by its label', () => {
    const hook = hookThat(async () => decision);
    expect(inProcessHook(hook, { label: 'hook.ts' }).label).to.equal('hook.ts');
    expect(inProcessHook(hook).label).to.equal('in process');
  });
});
