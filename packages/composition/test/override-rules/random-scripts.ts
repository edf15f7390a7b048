import fc from 'fast-check';
import {
  type Answer,
  keys,
  type Policy,
  type Request,
  type Script,
  type SourceLeaf,
  type Tree,
} from './script.js';

const conditionCount = 3;

/** Mostly the first, or every request would end at its first fault. */
const mostly = <T>(weight: number, usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight, arbitrary: fc.constant(usual) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );

const listOf = <T>(item: fc.Arbitrary<T>, length: number) =>
  fc.array(item, { minLength: length, maxLength: length });

const source: fc.Arbitrary<SourceLeaf> = fc.record({
  kind: fc.constant('source' as const),
  keys: fc.subarray([...keys], { minLength: 1 }),
});

const policy: fc.Arbitrary<Policy> = fc
  .record({
    failure: fc.constantFrom(
      'deny' as const,
      'skip' as const,
      'skip' as const,
      { lastGoodSeconds: 5 },
      { lastGoodSeconds: 10 },
      { lastGoodSeconds: 60 },
    ),
    timeoutMs: fc.constantFrom(undefined, undefined, 200, 1_000),
  })
  .map(({ failure, timeoutMs }) => ({
    failure,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }));

/** Alternatives have no alternatives inside: which checks permit there is another suite's concern. */
const { tree } = fc.letrec<{ plain: Tree; tree: Tree }>((tie) => ({
  plain: treeOf(tie('plain')),
  tree: treeOf(
    tie('tree'),
    fc.record({
      kind: fc.constant('anyOf' as const),
      alternatives: fc.array(
        fc.record({
          check: fc.nat(7),
          children: fc.array(tie('plain'), { minLength: 1, maxLength: 2 }),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  ),
}));

function treeOf(inner: fc.Arbitrary<Tree>, ...more: fc.Arbitrary<Tree>[]): fc.Arbitrary<Tree> {
  const children = fc.array(inner, { minLength: 1, maxLength: 3 });
  const when = fc.record({
    kind: fc.constant('when' as const),
    condition: fc.nat(conditionCount - 1),
    children,
  });
  const onFailure = fc.record({ kind: fc.constant('onFailure' as const), policy, children });
  return fc.oneof(
    { maxDepth: 3, withCrossShrink: true, depthSize: 'small' },
    { weight: 3, arbitrary: source },
    { weight: 4, arbitrary: onFailure },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('group', 'layered', 'layered'), children }),
    },
    { weight: 1, arbitrary: when },
    ...more.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

const answer: fc.Arbitrary<Answer> = fc.record({
  does: fc.oneof(
    { weight: 40, arbitrary: fc.constant('give' as const) },
    { weight: 6, arbitrary: fc.constantFrom('throw', 'reject', 'port-error', 'hang') },
    { weight: 1, arbitrary: fc.constantFrom('undeclared', 'reserved', 'number', 'unbranded') },
  ),
  // Just before and after each time that a policy or a deadline may give.
  delay: mostly(40, 0, 5, 19, 20, 99, 100, 149, 150, 199, 200, 449, 450, 600),
  values: fc.dictionary(fc.constantFrom(...keys), mostly(12, 'x', 'y'), { noNullPrototype: true }),
  secret: mostly(4, false, true),
  secretKeys: fc.subarray([...keys], { maxLength: 1 }),
});

const request: fc.Arbitrary<Request> = fc.record({
  // Together with the deadlines they meet the ages of last good values to the millisecond.
  gapMs: fc.constantFrom(
    0,
    10,
    500,
    510,
    1_000,
    3_000,
    4_000,
    5_500,
    6_000,
    54_000,
    55_500,
    60_000,
  ),
  deadlineMs: mostly(4, 4_500, 2_000, 1_000, 200),
  parameters: mostly(24, ['A'], [], ['B', 'A'], ['A', 'P'], ['AWS::A']),
  conditions: listOf(
    mostly(24, 'holds', 'does not', 'does not', 'throws', 'no boolean'),
    conditionCount,
  ),
  checks: listOf(mostly(8, 'permit', 'none', 'deny'), 8),
  answers: listOf(answer, 12),
});

const anyHook: fc.Arbitrary<Script> = fc.record({
  trees: fc.array(tree, { minLength: 1, maxLength: 3 }),
  requests: fc.array(request, { minLength: 1, maxLength: 4 }),
});

/** Few sources and many requests, near each other in time: what one leaves for another is rare among hooks of any kind. */
const lastGoodHook: fc.Arbitrary<Script> = fc.record({
  trees: fc
    .record({
      kind: fc.constant('onFailure' as const),
      policy: fc.constantFrom<Policy>(
        { failure: { lastGoodSeconds: 5 } },
        { failure: { lastGoodSeconds: 10 }, timeoutMs: 200 },
      ),
      children: fc.array(
        fc.oneof(
          source,
          fc.record({
            kind: fc.constant('layered' as const),
            children: listOf<Tree>(source, 2),
          }),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    })
    .map((one) => [one]),
  requests: fc.array(
    fc.record({
      gapMs: fc.constantFrom(0, 10, 60, 500, 510, 1_000, 5_500, 5_510),
      deadlineMs: fc.constant(4_500),
      parameters: fc.constant(['A']),
      conditions: fc.constant([]),
      checks: fc.constant([]),
      answers: listOf(
        fc.record({
          does: fc.constantFrom('give', 'give', 'throw', 'reject', 'hang'),
          delay: fc.constantFrom(0, 1, 5, 10, 19),
          values: fc.record({ A: fc.constantFrom('x', 'y') }),
          secret: fc.boolean(),
          secretKeys: fc.constant([]),
        }),
        4,
      ),
    }),
    { minLength: 2, maxLength: 6 },
  ),
});

export const script: fc.Arbitrary<Script> = fc.oneof(
  { weight: 3, arbitrary: anyHook },
  { weight: 1, arbitrary: lastGoodHook },
);
