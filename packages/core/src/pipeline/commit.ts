import type { Reason } from '../domain/decision.js';
import { type Intent, isIntent } from '../domain/intent.js';
import { timing } from '../domain/limits.js';
import { isReasonCode } from '../domain/verdict.js';
import type { IntentSource, Ready } from '../plugin/steps.js';
import type { ClaimLedger, CommitResult, LedgerEntry } from '../ports/claim-ledger.js';
import { Denied } from './denied.js';
import { isA } from './describe-error.js';
import type { FactScope } from './fact-scope.js';
import type { HookParts } from './hook.js';
import { decidingNodes } from './monitor/inside.js';
import type { OverrideMap } from './override.js';
import { plainText } from './redaction.js';
import { contextOf, denied, type Failing, failed, holds, type Run } from './run.js';
import { answerAgain, hashParameters, storedAnswer } from './stored-answer.js';

type CommitParts = Pick<HookParts, 'intents' | 'claimLedger' | 'freshParameters'>;

/**
 * Collects the intents and commits them at once; the overrides of the answer come back, those of an earlier
 * commit where this is a repeat. Nothing is committed when no plugin has an intent for this request.
 *
 * @throws Denied
 */
export async function commit(
  run: Run,
  parts: CommitParts,
  overrides: OverrideMap,
  facts: FactScope,
): Promise<OverrideMap> {
  const intents: Intent[] = [];
  // Intents are nothing that could be tried: where a monitor does not decide, they are not asked for.
  const deciding = decidingNodes<Ready<IntentSource>>(run, parts.intents, facts, () => undefined);
  for (const { node, facts: known } of deciding) {
    intents.push(...(await intentsOf(run, node, known)));
  }
  if (intents.length === 0) return overrides;
  const result = await traced(run, 'ledger', { name: 'commit' }, 'LEDGER_FAILED', async () => {
    if (parts.claimLedger === undefined)
      throw denied('LEDGER_FAILED', 'the hook has intents and no ledger');
    if (run.deadline.remaining() < timing.commitReserveMs) {
      throw denied('COMMIT_TOO_LATE', `${Math.round(run.deadline.remaining())} ms were left`);
    }
    const entry = Object.freeze({
      certificateId: run.request.certificateId,
      parametersHash: hashParameters(run.request, parts.freshParameters),
      request: run.request,
      intents: Object.freeze(intents),
      answer: storedAnswer(overrides),
    });
    return askLedger(run, parts.claimLedger, entry);
  });
  return result.kind === 'replay' ? answerAgain(run, result.answer, overrides) : overrides;
}

/** Runs a step and takes down what came of it, also when it fails: the operator looks for it in the trace. */
async function traced<T extends { readonly kind: string }>(
  run: Run,
  step: 'intents' | 'ledger',
  who: Failing,
  code: string,
  ask: () => Promise<T>,
): Promise<T> {
  const started = run.clock.monotonic();
  const record = (verdict: string, reason?: Reason) =>
    run.trace.push({
      step,
      ...who,
      verdict,
      ...(reason === undefined ? {} : { code: reason.code, detail: reason.detail }),
      durationMs: run.clock.monotonic() - started,
    });
  try {
    const answer = await ask();
    record(answer.kind);
    return answer;
  } catch (error) {
    const denial = failed(run, who, code, error);
    record(isA(error, CommitDenied) ? 'deny' : 'failed', denial.reason);
    throw denial;
  }
}

/** The ledger was asked and said no, which is no failure. */
class CommitDenied extends Denied {}

async function intentsOf(
  run: Run,
  source: Ready<IntentSource>,
  facts: FactScope,
): Promise<readonly Intent[]> {
  const { name, plugin } = source;
  const { intents } = await traced(run, 'intents', { name, plugin }, 'INTENTS_FAILED', async () => {
    if (!holds(run, source, facts)) return { kind: 'notApplicable', intents: [] };
    const context = contextOf(run, source, facts);
    const given: unknown = await run.deadline.race(source.run(run.request, context));
    if (Array.isArray(given) && given.every(isIntent)) return { kind: 'given', intents: given };
    throw denied('INTENTS_FAILED', `"${name}" gave something malformed`, plugin);
  });
  return intents;
}

async function askLedger(run: Run, ledger: ClaimLedger, entry: LedgerEntry): Promise<CommitResult> {
  let result: CommitResult;
  try {
    result = await run.deadline.race(ledger.commit(entry, { signal: run.deadline.signal }));
  } catch (error) {
    // Whether it was committed is not known; the same request again finds out.
    if (run.deadline.signal.aborted) {
      throw denied('COMMIT_OUTCOME_UNKNOWN', 'the ledger had not answered at the deadline');
    }
    throw error;
  }
  if (!isCommitResult(result)) {
    throw denied('LEDGER_FAILED', 'the ledger answered something malformed');
  }
  if (result.kind === 'deny') {
    throw new CommitDenied({ code: result.code, detail: plainText(result.detail) });
  }
  return result;
}

function isCommitResult(value: unknown): value is CommitResult {
  const result = value as CommitResult | null | undefined;
  switch (result?.kind) {
    case 'committed':
      return true;
    case 'replay':
      return typeof result.answer === 'object' && result.answer !== null;
    case 'deny':
      return isReasonCode(result.code) && typeof result.detail === 'string';
    default:
      return false;
  }
}
