import type { Reason } from '../domain/decision.js';
import type { Check, CheckBranch, Monitored, Ready, ReadyChecks } from '../plugin/steps.js';
import { askCheck, type Finding, inapplicable, permitted } from './ask-check.js';
import { Denied } from './denied.js';
import { FactScope } from './fact-scope.js';
import { isDeciding } from './monitor/inside.js';
import { watchChecks } from './monitor/watch.js';
import { ownConditions } from './own-conditions.js';
import { denied, failed, holds, type Run } from './run.js';

/**
 * Runs the checks: in order, the first deny ends it, and at least one must permit.
 *
 * @throws Denied
 */
export async function runChecks(
  run: Run,
  checks: readonly ReadyChecks[],
  facts: FactScope,
): Promise<void> {
  if (checks.length === 0) throw denied('NO_CHECKS', 'the hook has no checks');
  const finding = await inOrder(run, checks, facts, '');
  if (finding.kind === 'deny') throw new Denied(finding.reason);
  if (finding.kind !== 'permit') {
    throw denied('NO_PERMIT', 'every check found that it does not apply');
  }
}

function findingOf(run: Run, node: ReadyChecks, facts: FactScope, path: string): Promise<Finding> {
  switch (node.kind) {
    case 'step':
      return findingOfStep(run, node, facts, path);
    case 'allOf':
    case 'anyOf':
      return findingOfComposite(run, node, facts, path);
    case 'monitored':
      if (isDeciding(run, node.monitor, facts)) return findingOfComposite(run, node, facts, path);
      watchChecks(run, node, facts, path, async (own, inside) => {
        const outside = unlessItHolds(run, node, facts);
        return outside ?? inOrder(own, node.children, inside, `${path}${node.name}/`);
      });
      return Promise.resolve(inapplicable);
  }
}

async function findingOfComposite(
  run: Run,
  node: Exclude<ReadyChecks, Ready<Check>>,
  facts: FactScope,
  path: string,
): Promise<Finding> {
  const inside = `${path}${node.name}/`;
  const outside = unlessItHolds(run, node, facts);
  if (outside !== undefined) {
    record(run, `${path}${node.name}`, undefined, outside, run.clock.monotonic());
    return outside;
  }
  switch (node.kind) {
    case 'anyOf':
      return anyOf(run, node.branches, facts, inside);
    case 'allOf':
      return node.concurrent
        ? atOnce(run, node.children, facts, inside)
        : inOrder(run, node.children, facts, inside);
    case 'monitored':
      return enforced(run, node, facts, inside);
  }
}

/** A monitor that decides: its checks stand in its place, with facts of their own before those of others. */
async function enforced(
  run: Run,
  { monitor, children }: Monitored<ReadyChecks>,
  facts: FactScope,
  path: string,
): Promise<Finding> {
  const inside = new FactScope(facts, true);
  run.inside.set(monitor, { facts: inside });
  const finding = await inOrder(run, children, inside, path);
  if (finding.kind !== 'deny') facts.borrow(inside);
  return finding;
}

async function inOrder(
  run: Run,
  nodes: readonly ReadyChecks[],
  facts: FactScope,
  path: string,
): Promise<Finding> {
  let result = inapplicable;
  for (const node of nodes) {
    const finding = await findingOf(run, node, facts, path);
    if (finding.kind === 'deny') return finding;
    if (finding.kind === 'permit') result = permitted;
  }
  return result;
}

/** All are asked, whatever the others say; the first deny in listed order is the reason, so the answer is always the same. */
async function atOnce(
  run: Run,
  nodes: readonly ReadyChecks[],
  facts: FactScope,
  path: string,
): Promise<Finding> {
  const asked = nodes.map(async (node) => {
    const own = { ...run, trace: [] };
    const scope = new FactScope(facts);
    return { own, scope, finding: await findingOf(own, node, scope, path) };
  });
  const answers = await Promise.all(asked);
  for (const { own } of answers) run.trace.push(...own.trace);
  let result = inapplicable;
  for (const { scope, finding } of answers) {
    if (finding.kind === 'deny') return finding;
    const doubled = facts.merge(scope);
    if (doubled !== undefined) {
      throw denied('VERDICT_MALFORMED', `the fact "${doubled}" was given twice at once`);
    }
    if (finding.kind === 'permit') result = permitted;
  }
  return result;
}

/** The first branch that permits is taken; "could not ask" outranks "said no" among the reasons. */
async function anyOf(
  run: Run,
  branches: readonly CheckBranch<Ready<Check>>[],
  facts: FactScope,
  path: string,
): Promise<Finding> {
  let reason: Reason | undefined;
  for (const branch of branches) {
    const scope = new FactScope(facts);
    // What was found by the facts of a branch that is not taken must not hold for the next.
    const conditions = ownConditions(run.conditions);
    const finding = await inOrder({ ...run, conditions }, branch.children, scope, path);
    if (finding.kind === 'permit') {
      conditions.set(branch.condition, true);
      conditions.keep();
      facts.merge(scope);
      return permitted;
    }
    if (
      finding.kind === 'deny' &&
      (reason === undefined || outranks(run, finding.reason, reason))
    ) {
      reason = finding.reason;
    }
  }
  return reason === undefined ? inapplicable : { kind: 'deny', reason };
}

function outranks(run: Run, reason: Reason, earlier: Reason): boolean {
  const isError = ({ code }: Reason) => run.reasonCodes[code]?.class === 'DENY_ERROR';
  return isError(reason) && !isError(earlier);
}

/** What a node comes to when its conditions keep it out, or cannot be asked. */
function unlessItHolds(
  run: Run,
  node: Pick<ReadyChecks, 'name' | 'conditions'>,
  facts: FactScope,
): Finding | undefined {
  try {
    return holds(run, node, facts) ? undefined : inapplicable;
  } catch (error) {
    return {
      kind: 'deny',
      reason: failed(run, { name: node.name }, 'CONDITION_FAILED', error).reason,
    };
  }
}

async function findingOfStep(
  run: Run,
  step: Ready<Check>,
  facts: FactScope,
  path: string,
): Promise<Finding> {
  const started = run.clock.monotonic();
  const finding = await askCheck(run, step, facts);
  record(run, `${path}${step.name}`, step.plugin, finding, started);
  return finding;
}

function record(
  run: Run,
  name: string,
  plugin: string | undefined,
  finding: Finding,
  started: number,
): void {
  run.trace.push({
    step: 'check',
    name,
    ...(plugin === undefined ? {} : { plugin }),
    verdict: finding.kind,
    ...(finding.kind === 'deny'
      ? { code: finding.reason.code, detail: finding.reason.detail }
      : {}),
    durationMs: run.clock.monotonic() - started,
  });
}
