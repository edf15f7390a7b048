import { expect } from 'chai';
import fc from 'fast-check';
import { bodyMemory } from '../dist/load/body-memory.js';

const kiB = 1_024;

function memoryOf(most: number) {
  let shed = 0;
  const meter = {
    shed() {
      shed += 1;
    },
    inFlight: () => undefined,
  };
  return { memory: bodyMemory(meter, most), shed: () => shed };
}

describe('the memory of bodies that are being read', () => {
  it('is had for the first 16 KiB of each, whatever the others hold', () => {
    const { memory } = memoryOf(64 * kiB);
    expect(memory.open().grow(80 * kiB)).to.equal(true);
    expect(memory.open().grow(16 * kiB)).to.equal(true);
    expect(memory.open().grow(16 * kiB + 1)).to.equal(false);
  });

  it('is given back once, when the body is there or has broken off', () => {
    const { memory, shed } = memoryOf(64 * kiB);
    const first = memory.open();
    first.grow(80 * kiB);
    expect(memory.open().grow(40 * kiB)).to.equal(false);
    expect(shed()).to.equal(1);
    first.release();
    first.release();
    expect(memory.open().grow(80 * kiB)).to.equal(true);
    expect(memory.open().grow(40 * kiB)).to.equal(false);
  });

  it('is never more than it may be, however bodies grow and end', () => {
    const step = fc.record({
      which: fc.nat(3),
      length: fc.nat(300 * kiB),
      ends: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const most = 256 * kiB;
        const { memory } = memoryOf(most);
        const shares = [0, 1, 2, 3].map(() => memory.open());
        const held = [0, 0, 0, 0];
        for (const { which, length, ends } of steps) {
          if (ends) shares[which]?.release();
          if (ends) held[which] = 0;
          else if (shares[which]?.grow(length)) held[which] = Math.max(0, length - 16 * kiB);
          expect(held.reduce((sum, octets) => sum + octets, 0)).to.be.at.most(most);
        }
      }),
    );
  });
});
