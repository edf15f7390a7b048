import type { ReadySources } from '../plugin/steps.js';
import { askSource } from './ask-source.js';
import type { FactScope } from './fact-scope.js';
import { decidingNodes } from './monitor/inside.js';
import { watchOverrides } from './monitor/watch.js';
import type { Override, OverrideMap } from './override.js';
import { denied, holds, type Run } from './run.js';

type DecidingSource = Exclude<ReadySources, { readonly kind: 'monitored' }>;

/**
 * Asks all override sources at once and merges what they give. Order means nothing here: two sources that give one
 * key different values are a conflict, unless a `layered` names the order.
 *
 * @throws Denied
 */
export async function runOverrides(
  run: Run,
  sources: readonly ReadySources[],
  facts: FactScope,
): Promise<OverrideMap> {
  const deciding = decidingNodes<DecidingSource>(run, sources, facts, (node) =>
    watchOverrides(run, node, facts, (own, inside) => runOverrides(own, node.children, inside)),
  );
  const given = await atOnce(run, deciding, (own, { node, facts: known }) =>
    valuesOf(own, node, known),
  );
  const merged = new Map<string, Override>();
  for (const values of given) {
    for (const [key, override] of values) {
      const earlier = merged.get(key);
      if (earlier !== undefined && earlier.value !== override.value) {
        throw denied(
          'OVERRIDE_CONFLICT',
          `"${key}" from ${earlier.origin.source} and ${override.origin.source}`,
          override.origin.source,
        );
      }
      merged.set(key, earlier === undefined ? override : asSecretAs(earlier, override));
    }
  }
  return merged;
}

async function valuesOf(run: Run, node: DecidingSource, facts: FactScope): Promise<OverrideMap> {
  if (node.kind === 'step') return askSource(run, node, facts);
  if (!holds(run, node, facts)) return new Map();
  const layers = await atOnce(run, node.layers, (own, layer) => runOverrides(own, layer, facts));
  const laid = new Map<string, Override>();
  for (const [key, override] of layers.flatMap((layer) => [...layer])) {
    const above = laid.get(key);
    // The first layer that has a key gives it.
    laid.set(key, above === undefined ? override : asSecretAs(above, override));
  }
  return laid;
}

/** What one source calls a secret stays one, though another source gives the same value in the open. */
function asSecretAs(given: Override, other: Override): Override {
  return other.origin.secret && !given.origin.secret && other.value === given.value ? other : given;
}

/**
 * Asks all at once. The trace, and the failure when there are several, come in listed order: the same fault gives
 * the same decision, whoever was faster.
 */
async function atOnce<Item, Answer>(
  run: Run,
  items: readonly Item[],
  ask: (own: Run, item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const asked = items.map((item) => {
    const own = { ...run, trace: [] };
    return { own, answer: ask(own, item) };
  });
  await Promise.allSettled(asked.map(({ answer }) => answer));
  for (const { own } of asked) run.trace.push(...own.trace);
  return Promise.all(asked.map(({ answer }) => answer));
}
