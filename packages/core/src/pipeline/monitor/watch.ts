import type { Reason } from '../../domain/decision.js';
import type { Monitor, Monitored } from '../../plugin/steps.js';
import { type Finding, inapplicable } from '../ask-check.js';
import { deadlineWithin } from '../deadline.js';
import { FactScope } from '../fact-scope.js';
import type { Override, OverrideMap } from '../override.js';
import { type Failing, failed, holds, type Run } from '../run.js';
import { insideFacts } from './inside.js';
import { monitoredRun } from './monitored-run.js';

interface Timed<T> {
  readonly answer: T;
  readonly durationMs: number;
}

/** What the override sources of a monitor come to. */
type Given =
  | { readonly kind: 'given'; readonly values: OverrideMap }
  | { readonly kind: 'deny'; readonly reason: Reason };

/**
 * A monitor in a request about which it does not decide. Its steps run beside those that decide, so that the answer waits
 * for them only when all else is done, and they cannot eat the time of a commit.
 */
export interface Watch {
  /** With its path, as it stands in the trace. */
  readonly name: string;
  readonly run: Run;
  /** Like the other one, it never rejects. */
  readonly checks: Promise<Timed<Finding>>;
  overrides?: Promise<Timed<Given> | undefined>;
}

/** Starts the checks of a monitor, with the facts that are known now. */
export function watchChecks(
  run: Run,
  node: Monitored<unknown>,
  facts: FactScope,
  path: string,
  ask: (own: Run, inside: FactScope) => Promise<Finding>,
): void {
  const own = monitoredRun(run, node.name);
  const inside = new FactScope(facts.snapshot(), true);
  const who = { name: `${path}${node.name}` };
  const checks = inTime(own, node.monitor, (timed) => ask(timed, inside), 'CHECK_FAILED', who);
  const watch = { ...who, run: own, checks };
  run.inside.set(node.monitor, { facts: inside, watch });
  run.watches.push(watch);
}

/** Starts the override sources of a monitor, once its checks are known not to deny. */
export function watchOverrides(
  run: Run,
  node: Monitored<unknown>,
  facts: FactScope,
  ask: (own: Run, inside: FactScope) => Promise<OverrideMap>,
): void {
  const known = run.inside.get(node.monitor)?.watch;
  // One monitor may be listed in several places, of which each has sources and one line for them.
  const isFree = known !== undefined && known.overrides === undefined;
  const watch = isFree ? known : watchSources(run, node, known?.checks);
  const inside = insideFacts(run, node.monitor, facts);
  const give = async (timed: Run): Promise<Given> => {
    // What a monitor stands under is known outside of it.
    const values = holds(run, node, facts) ? await ask(timed, inside) : new Map<string, Override>();
    return { kind: 'given', values };
  };
  const afterChecks = async () => {
    const { answer } = await watch.checks;
    if (answer.kind === 'deny') return undefined;
    return inTime(watch.run, node.monitor, give, 'OVERRIDE_SOURCE_FAILED', watch);
  };
  watch.overrides = afterChecks();
}

function watchSources(
  run: Run,
  { name }: Monitored<unknown>,
  checks: Watch['checks'] = Promise.resolve({ answer: inapplicable, durationMs: 0 }),
): Watch {
  const watch: Watch = { name, run: monitoredRun(run, name), checks };
  run.watches.push(watch);
  return watch;
}

/** Asks within the time that a monitor gives; whatever goes wrong is a denial that nobody hears of but the trace. */
async function inTime<Answer>(
  run: Run,
  { timeoutMs }: Monitor,
  ask: (timed: Run) => Promise<Answer>,
  code: string,
  { name }: Failing,
): Promise<Timed<Answer | { readonly kind: 'deny'; readonly reason: Reason }>> {
  const started = run.clock.monotonic();
  const deadline = deadlineWithin(run.deadline, run.clock, timeoutMs, 'MONITOR_TIMED_OUT');
  const timed = { ...run, deadline };
  const answered = <T>(answer: T) => ({ answer, durationMs: run.clock.monotonic() - started });
  try {
    return answered(await ask(timed));
  } catch (error) {
    const { reason } = failed(timed, { name }, code, error);
    return answered({ kind: 'deny', reason } as const);
  } finally {
    deadline.clear();
  }
}
