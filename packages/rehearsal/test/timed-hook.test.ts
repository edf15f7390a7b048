import type { HookTarget } from '@gangway/emulator';
import { timedHook } from '@gangway/rehearsal';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';

const asked = [
  {},
  { signal: new AbortController().signal, requestId: 'r', targetArn: 'arn' },
] as unknown as Parameters<HookTarget['ask']>;

describe('timedHook', () => {
  it('hands on what is asked and answered, and how long that took', async () => {
    const clock = fakeClock();
    const given: unknown[] = [];
    const { target, latency } = timedHook(
      {
        label: 'hook.ts',
        async ask(...parts) {
          given.push(...parts);
          clock.advance(40);
          return { allowProvisioning: true };
        },
      },
      clock,
    );
    expect(latency()).to.equal(undefined);
    expect(await target.ask(...asked)).to.deep.equal({ allowProvisioning: true });
    expect(given).to.deep.equal(asked);
    expect(target.label).to.equal('hook.ts');
    expect(latency()?.count).to.equal(1);
    expect(latency()?.max).to.be.closeTo(40, 0.1);
  });

  it('closes what it times, where that can be closed', async () => {
    let closed = false;
    const hook = {
      label: 'hook.ts',
      ask: async () => ({}),
      async close() {
        closed = this === hook;
      },
    };
    await timedHook(hook, fakeClock()).target.close?.();
    expect(closed).to.equal(true);
    const { close: _, ...open } = hook;
    expect(timedHook(open, fakeClock()).target.close).to.equal(undefined);
  });
});
