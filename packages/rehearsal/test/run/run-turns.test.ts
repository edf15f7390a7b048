import { expect } from 'chai';
import fc from 'fast-check';
import { runTurns } from '../../dist/run/run-turns.js';

const turnsOf = (...afters: number[][]) => afters.map((after) => ({ after }));

describe('runTurns', () => {
  it('does everything once, each after what it waits for, never more at once than told', async () => {
    const lists = fc
      .array(fc.array(fc.nat(30), { maxLength: 3 }), { maxLength: 30 })
      .map((afters) =>
        turnsOf(...afters.map((after, place) => after.filter((earlier) => earlier < place))),
      );
    await fc.assert(
      fc.asyncProperty(
        lists,
        fc.integer({ min: 1, max: 5 }),
        fc.scheduler(),
        async (turns, at, s) => {
          const through = new Set<number>();
          let running = 0;
          const all = runTurns(turns, at, async ({ after }, place) => {
            running += 1;
            expect(running).to.be.at.most(at);
            for (const earlier of after) expect(through).to.include(earlier);
            await s.schedule(Promise.resolve());
            through.add(place);
            running -= 1;
          });
          await s.waitFor(all);
          expect(through.size).to.equal(turns.length);
        },
      ),
    );
  });

  it('begins nothing more when one failed, waits for the others, and throws what that one threw', async () => {
    const began: number[] = [];
    const slow = Promise.withResolvers<void>();
    const ended: number[] = [];
    const all = runTurns(turnsOf([], [], [0], []), 2, async (_, place) => {
      began.push(place);
      if (place === 1) throw new RangeError('broken');
      await slow.promise;
      ended.push(place);
    });
    slow.resolve();
    const error: unknown = await all.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(RangeError);
    expect(began).to.deep.equal([0, 1]);
    expect(ended).to.deep.equal([0]);
  });
});
