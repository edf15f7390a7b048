import { createSystemClock } from '@gangway/plugins/system-clock';
import { expect } from 'chai';
import { keepTrying, type Persistence } from '../../dist/device/keep-trying.js';
import { StepError } from '../../dist/mqtt/step-error.js';
import { randomFor } from '../../dist/random/random-for.js';

/** Pauses take no time; how long they were to be is kept. */
function persistence(parts: Partial<Persistence> = {}) {
  const pauses: number[] = [];
  const clock = {
    ...createSystemClock(),
    after(milliseconds: number, run: () => void) {
      pauses.push(milliseconds);
      queueMicrotask(run);
      return () => {};
    },
  };
  return {
    pauses,
    given: {
      attempts: 10,
      enough: () => false,
      random: randomFor(1, 'pauses'),
      bounds: { clock, signal: new AbortController().signal },
      ...parts,
    },
  };
}

const fail = async () => {
  throw new StepError('NO_REPLY');
};

describe('keepTrying', () => {
  it('tries until it works, and tells every failure on the way', async () => {
    let tries = 0;
    const { done, failures } = await keepTrying(persistence().given, async () => {
      tries += 1;
      if (tries < 3) throw new StepError(`FAILED_${tries}`);
    });
    expect(done).to.equal(true);
    expect(failures.map(({ code }) => code)).to.deep.equal(['FAILED_1', 'FAILED_2']);
  });

  it('tries as often as told, with pauses that double up to five seconds, drawn between half and all of that', async () => {
    const { given, pauses } = persistence();
    const { done, failures } = await keepTrying(given, fail);
    expect(done).to.equal(false);
    expect(failures.length).to.equal(10);
    const ceilings = [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000];
    expect(pauses.length).to.equal(ceilings.length);
    for (const [index, ceiling] of ceilings.entries()) {
      expect(pauses[index]).to.be.within(ceiling / 2, ceiling);
    }
  });

  it('stops when it is enough', async () => {
    const { given } = persistence({ enough: (failures) => failures.length === 2 });
    expect((await keepTrying(given, fail)).failures.length).to.equal(2);
  });

  it('tells of each failure after which it tries again', async () => {
    const again: string[] = [];
    const { given } = persistence({ attempts: 3, again: ({ code }) => again.push(code) });
    await keepTrying(given, fail);
    expect(again).to.deep.equal(['NO_REPLY', 'NO_REPLY']);
  });

  it('throws on what is no failure of the other side', async () => {
    const thrown = await keepTrying(persistence().given, async () => {
      throw new RangeError('ours');
    }).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(RangeError);
  });
});
