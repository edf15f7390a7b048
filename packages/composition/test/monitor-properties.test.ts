import { composeHook, defineHook, monitor } from '@gangway/composition';
import {
  ClaimLedger,
  CompositionError,
  committed,
  type Decision,
  definePlugin,
  type LedgerEntry,
  provide,
} from '@gangway/core';
import {
  anEvent,
  type FakeClock,
  fakeClock,
  memoryDecisionSink,
  memoryLogger,
} from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Build,
  later,
  leaf,
  mostly,
  plugin,
  plugins,
  type Tree,
  tree,
} from './random-plugins.js';

const event = anEvent({ parameters: { SerialNumber: 'SN-0001', Nonce: 'n-1', Site: 'Oslo' } });

const hook = fc.record({
  first: leaf,
  trees: fc.array(tree, { minLength: 1, maxLength: 5 }),
  monitored: fc.array(tree, { minLength: 1, maxLength: 3 }),
  at: fc.nat(5),
  ledger: mostly('committed', 'slow', 'throw'),
});

interface Outcome {
  readonly decision: Decision;
  readonly entries: readonly Omit<LedgerEntry, 'request'>[];
}

type Recipe = typeof hook extends fc.Arbitrary<infer T> ? T : never;

/** What a hook decides, or `undefined` when it cannot be composed. */
async function decide(
  recipe: Recipe,
  monitored: Build,
  added: Build,
): Promise<Outcome | undefined> {
  const clock = fakeClock();
  const entries: Omit<LedgerEntry, 'request'>[] = [];
  const ledger = definePlugin({
    name: 'ledger',
    build: () => ({
      provides: [
        provide(ClaimLedger, {}, () => ({
          async commit({ request: _, ...entry }) {
            entries.push(entry);
            if (recipe.ledger === 'throw') throw new Error('no ledger');
            return recipe.ledger === 'slow' ? later(clock, committed()) : committed();
          },
          confirm: async () => ({ kind: 'no-claim' }),
          release: async () => ({ kind: 'not-claimed' }),
        })),
      ],
    }),
  });
  const made = (trees: readonly Tree[]) => trees.flatMap((node) => plugins(node, clock, monitored));
  const replace = [clock.plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()];
  try {
    const listed = [
      ledger(),
      plugin({ ...recipe.first, check: recipe.first.check ?? 'permit' }, clock),
      ...made(recipe.trees.slice(0, recipe.at)),
      ...added(made(recipe.monitored)),
      ...made(recipe.trees.slice(recipe.at)),
    ];
    const composed = composeHook(defineHook(listed), { replace });
    return { decision: await settled(composed.decide(event), clock), entries };
  } catch (error) {
    if (error instanceof CompositionError) return undefined;
    throw error;
  }
}

const tick = 100;

/** Lets time pass while an answer is waited for. */
async function settled<T>(answer: Promise<T>, clock: FakeClock): Promise<T> {
  let isOpen = true;
  const done = answer.finally(() => {
    isOpen = false;
  });
  while (isOpen) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isOpen) clock.advance(tick);
  }
  return done;
}

/** All that is decided, and what the trace says of those who decided. */
function decidedBy({ decision, entries }: Outcome) {
  const { trace, durationMs: _, ...rest } = decision;
  const end = trace.findIndex(({ step }) => step === 'monitor');
  return {
    ...rest,
    entries,
    trace: trace.slice(0, end < 0 ? trace.length : end).map(({ durationMs, ...step }) => step),
  };
}

const leftOut: Build = () => [];
const asListed: Build = (children) => children;

describe('monitor, for any hook', function () {
  this.timeout(120_000);
  let compared = 0;
  beforeEach(() => {
    compared = 0;
  });

  it('decides, commits and overrides nothing: the hook answers as it does without it', async () => {
    await fc.assert(
      fc.asyncProperty(hook, async (recipe) => {
        const without = await decide(recipe, leftOut, leftOut);
        const watched: Build = (children) => [monitor(children, { timeoutMs: 300 })];
        const beside = await decide(recipe, watched, watched);
        if (without === undefined || beside === undefined) return;
        compared += 1;
        expect(decidedBy(beside)).to.deep.equal(decidedBy(without));
        // Its time for the checks and again for the sources, wherever monitors stand in monitors.
        const latest = Math.min(4_500, without.decision.durationMs + 600);
        expect(beside.decision.durationMs).to.be.at.most(latest + tick);
      }),
      { numRuns: 2_500 },
    );
    expect(compared).to.be.greaterThan(400);
  });

  it('decides for a share of all as if its plugins were listed without it', async () => {
    const enforced: Build = (children) => [
      monitor(children, { enforce: { share: 1, serialNumber: 'SerialNumber' } }),
    ];
    const essence = (outcome: Outcome) => {
      const { trace: _, ...decided } = decidedBy(outcome);
      return decided;
    };
    await fc.assert(
      fc.asyncProperty(hook, async (recipe) => {
        const bare = await decide(recipe, asListed, asListed);
        const inside = await decide(recipe, enforced, enforced);
        if (bare === undefined) return;
        if (inside === undefined) throw new Error('it composes only without the monitor');
        compared += 1;
        expect(essence(inside)).to.deep.equal(essence(bare));
      }),
      { numRuns: 2_500 },
    );
    expect(compared).to.be.greaterThan(400);
  });
});
