import type { TraceStep } from '../domain/decision.js';
import type { StepContext } from '../plugin/steps.js';
import type { Logger } from '../ports/logger.js';
import type { Overrides } from '../ports/override-source.js';
import { deadlineWithin } from './deadline.js';
import type { FactScope } from './fact-scope.js';
import { momentOf } from './last-good.js';
import { checkOverrides, type OverrideMap, type SourceStep } from './override.js';
import { contextOf, failed, holds, type Run } from './run.js';

/** What a source comes to, and how it stands in the trace. */
interface Outcome {
  readonly verdict: 'notApplicable' | 'given' | 'skipped' | 'lastGood';
  readonly values: OverrideMap;
  /** Why it could not be asked, where something else stands in for its answer. */
  readonly failure?: Pick<TraceStep, 'code' | 'detail'>;
}

/**
 * Asks one override source, and takes what its failure policy says where it cannot be asked. That is where it throws,
 * rejects or lets its time run out; whatever breaks a rule denies under every policy.
 *
 * @throws Denied
 */
export async function askSource(
  run: Run,
  step: SourceStep,
  facts: FactScope,
): Promise<OverrideMap> {
  const started = run.clock.monotonic();
  const record = (verdict: string, more: Partial<TraceStep>) =>
    run.trace.push({
      step: 'overrides',
      name: step.name,
      plugin: step.plugin,
      verdict,
      durationMs: run.clock.monotonic() - started,
      ...more,
    });
  try {
    const { verdict, values, failure = {} } = await outcomeOf(run, step, facts);
    const origins = Object.fromEntries([...values].map(([key, { origin }]) => [key, origin]));
    const tellsKeys = verdict === 'given' || verdict === 'lastGood';
    record(verdict, { ...(tellsKeys ? { overrides: origins } : {}), ...failure });
    return values;
  } catch (error) {
    const denial = failed(run, step, 'OVERRIDE_SOURCE_FAILED', error);
    record('failed', { code: denial.reason.code, detail: denial.reason.detail });
    throw denial;
  }
}

async function outcomeOf(run: Run, step: SourceStep, facts: FactScope): Promise<Outcome> {
  if (!holds(run, step, facts)) return { verdict: 'notApplicable', values: new Map() };
  const { own, clear } = withOwnTime(run, step);
  try {
    const context = contextOf(own, step, facts);
    const asked = momentOf(run.clock);
    const answer = await answerOf(own, step, context);
    if ('error' in answer) return standIn(run, own, step, answer.error);
    const values = checkOverrides(run, step, answer.given);
    if (keepsLastGood(step)) run.lastGood.keep(step.run, values, asked);
    return { verdict: 'given', values };
  } finally {
    clear();
  }
}

/** What it gave, not looked at yet, or what it threw: only the asking may fail without breaking a rule. */
async function answerOf(
  { request, deadline }: Run,
  step: SourceStep,
  context: StepContext,
): Promise<{ readonly given: Overrides } | { readonly error: unknown }> {
  try {
    return { given: await deadline.race(step.run.values(request, context)) };
  } catch (error) {
    return { error };
  }
}

/** The run with a deadline of the source's own, where it has one: its time must not be all that the request has. */
function withOwnTime(run: Run, { onFailure }: SourceStep) {
  const timeoutMs = onFailure?.timeoutMs;
  if (timeoutMs === undefined) return { own: run, clear: () => {} };
  const code = 'OVERRIDE_SOURCE_TIMED_OUT';
  const deadline = deadlineWithin(run.deadline, run.clock, timeoutMs, code);
  return { own: { ...run, deadline }, clear: () => deadline.clear() };
}

/** @throws Denied where nothing may stand in */
function standIn(run: Run, own: Run, step: SourceStep, error: unknown): Outcome {
  const instead = insteadOf(run, step);
  if (instead === undefined) throw failed(own, step, 'OVERRIDE_SOURCE_FAILED', error);
  // The request goes on, so nobody is to be called; but the log has it.
  const quiet = { ...own, logger: warning(own.logger, instead.verdict) };
  const { reason } = failed(quiet, step, 'OVERRIDE_SOURCE_FAILED', error);
  if (reason.code === 'OVERRIDE_SOURCE_TIMED_OUT') {
    quiet.logger.log('warn', `${step.plugin}/${step.name} failed`, {
      code: reason.code,
      certificateId: run.hide(run.request.certificateId),
      error: run.hide(reason.detail),
    });
  }
  return { ...instead, failure: { code: reason.code, detail: reason.detail } };
}

function insteadOf(run: Run, step: SourceStep): Outcome | undefined {
  // The time of the request is no source's to have run out.
  if (run.deadline.signal.aborted || run.deadline.remaining() <= 0) return undefined;
  if (step.onFailure?.kind === 'skip') return { verdict: 'skipped', values: new Map() };
  if (!keepsLastGood(step)) return undefined;
  const { maxAgeMs } = step.onFailure;
  const left = run.deadline.remaining();
  const kept = run.lastGood.find(step.run, maxAgeMs, momentOf(run.clock), left);
  // Held to the rules again, and told of this request.
  return kept && { verdict: 'lastGood', values: checkOverrides(run, step, kept) };
}

/** Whoever gives each device its own must never have one's given to another. */
const keepsLastGood = (
  step: SourceStep,
): step is SourceStep & { readonly onFailure: { readonly kind: 'lastGood' } } =>
  step.sameForAll === true && step.onFailure?.kind === 'lastGood';

const warning = (logger: Logger, verdict: string): Logger => ({
  log: (_level, message, fields) => logger.log('warn', message, { ...fields, verdict }),
});
