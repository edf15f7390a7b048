import {
  CompositionError,
  type Condition,
  type DeclaredChecks,
  nearest,
  type Plugin,
  type StepInfo,
} from '@gangway/core';
import { checkSteps, sourceSteps } from './walk.js';

/** A fact that some check gives, under these conditions. */
interface Given {
  readonly fact: string;
  readonly plugin: string;
  readonly conditions: ReadonlySet<Condition>;
}

/**
 * Every fact that is needed is given before, for every request in which it is needed.
 *
 * @throws CompositionError `FACT_WITHOUT_GIVER`, `FACT_DOUBLED`
 */
export function assertFacts(plugins: readonly Plugin[]): void {
  const all = plugins.flatMap((plugin) => plugin.checks).flatMap(checkSteps);
  const given = followAll(
    plugins.flatMap((plugin) => plugin.checks),
    [],
    new Set(),
    all,
  );
  for (const plugin of plugins) {
    for (const step of [...plugin.overrideSources.flatMap(sourceSteps), ...plugin.intents]) {
      assertGiven(step, new Set(step.conditions), given, all);
    }
  }
}

type Conditions = ReadonlySet<Condition>;

/** What is given after these nodes, run in order. */
function followAll(
  nodes: readonly DeclaredChecks[],
  before: readonly Given[],
  ambient: Conditions,
  all: readonly StepInfo[],
): readonly Given[] {
  return nodes.reduce((given, node) => merge(given, follow(node, given, ambient, all)), before);
}

/** What one node gives, when `before` is what was given before it. */
function follow(
  node: DeclaredChecks,
  before: readonly Given[],
  ambient: Conditions,
  all: readonly StepInfo[],
): readonly Given[] {
  const conditions = new Set([...ambient, ...node.conditions]);
  switch (node.kind) {
    case 'step':
      assertGiven(node, conditions, before, all);
      return (node.facts.gives ?? []).map(({ name }) => ({
        fact: name,
        plugin: node.plugin,
        conditions,
      }));
    case 'allOf':
      return node.concurrent
        ? node.children.reduce<readonly Given[]>(
            (given, child) => merge(given, follow(child, before, conditions, all)),
            [],
          )
        : followAll(node.children, before, conditions, all).filter((one) => !before.includes(one));
    case 'anyOf': {
      const branches = node.branches.map((branch) => {
        const inside = new Set([...conditions, branch.condition]);
        const given = followAll(branch.children, before, inside, all);
        return given.filter((one) => !before.includes(one));
      });
      return [...branches.flat(), ...givenByEach(branches, conditions)];
    }
  }
}

/** A fact that every branch gives is there whichever of them permits. */
function givenByEach(
  branches: readonly (readonly Given[])[],
  conditions: Conditions,
): readonly Given[] {
  const [first = [], ...others] = branches;
  return first
    .filter(({ fact }) => others.every((branch) => branch.some((one) => one.fact === fact)))
    .map((one) => ({ ...one, conditions }));
}

function merge(before: readonly Given[], more: readonly Given[]): readonly Given[] {
  for (const one of more) {
    const other = before.find(
      ({ fact, conditions }) =>
        fact === one.fact &&
        (conditions.isSubsetOf(one.conditions) || one.conditions.isSubsetOf(conditions)),
    );
    if (other === undefined) continue;
    throw new CompositionError(
      'FACT_DOUBLED',
      `The fact "${one.fact}" is given by "${other.plugin}" and by "${one.plugin}" for the same requests.`,
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
    return `"${giver.plugin}" gives it only where ${[...giver.conditions].map((condition) => condition.name).join(', ')} holds.`;
  }
  const later = all.find((step) => step.facts.gives?.some((fact) => fact.name === name));
  if (later !== undefined) return `"${later.plugin}" gives it, but is not listed before.`;
  const near = nearest(
    name,
    all.flatMap((step) => step.facts.gives ?? []).map((fact) => fact.name),
  );
  return near === undefined ? 'No plugin gives it.' : `No plugin gives it. Did it mean "${near}"?`;
}
