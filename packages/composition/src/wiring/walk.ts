import type {
  CheckNode,
  Declared,
  IntentNode,
  Plugin,
  SourceInfo,
  SourceNode,
} from '@gangway/core';

/** The same tree of checks with each step replaced. */
export function mapChecks<A extends { readonly kind: 'step' }, B>(
  node: CheckNode<A>,
  replace: (step: A) => B,
): CheckNode<B> {
  switch (node.kind) {
    case 'step':
      return replace(node);
    case 'allOf':
    case 'monitored':
      return { ...node, children: node.children.map((child) => mapChecks(child, replace)) };
    case 'anyOf':
      return {
        ...node,
        branches: node.branches.map((branch) => ({
          ...branch,
          children: branch.children.map((child) => mapChecks(child, replace)),
        })),
      };
  }
}

/** The same tree of override sources with each step replaced. */
export function mapSources<A extends { readonly kind: 'step' }, B extends object>(
  node: SourceNode<A>,
  replace: (source: A & SourceInfo) => B,
): SourceNode<B> {
  switch (node.kind) {
    case 'step':
      return { ...infoOf(node), ...replace(node) };
    case 'layered':
      return {
        ...node,
        layers: node.layers.map((layer) => layer.map((child) => mapSources(child, replace))),
      };
    case 'monitored':
      return { ...node, children: node.children.map((child) => mapSources(child, replace)) };
  }
}

function infoOf({ keys, sameForAll, onFailure }: SourceInfo): SourceInfo {
  return {
    keys,
    ...(sameForAll === undefined ? {} : { sameForAll }),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

/** The same tree of intents with each step replaced. */
export function mapIntents<A extends { readonly kind: 'step' }, B>(
  node: IntentNode<A>,
  replace: (step: A) => B,
): IntentNode<B> {
  if (node.kind === 'step') return replace(node);
  return { ...node, children: node.children.map((child) => mapIntents(child, replace)) };
}

/** The steps of a tree of checks, in order. */
export function checkSteps<A extends { readonly kind: 'step' }>(node: CheckNode<A>): readonly A[] {
  switch (node.kind) {
    case 'step':
      return [node];
    case 'allOf':
    case 'monitored':
      return node.children.flatMap(checkSteps);
    case 'anyOf':
      return node.branches.flatMap((branch) => branch.children.flatMap(checkSteps));
  }
}

/** The steps of a tree of override sources, in order. */
export function sourceSteps<A extends { readonly kind: 'step' }>(
  node: SourceNode<A>,
): readonly (A & SourceInfo)[] {
  switch (node.kind) {
    case 'step':
      return [node];
    case 'layered':
      return node.layers.flatMap((layer) => layer.flatMap(sourceSteps));
    case 'monitored':
      return node.children.flatMap(sourceSteps);
  }
}

/** The steps of a tree of intents, in order. */
export const intentSteps = <A extends { readonly kind: 'step' }>(
  node: IntentNode<A>,
): readonly A[] => (node.kind === 'step' ? [node] : node.children.flatMap(intentSteps));

/** A plugin and all plugins inside it. */
export function withParts(plugin: Plugin): readonly Plugin[] {
  return [plugin, ...plugin.parts.flatMap(withParts)];
}

/** The same, without those of which nothing ever decides. */
export function decidingParts(plugin: Plugin): readonly Plugin[] {
  return plugin.monitor?.share === 0 ? [] : [plugin, ...plugin.parts.flatMap(decidingParts)];
}

/** Every step of a plugin: checks, override sources, intents, those inside composites included. */
export const stepsOf = (plugin: Plugin): readonly Declared<unknown>[] => [
  ...plugin.checks.flatMap(checkSteps),
  ...plugin.overrideSources.flatMap(sourceSteps),
  ...plugin.intents.flatMap(intentSteps),
];
