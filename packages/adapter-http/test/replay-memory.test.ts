import { expect } from 'chai';
import fc from 'fast-check';
import { replayMemory } from '../dist/gate/replay-memory.js';

const second = 1_893_456_000;
const at = (seconds: number) => (second + seconds) * 1_000;

describe('the memory of calls', () => {
  it('tells an id that it knows, and one that it does not', () => {
    const memory = replayMemory(10);
    expect(memory.remember('a', second, at(0))).to.equal('first');
    expect(memory.remember('a', second, at(0))).to.equal('seen');
    expect(memory.remember('b', second, at(0))).to.equal('first');
  });

  it('keeps an id until its time is taken no more, and not longer', () => {
    const memory = replayMemory(10);
    memory.remember('a', second, at(0));
    expect(memory.remember('a', second, at(30.999))).to.equal('seen');
    expect(memory.remember('a', second, at(31))).to.equal('forgotten');
    expect(memory.size()).to.equal(0);
  });

  it('takes none whose time is over, though it has forgotten nothing', () => {
    const memory = replayMemory(10);
    expect(memory.remember('a', second, at(31))).to.equal('forgotten');
    expect(memory.size()).to.equal(0);
  });

  it('keeps an id from the future for as long as its time lies ahead', () => {
    const memory = replayMemory(10);
    memory.remember('a', second + 30, at(0));
    expect(memory.remember('a', second + 30, at(60))).to.equal('seen');
    expect(memory.remember('a', second + 30, at(-3_600))).to.equal('seen');
  });

  it('takes none of a second that it has forgotten, though the clock jumps back', () => {
    const memory = replayMemory(10);
    memory.remember('a', second, at(0));
    memory.remember('b', second + 3_600, at(3_600));
    expect(memory.remember('a', second, at(1))).to.equal('forgotten');
    expect(memory.remember('c', second, at(1))).to.equal('forgotten');
    expect(memory.remember('c', second + 1, at(1))).to.equal('first');
  });

  it('is full at its limit, knows what it holds, and has room again later', () => {
    const memory = replayMemory(2);
    memory.remember('a', second, at(0));
    memory.remember('b', second + 1, at(1));
    expect(memory.remember('c', second + 1, at(1))).to.equal('full');
    expect(memory.remember('a', second, at(1))).to.equal('seen');
    expect(memory.remember('c', second + 31, at(31))).to.equal('first');
    expect(memory.size()).to.equal(2);
  });

  it('says of no call twice that it is the first, whatever the clock does, and holds no more than its limit', () => {
    const call = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      /** Where the call's time lies from the verifier's, in its window. */
      apart: fc.integer({ min: -30, max: 30 }),
      jump: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -200, max: 200 })),
    });
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        (calls, limit) => {
          const memory = replayMemory(limit);
          const first = new Set<string>();
          let now = 0;
          for (const { id, apart, jump } of calls) {
            now += jump;
            const told = memory.remember(id, second + now + apart, at(now));
            const name = `${id} ${now + apart}`;
            if (told === 'first') {
              expect(first.has(name), name).to.equal(false);
              first.add(name);
            }
            expect(memory.size()).to.be.at.most(limit);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
