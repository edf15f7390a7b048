import type { Condition, Monitor, Monitored } from '../../plugin/steps.js';
import { FactScope } from '../fact-scope.js';
import { holds, type Run } from '../run.js';
import type { Watch } from './watch.js';

/** A monitor in one request, once its checks were asked. */
export interface Inside {
  /** What they learned. */
  readonly facts: FactScope;
  /** There where they do not decide. */
  readonly watch?: Watch;
}

type Tree<Node> = Node | Monitored<Tree<Node>>;

/** A node and the facts that it may see. */
interface Placed<Node> {
  readonly node: Node;
  readonly facts: FactScope;
}

/** Whether the steps inside decide about this request. */
export const isDeciding = (run: Run, { enforced }: Monitor, facts: FactScope): boolean =>
  holds(run, { conditions: [enforced] }, facts);

/** The facts that the override sources and intents of a monitor see: those of its own checks before all others. */
export function insideFacts(run: Run, monitor: Monitor, facts: FactScope): FactScope {
  const inside = new FactScope(facts, true);
  const known = run.inside.get(monitor);
  if (known !== undefined) inside.merge(known.facts);
  return inside;
}

/**
 * The nodes that decide about this request: those inside a monitor stand in its place, as if they were listed without it.
 *
 * @param watch called for each monitor that does not decide
 */
export function decidingNodes<Node extends { readonly conditions: readonly Condition[] }>(
  run: Run,
  nodes: readonly Tree<Node>[],
  facts: FactScope,
  watch: (node: Monitored<Tree<Node>>) => void,
): readonly Placed<Node>[] {
  return nodes.flatMap((node): readonly Placed<Node>[] => {
    if (!isMonitored(node)) return [{ node, facts }];
    if (isDeciding(run, node.monitor, facts)) {
      const children = node.children.map((child) => ({
        ...child,
        conditions: [...node.conditions, ...child.conditions],
      }));
      return decidingNodes(run, children, insideFacts(run, node.monitor, facts), watch);
    }
    watch(node);
    return [];
  });
}

const isMonitored = <Node>(node: Tree<Node>): node is Monitored<Tree<Node>> =>
  (node as { readonly kind?: unknown }).kind === 'monitored';
