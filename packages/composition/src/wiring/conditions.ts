import type {
  Condition,
  DeclaredChecks,
  DeclaredIntents,
  DeclaredSources,
  Monitored,
  StepInfo,
} from '@gangway/core';

/** What must hold, all of it, for a part of a hook to take part in a request. */
export type Conditions = ReadonlySet<Condition>;

/** What holds inside a monitor: what it stands under, and that it decides, unless it does so anyway. */
export function conditionsInside(
  { monitor, conditions }: Pick<Monitored<unknown>, 'monitor' | 'conditions'>,
  ambient: Iterable<Condition>,
): readonly Condition[] {
  return [...ambient, ...conditions, ...(monitor.share === 1 ? [] : [monitor.enforced])];
}

/** The question whether a monitor decides, which may need a fact. */
export const enforcementOf = ({ name, monitor }: Monitored<unknown>): StepInfo => ({
  plugin: name,
  name,
  facts: monitor.enforced.facts ?? {},
  conditions: [],
});

/** A step and the conditions of all that it stands in. */
interface Conditioned {
  readonly step: StepInfo;
  readonly conditions: Conditions;
}

/** The sources in a tree of them, or the intents. */
export function conditioned(
  node: DeclaredSources | DeclaredIntents,
  ambient: readonly Condition[],
): readonly Conditioned[] {
  const conditions = [...ambient, ...node.conditions];
  switch (node.kind) {
    case 'step':
      return [{ step: node, conditions: new Set(conditions) }];
    case 'layered':
      return node.layers.flat().flatMap((child) => conditioned(child, conditions));
    case 'monitored': {
      const inside = conditionsInside(node, ambient);
      return [
        { step: enforcementOf(node), conditions: new Set(conditions) },
        ...node.children.flatMap((child) => conditioned(child, inside)),
      ];
    }
  }
}

/** The conditions of each check of a node, those of all that it stands in included. */
export function underAll(node: DeclaredChecks, ambient: Conditions): readonly Conditions[] {
  const conditions = new Set([...ambient, ...node.conditions]);
  switch (node.kind) {
    case 'step':
      return [conditions];
    case 'allOf':
      return node.children.flatMap((child) => underAll(child, conditions));
    case 'anyOf':
      return node.branches.flatMap((branch) =>
        branch.children.flatMap((child) =>
          underAll(child, new Set([...conditions, branch.condition])),
        ),
      );
    case 'monitored': {
      // What never decides is not what has permitted.
      if (node.monitor.share === 0) return [];
      const inside = new Set(conditionsInside(node, ambient));
      return node.children.flatMap((child) => underAll(child, inside));
    }
  }
}

/** What holds whichever check it was that permitted. */
export const common = (sets: readonly Conditions[]): Conditions =>
  sets.reduce((all, one) => all.intersection(one), sets[0] ?? new Set<Condition>());
