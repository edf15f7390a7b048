import type { OverrideOrigin } from '../domain/decision.js';
import { limits } from '../domain/limits.js';
import type { Ready, ReadySources } from '../plugin/steps.js';
import {
  isOverrides,
  type OverrideSource,
  type Overrides,
  originIn,
} from '../ports/override-source.js';
import type { FactScope } from './fact-scope.js';
import { decidingNodes } from './monitor/inside.js';
import { watchOverrides } from './monitor/watch.js';
import { plainText } from './redaction.js';
import { contextOf, denied, failed, holds, type Run } from './run.js';

/** One override: the value for the response, and where it came from for everything else. */
export interface Override {
  readonly value: string;
  readonly origin: OverrideOrigin;
}

export type OverrideMap = ReadonlyMap<string, Override>;

type SourceStep = Ready<OverrideSource> & { readonly keys: readonly string[] };
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
  if (node.kind === 'step') return valuesOfStep(run, node, facts);
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

async function valuesOfStep(run: Run, step: SourceStep, facts: FactScope): Promise<OverrideMap> {
  const started = run.clock.monotonic();
  const record = (verdict: string, more: object) =>
    run.trace.push({
      step: 'overrides',
      name: step.name,
      plugin: step.plugin,
      verdict,
      durationMs: run.clock.monotonic() - started,
      ...more,
    });
  try {
    if (!holds(run, step, facts)) {
      record('notApplicable', {});
      return new Map();
    }
    const context = contextOf(run, step, facts);
    const given = await run.deadline.race(step.run.values(run.request, context));
    const values = checkOverrides(run, step, given);
    record('given', {
      overrides: Object.fromEntries([...values].map(([key, { origin }]) => [key, origin])),
    });
    return values;
  } catch (error) {
    const denial = failed(run, step, 'OVERRIDE_SOURCE_FAILED', error);
    record('failed', { code: denial.reason.code, detail: denial.reason.detail });
    throw denial;
  }
}

function checkOverrides(run: Run, step: SourceStep, given: Overrides): OverrideMap {
  if (!isOverrides(given)) {
    throw denied('OVERRIDE_MALFORMED', `"${step.name}" answered ${typeof given}`, step.plugin);
  }
  const values = new Map<string, Override>();
  for (const [key, value] of Object.entries(given.values)) {
    const fault = faultInOverride(step, key, value);
    if (fault !== undefined) throw denied(fault, `the key "${key}"`, step.plugin);
    const { secret, version } = originIn(given, key);
    values.set(key, {
      value,
      origin: Object.freeze({
        source: step.plugin,
        secret,
        ...(version === undefined ? {} : { version: plainText(version, 128) }),
        replaced: key in run.request.parameters,
      }),
    });
  }
  return values;
}

function faultInOverride(step: SourceStep, key: string, value: unknown): string | undefined {
  if (key.startsWith('AWS::')) return 'OVERRIDE_RESERVED';
  if (!step.keys.includes(key)) return 'OVERRIDE_UNDECLARED';
  return isOverride(key, value) ? undefined : 'OVERRIDE_MALFORMED';
}

/** Whether a key and its value may stand in a response at all. */
export function isOverride(key: string, value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= limits.parameterValueLength &&
    value.isWellFormed() &&
    key !== '' &&
    key !== '__proto__' &&
    !key.startsWith('AWS::') &&
    key.length <= limits.parameterNameLength
  );
}
