import type { Request, Tree } from './script.js';

/** Why a request does not come as far as the sources, where it does not. */
export const refusedBefore = (trees: readonly Tree[], request: Request): string | undefined =>
  refusalOf(request) ?? checksSayNo(trees, request, []);

/** What the device sent may be refused before anything is asked. */
function refusalOf({ parameters }: Request): string | undefined {
  for (const name of parameters) {
    if (name.startsWith('AWS::')) return 'PARAMETER_NAME_RESERVED';
    if (name === 'P') return 'PARAMETER_PROTECTED';
  }
  return undefined;
}

/** The checks stand in the alternatives alone; the first one that denies, or cannot be asked, ends it. */
function checksSayNo(
  trees: readonly Tree[],
  request: Request,
  conditions: readonly number[],
): string | undefined {
  for (const tree of trees) {
    const no = checkSaysNo(tree, request, conditions);
    if (no !== undefined) return no;
  }
  return undefined;
}

function checkSaysNo(
  tree: Tree,
  request: Request,
  conditions: readonly number[],
): string | undefined {
  if (tree.kind === 'source') return undefined;
  if (tree.kind === 'when') {
    return checksSayNo(tree.children, request, [...conditions, tree.condition]);
  }
  if (tree.kind !== 'anyOf') return checksSayNo(tree.children, request, conditions);
  const gate = conditionsOf(request, conditions);
  if (gate !== 'holds') return gate === 'broken' ? 'CONDITION_FAILED' : undefined;
  const said = tree.alternatives.map(({ check }) => request.checks[check]);
  return said.includes('permit') || !said.includes('deny') ? undefined : 'NO';
}

/** From the outside in; the first that does not hold settles it. */
function conditionsOf(
  request: Request,
  conditions: readonly number[],
): 'holds' | 'does not' | 'broken' {
  const first = conditions
    .map((index) => request.conditions[index])
    .find((said) => said !== 'holds');
  if (first === undefined) return 'holds';
  return first === 'does not' ? 'does not' : 'broken';
}
