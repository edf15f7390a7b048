import type { Reason } from '../domain/decision.js';
import { isVerdict, type Verdict } from '../domain/verdict.js';
import type { Check, Ready } from '../plugin/steps.js';
import type { FactScope } from './fact-scope.js';
import { contextOf, denied, failed, holds, type Run } from './run.js';

/** What a node of the tree of checks comes to. */
export type Finding =
  | { readonly kind: 'permit' }
  | { readonly kind: 'notApplicable' }
  | { readonly kind: 'deny'; readonly reason: Reason };

export const permitted: Finding = Object.freeze({ kind: 'permit' });
export const inapplicable: Finding = Object.freeze({ kind: 'notApplicable' });

/** Asks one check and takes its facts; whatever goes wrong on the way is a denial. */
export async function askCheck(run: Run, step: Ready<Check>, facts: FactScope): Promise<Finding> {
  try {
    if (!holds(run, step, facts)) return inapplicable;
    const verdict = await run.deadline.race(step.run(run.request, contextOf(run, step, facts)));
    return findingOfVerdict(step, verdict, facts);
  } catch (error) {
    return { kind: 'deny', reason: failed(run, step, 'CHECK_FAILED', error).reason };
  }
}

function findingOfVerdict(step: Ready<Check>, verdict: Verdict, facts: FactScope): Finding {
  if (!isVerdict(verdict)) {
    throw denied('VERDICT_MALFORMED', `"${step.name}" answered ${typeof verdict}`, step.plugin);
  }
  if (verdict.kind === 'deny') throw denied(verdict.code, verdict.detail, step.plugin);
  if (verdict.kind === 'notApplicable') return inapplicable;
  const declared = new Set(step.facts.gives?.map(({ name }) => name));
  for (const given of verdict.facts) {
    const { name } = given.key;
    if (!declared.has(name) || facts.isTaken(name)) {
      const fault = declared.has(name) ? 'was given before' : 'is not declared';
      throw denied('VERDICT_MALFORMED', `the fact "${name}" ${fault}`, step.plugin);
    }
    facts.add(given);
  }
  return permitted;
}
