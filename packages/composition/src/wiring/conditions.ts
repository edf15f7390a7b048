import type { Condition, DeclaredChecks, DeclaredSources, StepInfo } from '@gangway/core';

/** What must hold, all of it, for a part of a hook to take part in a request. */
export type Conditions = ReadonlySet<Condition>;

/** The sources in a tree of them, under the conditions of all that they stand in. */
export function sources(
  node: DeclaredSources,
  ambient: readonly Condition[],
): readonly { readonly step: StepInfo; readonly conditions: Conditions }[] {
  const conditions = [...ambient, ...node.conditions];
  return node.kind === 'step'
    ? [{ step: node, conditions: new Set(conditions) }]
    : node.layers.flat().flatMap((child) => sources(child, conditions));
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
  }
}

/** What holds whichever check it was that permitted. */
export const common = (sets: readonly Conditions[]): Conditions =>
  sets.reduce((all, one) => all.intersection(one), sets[0] ?? new Set<Condition>());
