import { expect } from 'chai';
import fc from 'fast-check';
import { waitingLine } from '../../dist/remote-hook/process/waiting-line.js';

const never = new AbortController().signal;
const late = () => new Error('late');

describe('the line before the processes of a remote hook', () => {
  it('lets as many work as there are things, never two with one, and all in turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ turns: fc.nat(3), fails: fc.boolean(), leaves: fc.boolean() })),
        async (count, works) => {
          const things = Array.from({ length: count }, () => ({ users: 0 }));
          const line = waitingLine(things, () => 0, late);
          const began: number[] = [];
          const outcomes = works.map(async ({ turns, fails, leaves }, index) => {
            const controller = new AbortController();
            const done = line.use(controller.signal, async (thing) => {
              began.push(index);
              thing.users += 1;
              expect(thing.users).to.equal(1);
              for (let turn = 0; turn < turns; turn += 1) await undefined;
              thing.users -= 1;
              if (fails) throw new Error('failed');
            });
            if (leaves) controller.abort();
            return done.catch((error: Error) => error.message);
          });
          const settled = await Promise.all(outcomes);
          const turnedAway = works.filter((_work, index) => settled[index] === 'late').length;
          expect(began).to.deep.equal(began.toSorted((one, other) => one - other));
          expect(began).to.have.lengthOf(works.length - turnedAway);
          // Nothing is lost: all of them can be worked with at once.
          const all = await Promise.all(
            things.map(() =>
              line.use(never, async (thing) => {
                await Promise.resolve();
                return thing;
              }),
            ),
          );
          expect(new Set(all).size).to.equal(count);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes the free thing of the highest rank', async () => {
    const line = waitingLine([1, 3, 2], (thing) => thing, late);
    const taken = await Promise.all([1, 2, 3].map(() => line.use(never, async (thing) => thing)));
    expect(taken).to.deep.equal([3, 2, 1]);
  });

  it('turns away whoever comes too late, or for whom it gets too late', async () => {
    const line = waitingLine(['thing'], () => 0, late);
    const { promise, resolve } = Promise.withResolvers<void>();
    const working = line.use(never, () => promise);
    const controller = new AbortController();
    const waiting = line.use(controller.signal, async () => 'worked').catch(String);
    controller.abort();
    expect(await waiting).to.equal('Error: late');
    resolve();
    await working;
    expect(await line.use(AbortSignal.abort(), async () => 'worked').catch(String)).to.equal(
      'Error: late',
    );
  });
});
