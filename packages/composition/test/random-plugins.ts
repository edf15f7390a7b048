import { allOf, anyOf, layered, when } from '@gangway/composition';
import {
  claimDevice,
  defineFact,
  definePlugin,
  deny,
  type FactKey,
  type Facts,
  fact,
  notApplicable,
  type Overrides,
  overrides,
  type Plugin,
  permit,
  type Verdict,
} from '@gangway/core';
import type { FakeClock } from '@gangway/testing';
import fc from 'fast-check';

const facts = ['red', 'green', 'blue', 'white', 'black'].map((name) => defineFact<string>(name));
export interface Leaf {
  readonly kind: 'leaf';
  readonly id: number;
  readonly check: string | undefined;
  readonly gives: number | undefined;
  readonly sees: number | undefined;
  readonly source: string | undefined;
  readonly key: string;
  readonly value: string;
  readonly intents: string | undefined;
  readonly isFresh: boolean;
}

interface Group {
  readonly kind:
    | 'allOf'
    | 'concurrent'
    | 'anyOf'
    | 'layered'
    | 'true'
    | 'false'
    | 'throws'
    | 'monitor';
  readonly children: readonly Tree[];
}

export type Tree = Leaf | Group;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Mostly what works, or every request would end at its first step. */
export const mostly = (usual: string, ...others: readonly string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );
export const leaf: fc.Arbitrary<Leaf> = fc.record({
  kind: fc.constant('leaf' as const),
  id: fc.nat(99),
  check: maybe(mostly('permit', 'none', 'deny', 'throw', 'hang', 'slow', 'junk')),
  gives: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.nat(facts.length - 1)),
  sees: maybe(fc.nat(facts.length - 1)),
  source: maybe(mostly('give', 'nothing', 'throw', 'hang', 'slow', 'other')),
  key: fc.constantFrom('Site', 'Zone', 'Rack'),
  value: fc.constantFrom('1', '1', '1', '2'),
  intents: maybe(mostly('claim', 'none', 'throw', 'hang')),
  isFresh: fc.boolean(),
});
export const { tree } = fc.letrec<{ tree: Tree; group: Group }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('group')),
  group: fc.record({
    kind: fc.constantFrom(
      'allOf',
      'concurrent',
      'anyOf',
      'layered',
      'true',
      'false',
      'throws',
      'monitor',
      'monitor',
    ),
    children: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  }),
}));

export type Build = (children: readonly Plugin[]) => readonly Plugin[];

/** The plugins of a tree, a monitor made of its parts by `monitored`. */
export function plugins(node: Tree, clock: FakeClock, monitored: Build): readonly Plugin[] {
  if (node.kind === 'leaf') return [plugin(node, clock)];
  const each = node.children.map((child) => plugins(child, clock, monitored));
  const children = each.flat();
  // Where plugins stand side by side, as alternatives or layers, a monitor is one of them.
  const groups = each.map((listed) => allOf(listed));
  switch (node.kind) {
    case 'allOf':
      return [allOf(children)];
    case 'concurrent':
      return [allOf(groups, { concurrent: true })];
    case 'anyOf':
      return [anyOf(groups)];
    case 'layered':
      return [layered(groups)];
    case 'monitor':
      return monitored(children);
    default:
      return [when(tests[node.kind], children)];
  }
}

const tests = {
  true: () => true,
  false: () => false,
  throws: (): boolean => {
    throw new Error('the predicate is broken');
  },
};

/** A plugin that does what a leaf says. */
export function plugin(made: Leaf, clock: FakeClock): Plugin {
  const { check, source, intents, key } = made;
  const gives = facts.filter((_, index) => index === made.gives && check === 'permit');
  const wants = facts.filter((_, index) => index === made.sees);
  const name = `p-${made.id}`;
  const seen = (known: Facts) => wants.map((want) => known.find(want) ?? '').join();
  const ask = checks(name, gives, clock);
  const give = sources(made, clock);
  return definePlugin({
    name,
    facts: { gives, wants },
    build: () => ({
      ...(check === undefined ? {} : { checks: { [name]: () => (ask[check] ?? permit)() } }),
      ...(source === undefined
        ? {}
        : {
            overrides: {
              keys: [key],
              values: (_request, context) => give[source]?.(seen(context.facts)) ?? overrides({}),
            },
          }),
      ...(intents === undefined
        ? {}
        : {
            intents: (_request, context) => {
              if (intents === 'none') return [];
              return faults[intents]?.() ?? [claimDevice(`${name}/${seen(context.facts)}`)];
            },
          }),
      ...(made.isFresh ? { parameters: ['Nonce'], freshParameters: ['Nonce'] } : {}),
    }),
  })();
}

const checks = (
  name: string,
  gives: readonly FactKey<string>[],
  clock: FakeClock,
): Readonly<Record<string, () => Verdict | Promise<Verdict>>> => ({
  permit: () => permit(...gives.map((key) => fact(key, name))),
  none: notApplicable,
  deny: () => deny('NO', name),
  slow: () => later(clock, permit()),
  junk: () => 'yes' as never,
  ...faults,
});

const sources = (
  { key, value }: Leaf,
  clock: FakeClock,
): Readonly<Record<string, (seen: string) => Overrides | Promise<Overrides>>> => ({
  give: (seen) => overrides({ [key]: `${value}${seen}` }),
  slow: (seen) => later(clock, overrides({ [key]: `${value}${seen}` })),
  other: () => overrides({ Undeclared: value }),
  ...faults,
});

const faults: Readonly<Record<string, () => never>> = {
  throw: () => {
    throw new Error('broken');
  },
  // A promise that never settles, in the place of whatever the step should answer.
  hang: () => new Promise(() => undefined) as never,
};

export const later = <T>(clock: FakeClock, value: T): Promise<T> =>
  new Promise((resolve) => clock.after(400, () => resolve(value)));
