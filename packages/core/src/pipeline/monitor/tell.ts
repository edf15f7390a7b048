import type { OverrideComparison, Reason, TraceStep } from '../../domain/decision.js';
import type { Finding } from '../ask-check.js';
import type { OverrideMap } from '../override.js';
import type { Run } from '../run.js';
import type { Watch } from './watch.js';

/**
 * What monitors found, as lines of a trace: for each one what it comes to as a whole, and then its steps. A monitor inside
 * one that does not decide has lines of its own.
 *
 * @param answer the overrides of an allow
 */
export async function tellWatches(
  watches: readonly Watch[],
  answer: OverrideMap | undefined,
): Promise<readonly TraceStep[]> {
  const lines: TraceStep[] = [];
  // One that stands inside another begins while that one is waited for.
  for (const watch of watches) {
    const asked = await watch.checks;
    const given = await watch.overrides;
    const finding = given?.answer.kind === 'deny' ? given.answer : asked.answer;
    const values = given?.answer.kind === 'given' ? given.answer.values : undefined;
    lines.push({
      step: 'monitor',
      name: watch.name,
      ...conclusion(watch.run, finding, values, answer),
      durationMs: asked.durationMs + (given?.durationMs ?? 0),
    });
    lines.push(...watch.run.trace.map((step) => wouldStep(watch.run, step)));
  }
  return lines;
}

function conclusion(
  run: Run,
  finding: Finding,
  values: OverrideMap | undefined,
  answer: OverrideMap | undefined,
): Pick<TraceStep, 'verdict'> & Partial<TraceStep> {
  if (finding.kind === 'deny') return { verdict: 'wouldDeny', ...withClass(run, finding.reason) };
  if (values !== undefined && values.size > 0) {
    const entries = [...values];
    return {
      verdict: 'wouldOverride',
      overrides: Object.fromEntries(entries.map(([key, { origin }]) => [key, origin])),
      ...(answer === undefined ? {} : { compared: compare(values, answer) }),
    };
  }
  return { verdict: finding.kind === 'permit' ? 'wouldPermit' : 'notApplicable' };
}

const withClass = (run: Run, reason: Reason) => ({
  ...reason,
  class: run.reasonCodes[reason.code]?.class ?? ('DENY_POLICY' as const),
});

const compare = (values: OverrideMap, answer: OverrideMap) =>
  Object.fromEntries(
    [...values].map(([key, { value }]): [string, OverrideComparison] => {
      const real = answer.get(key);
      if (real === undefined) return [key, 'absent'];
      return [key, real.value === value ? 'same' : 'differs'];
    }),
  );

const verdicts: Readonly<Record<string, string>> = {
  permit: 'wouldPermit',
  deny: 'wouldDeny',
  failed: 'wouldDeny',
  given: 'wouldOverride',
  skipped: 'wouldSkip',
  lastGood: 'wouldGiveLastGood',
};

function wouldStep(run: Run, step: TraceStep): TraceStep {
  const { code, detail = '' } = step;
  const verdict = verdicts[step.verdict] ?? step.verdict;
  const isReason = code !== undefined && verdict === 'wouldDeny';
  return { ...step, verdict, ...(isReason ? withClass(run, { code, detail }) : {}) };
}
