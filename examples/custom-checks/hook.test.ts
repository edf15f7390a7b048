import { anEvent, fakeClock, startHook } from '@gangway/testing';
import { expect } from 'chai';
import hook from './hook.js';

describe('a hook with checks of its own', () => {
  const at = (hour: number) => fakeClock(Date.UTC(2030, 5, 1, hour)).plugin();
  const codeAt = async (hour: number, Line: string) => {
    const running = await startHook(hook, { replace: [at(hour)] });
    await running.invoke(anEvent({ parameters: { Line } }));
    await running.close();
    return running.decisions[0]?.reason?.code ?? 'ALLOW';
  };

  it('allows a device of a known line by day', async () => {
    expect(await codeAt(12, 'A')).to.equal('ALLOW');
  });

  it('refuses an unknown line, by the function', async () => {
    expect(await codeAt(12, 'Z')).to.equal('LINE_UNKNOWN');
  });

  it('refuses at night, by the class with its injected clock', async () => {
    expect(await codeAt(3, 'A')).to.equal('FACTORY_CLOSED');
  });
});
