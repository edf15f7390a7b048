import type { Emulator } from '@gangway/emulator';
import { fleetOf, type RehearsalOptions } from '@gangway/rehearsal';
import { expect } from 'chai';
import { checkOptions } from '../../dist/run/check-options.js';

const emulatorWith = (things: number) =>
  ({ account: { store: { things: { count: () => things } } } }) as unknown as Emulator;

const right: RehearsalOptions = {
  emulator: emulatorWith(0),
  hook: 'hook.ts',
  fleet: fleetOf(['SN-0001']),
  impostors: { replay: 1 },
  concurrency: 4,
  seed: 1,
  patience: { createMs: 100 },
  signal: new AbortController().signal,
};

describe('the options of a rehearsal', () => {
  it('may be what they are said to be', () => {
    expect(() => checkOptions(right)).to.not.throw();
  });

  for (const [defect, parts] of Object.entries<object>({
    'an unknown option': { concurency: 4 },
    'nobody at it': { concurrency: 0 },
    'half a device at it': { concurrency: 1.5 },
    'a seed that is no whole number': { seed: 0.5 },
    'a kind of impostor that there is not': { impostors: { 'cloned-serials': 1 } },
    'fewer impostors than none': { impostors: { replay: -1 } },
    'no attempt': { attempts: 0 },
    'patience of an unknown kind': { patience: { connect: 100 } },
    'no patience': { patience: { connectMs: 0 } },
    'a device without a serial number': { fleet: fleetOf(['']) },
    'two devices of one serial number': { fleet: fleetOf(['A', 'B', 'A']) },
    'impostors of devices that there are not': { fleet: fleetOf([]) },
    'an emulator that is not fresh': { emulator: emulatorWith(1) },
    'a signal that is none': { signal: {} },
  })) {
    it(`may not have ${defect}`, () => {
      expect(() => checkOptions({ ...right, ...parts }))
        .to.throw()
        .with.property('code', 'REHEARSAL_INVALID');
    });
  }

  it('may have unknown serial numbers without a fleet', () => {
    const parts = { fleet: fleetOf([]), impostors: { 'unknown-serial': 3 } };
    expect(() => checkOptions({ ...right, ...parts })).to.not.throw();
  });
});
