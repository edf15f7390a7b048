import {
  CompositionError,
  type DeclaredChecks,
  type Monitor,
  nearest,
  type Plugin,
  type StepInfo,
} from '@gangway/core';
import {
  type Conditions,
  common,
  conditioned,
  conditionsInside,
  enforcementOf,
  underAll,
} from './conditions.js';
import { checkSteps } from './walk.js';

/** A fact that some check gives, under these conditions. */
interface Given {
  readonly fact: string;
  readonly plugin: string;
  readonly conditions: Conditions;
  /** Inside which monitor. What is given there may be given outside, too: each side sees its own. */
  readonly monitor: Monitor | undefined;
}

/**
 * Every fact that is needed is given before, for every request in which it is needed, and by one plugin only.
 *
 * @throws CompositionError `FACT_WITHOUT_GIVER`, `FACT_DOUBLED`
 */
export function assertFacts(plugins: readonly Plugin[]): void {
  const nodes = plugins.flatMap((plugin) => plugin.checks);
  const all = nodes.flatMap(checkSteps);
  const given = followAll(nodes, [], { conditions: new Set(), monitor: undefined }, all);
  for (const node of plugins.flatMap(({ overrideSources, intents }) => [
    ...overrideSources,
    ...intents,
  ])) {
    for (const { step, conditions } of conditioned(node, [])) {
      assertGiven(step, conditions, given, all);
    }
  }
}

/** Where a node stands. */
interface Place {
  readonly conditions: Conditions;
  readonly monitor: Monitor | undefined;
}

/** What is given after these nodes, run in order. */
function followAll(
  nodes: readonly DeclaredChecks[],
  before: readonly Given[],
  place: Place,
  all: readonly StepInfo[],
): readonly Given[] {
  return nodes.reduce((given, node) => merge(given, follow(node, given, place, all)), before);
}

/** What one node gives, when `before` is what was given before it. */
function follow(
  node: DeclaredChecks,
  before: readonly Given[],
  { conditions: ambient, monitor }: Place,
  all: readonly StepInfo[],
): readonly Given[] {
  const conditions = new Set([...ambient, ...node.conditions]);
  const here = { conditions, monitor };
  const isNew = (one: Given) => !before.includes(one);
  switch (node.kind) {
    case 'step':
      assertGiven(node, conditions, before, all);
      return (node.facts.gives ?? []).map(({ name }) => ({
        fact: name,
        plugin: node.plugin,
        ...here,
      }));
    case 'allOf':
      return node.concurrent
        ? node.children.reduce<readonly Given[]>(
            (given, child) => merge(given, follow(child, before, here, all)),
            [],
          )
        : followAll(node.children, before, here, all).filter(isNew);
    case 'anyOf': {
      const alternatives = node.branches.map(({ condition, children }) => {
        const inside = new Set([...conditions, condition]);
        const given = followAll(children, before, { conditions: inside, monitor }, all);
        // When this branch is taken, one of its checks has permitted, so what they all stand under holds.
        const holding = common(children.flatMap((child) => underAll(child, inside)));
        return given
          .filter(isNew)
          .map((one) =>
            one.conditions.isSubsetOf(holding) ? { ...one, conditions: inside } : one,
          );
      });
      return [...alternatives.flat(), ...givenByEach(alternatives, conditions)];
    }
    case 'monitored': {
      assertGiven(enforcementOf(node), conditions, before, all);
      const inside = new Set(conditionsInside(node, ambient));
      const there = { conditions: inside, monitor: node.monitor };
      return followAll(node.children, before, there, all).filter(isNew);
    }
  }
}

/** A fact that every alternative gives, whenever it is taken, is there whichever of them permits. */
function givenByEach(
  alternatives: readonly (readonly Given[])[],
  conditions: Conditions,
): readonly Given[] {
  // Its own condition is the one more that what an alternative gives for certain stands under.
  const certain = alternatives.map((given) =>
    given.filter((one) => one.conditions.size === conditions.size + 1),
  );
  const [first = [], ...others] = certain;
  return first
    .filter(({ fact }) => others.every((branch) => branch.some((one) => one.fact === fact)))
    .map((one) => ({ ...one, conditions }));
}

/**
 * Whoever gives a fact that is given already may give it to the same request: of two conditions only a request shows
 * whether both hold. Branches of one anyOf do not meet here, for only one of them is taken.
 */
function merge(before: readonly Given[], more: readonly Given[]): readonly Given[] {
  for (const one of more) {
    const other = before.find(({ fact, monitor }) => fact === one.fact && monitor === one.monitor);
    if (other === undefined) continue;
    const hint =
      other.conditions.size > 0 || one.conditions.size > 0
        ? ' A request may meet the conditions of both: make them alternatives of one anyOf([...]).'
        : '';
    throw new CompositionError(
      'FACT_DOUBLED',
      `The fact "${one.fact}" is given by "${other.plugin}" and by "${one.plugin}" for the same requests.${hint}`,
    );
  }
  return [...before, ...more];
}

function assertGiven(
  step: StepInfo,
  conditions: Conditions,
  given: readonly Given[],
  all: readonly StepInfo[],
): void {
  for (const { name } of step.facts.needs ?? []) {
    const givers = given.filter(({ fact }) => fact === name);
    if (givers.some((giver) => giver.conditions.isSubsetOf(conditions))) continue;
    throw new CompositionError(
      'FACT_WITHOUT_GIVER',
      `Plugin "${step.plugin}" needs the fact "${name}". ${whyNot(name, givers, all)}`,
    );
  }
}

function whyNot(name: string, givers: readonly Given[], all: readonly StepInfo[]): string {
  const [giver] = givers;
  if (giver !== undefined) {
    const where = [...giver.conditions].map((condition) => condition.name).join(', ');
    return `"${giver.plugin}" gives it only where ${where} holds.`;
  }
  const later = all.find((step) => step.facts.gives?.some((fact) => fact.name === name));
  if (later !== undefined) return `"${later.plugin}" gives it, but is not listed before.`;
  const near = nearest(
    name,
    all.flatMap((step) => step.facts.gives ?? []).map((fact) => fact.name),
  );
  return near === undefined ? 'No plugin gives it.' : `No plugin gives it. Did it mean "${near}"?`;
}
