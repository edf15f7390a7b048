import type { Policy, Request, Tree } from './script.js';

/** What stands between a source and a request, from the outside in. */
export type Gate =
  | { readonly condition: number }
  | { readonly check: number; readonly among: readonly number[] };

/** A source in its place. */
export interface Placed {
  readonly kind: 'source';
  readonly number: number;
  readonly keys: readonly string[];
  readonly gates: readonly Gate[];
  readonly policy: Policy;
}

export type Place =
  | Placed
  | { readonly kind: 'beside'; readonly children: readonly Place[] }
  | { readonly kind: 'layers'; readonly layers: readonly Place[] };

const simply: Policy = { failure: 'deny' };

/** All sources of a hook, in their places. */
export const placeOfAll = (trees: readonly Tree[]): Place => ({
  kind: 'beside',
  children: placesOf(trees, { gates: [], policy: simply }, { next: 0 }),
});

interface Around {
  readonly gates: readonly Gate[];
  readonly policy: Policy;
}

/** @param count goes up with each source, in listed order */
const placesOf = (
  trees: readonly Tree[],
  around: Around,
  count: { next: number },
): readonly Place[] => trees.map((tree) => placeOf(tree, around, count));

function placeOf(tree: Tree, around: Around, count: { next: number }): Place {
  const inside = (children: readonly Tree[], more: Partial<Around> = {}): Place => ({
    kind: 'beside',
    children: placesOf(children, { ...around, ...more }, count),
  });
  const behind = (gate: Gate) => ({ gates: [...around.gates, gate] });
  switch (tree.kind) {
    case 'source': {
      const number = count.next;
      count.next += 1;
      return { kind: 'source', number, keys: tree.keys, ...around };
    }
    case 'group':
      return inside(tree.children);
    case 'layered':
      return { kind: 'layers', layers: placesOf(tree.children, around, count) };
    case 'when':
      return inside(tree.children, behind({ condition: tree.condition }));
    case 'onFailure':
      return inside(tree.children, { policy: tree.policy });
    case 'anyOf': {
      const among = tree.alternatives.map(({ check }) => check);
      return {
        kind: 'beside',
        children: tree.alternatives.map(({ children }, index) =>
          inside(children, behind({ check: index, among })),
        ),
      };
    }
  }
}

export const sourcesAt = (place: Place): readonly Placed[] => {
  if (place.kind === 'source') return [place];
  return (place.kind === 'layers' ? place.layers : place.children).flatMap(sourcesAt);
};

/** Whether a source takes part; what cannot be asked is no answer. From the outside in, the first gate that is shut settles it. */
export function gateOf(request: Request, gates: readonly Gate[]): 'open' | 'closed' | 'broken' {
  for (const gate of gates) {
    if ('among' in gate) {
      const taken = gate.among.findIndex((check) => request.checks[check] === 'permit');
      if (taken !== gate.check) return 'closed';
      continue;
    }
    const said = request.conditions[gate.condition];
    if (said === 'does not') return 'closed';
    if (said !== 'holds') return 'broken';
  }
  return 'open';
}
