import { askProbes, coreReasonCodes, errorCode, PortError, policyCode } from '@gangway/core';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';

const reasonCodes = {
  ...coreReasonCodes,
  TABLE_MISSING: errorCode('There is no such table.', 'Create it.'),
  CLOSED: policyCode('Closed.', 'Come back.'),
};

const forever = new AbortController().signal;

const asking = (
  probes: Readonly<Record<string, (signal: AbortSignal) => Promise<void>>>,
  signal = forever,
  clock = fakeClock(),
) =>
  askProbes(
    Object.entries(probes).map(([plugin, probe]) => ({ plugin, probe })),
    { clock, reasonCodes },
    signal,
  );

const throws = (error: unknown) => async () => {
  throw error;
};

describe('probes', () => {
  it('are asked all at once, and tell in order which plugin was answered and how long it took', async () => {
    const clock = fakeClock();
    const wait = (milliseconds: number) => () =>
      new Promise<void>((resolve) => clock.after(milliseconds, resolve));
    const answers = asking({ slow: wait(30), fast: wait(10) }, forever, clock);
    clock.advance(10);
    await new Promise(setImmediate);
    clock.advance(20);
    expect(await answers).to.deep.equal([
      { plugin: 'slow', answered: true, durationMs: 30 },
      { plugin: 'fast', answered: true, durationMs: 10 },
    ]);
  });

  it('give the code of what could not be asked, and one of our own for what is not declared as an error', async () => {
    const answers = await asking({
      declared: throws(new PortError('TABLE_MISSING', 'no table "devices"')),
      undeclared: throws(new PortError('SN-0001', 'a code that is a value')),
      policy: throws(new PortError('CLOSED', 'said no')),
      junk: throws(undefined),
      sync: () => {
        throw new TypeError('not even a promise');
      },
      fine: async () => undefined,
    });
    expect(answers.map(({ plugin, answered, code }) => [plugin, answered, code])).to.deep.equal([
      ['declared', false, 'TABLE_MISSING'],
      ['undeclared', false, 'PORT_UNAVAILABLE'],
      ['policy', false, 'PORT_UNAVAILABLE'],
      ['junk', false, 'PORT_UNAVAILABLE'],
      ['sync', false, 'PORT_UNAVAILABLE'],
      ['fine', true, undefined],
    ]);
    expect(answers[0]?.detail).to.equal('TABLE_MISSING: no table "devices"');
    expect(answers[4]?.detail).to.equal('TypeError: not even a promise');
  });

  it('show no PEM block, no line break and no flood in a detail', async () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    const [answer] = await asking({ leaky: throws(new Error(`${pem}\n${'x'.repeat(9_000)}`)) });
    expect(answer?.detail).to.match(/^Error: \[PEM\] x+…$/);
    expect(answer?.detail).to.have.length(500);
  });

  it('that outlast the signal have not answered, whatever comes of them later', async () => {
    const controller = new AbortController();
    const late = Promise.withResolvers<void>();
    const answers = asking(
      {
        hangs: () => late.promise,
        obeys: (signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('gave up')));
          }),
        quick: async () => undefined,
      },
      controller.signal,
    );
    await new Promise(setImmediate);
    controller.abort();
    expect((await answers).map(({ answered, code }) => [answered, code])).to.deep.equal([
      [false, 'DEADLINE_EXCEEDED'],
      [false, 'DEADLINE_EXCEEDED'],
      [true, undefined],
    ]);
    late.reject(new Error('too late for anybody to care'));
    await new Promise(setImmediate);
  });

  it('are not asked at all when the time is up before', async () => {
    let asked = 0;
    const probe = async () => {
      asked += 1;
    };
    const [answer] = await asking({ probe }, AbortSignal.abort());
    expect(answer).to.deep.include({ answered: false, code: 'DEADLINE_EXCEEDED' });
    expect(asked).to.equal(0);
  });
});
