import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { type ChaosOptions, createChaos } from '../../dist/chaos/chaos.js';
import type { FaultSubject } from '../../dist/chaos/fault-plan.js';

const registering = (clientId: string): FaultSubject => ({ clientId, operation: 'RegisterThing' });
const chaosOf = (options: Partial<ChaosOptions> = {}) =>
  createChaos({ seed: 7, rate: 0.1, clock: fakeClock(), ...options });

describe('chaos', () => {
  it('makes the same faults for a client, whoever else comes and in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 }),
        (seed, order) => {
          const together = chaosOf({ seed });
          const seen = new Map<string, string[]>();
          for (const clientId of order) {
            const subject = registering(clientId);
            const faults = [
              together.faults.request(subject),
              JSON.stringify(together.faults.hook(subject)),
              together.faults.reply(subject),
            ];
            seen.set(clientId, [...(seen.get(clientId) ?? []), ...faults]);
          }
          for (const [clientId, faults] of seen) {
            const { faults: alone } = chaosOf({ seed });
            const subject = registering(clientId);
            const again = Array.from({ length: faults.length / 3 }, () => [
              alone.request(subject),
              JSON.stringify(alone.hook(subject)),
              alone.reply(subject),
            ]).flat();
            expect(again).to.deep.equal(faults);
          }
        },
      ),
    );
  });

  it('puts in nothing at a rate of 0, and counts what it puts in at any other', () => {
    for (const rate of [0, 0.1]) {
      const { faults, counts } = chaosOf({ rate });
      const answers = Array.from({ length: 2_000 }, (_, nth) => {
        const subject = registering(`device-${nth % 50}`);
        return [faults.request(subject), faults.token(subject), faults.reply(subject)];
      }).flat();
      const lost = answers.filter((answer) => answer === 'lose').length;
      expect(counts()['lost reply']).to.equal(lost);
      if (rate === 0) expect(lost).to.equal(0);
      else expect(lost).to.be.within(120, 280);
    }
  });

  it('restarts the broker now and then, and sets the clock ahead by an hour and a minute', () => {
    const clock = fakeClock();
    const chaos = chaosOf({ clock });
    let restarts = 0;
    chaos.attach({
      async restartBroker() {
        restarts += 1;
      },
    });
    let last = 0;
    for (let call = 0; call < 2_000; call += 1) {
      chaos.faults.request(registering('a'));
      const offset = chaos.clock.now() - clock.now();
      expect(offset - last).to.be.oneOf([0, 3_660_000]);
      last = offset;
    }
    expect(restarts).to.be.within(5, 20);
    expect(restarts).to.equal(chaos.counts()['broker restart']);
    expect(last).to.equal(chaos.counts()['clock jump'] * 3_660_000);
    expect(last).to.be.greaterThan(0);
  });

  it('keeps durations and waits out of the jumps of its clock', () => {
    const clock = fakeClock();
    const chaos = chaosOf({ clock });
    let rang = 0;
    chaos.clock.after(100, () => {
      rang += 1;
    });
    for (let call = 0; call < 500; call += 1) chaos.faults.request(registering('a'));
    expect(chaos.counts()['clock jump']).to.be.greaterThan(0);
    expect(chaos.clock.monotonic()).to.equal(clock.monotonic());
    clock.advance(100);
    expect(rang).to.equal(1);
  });
});
