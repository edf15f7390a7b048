import { createHash } from 'node:crypto';
import type { Intent } from '../domain/intent.js';
import { timing } from '../domain/limits.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { ReadyIntents, StepInfo } from '../plugin/steps.js';
import type { ClaimLedger, CommitResult, StoredAnswer } from '../ports/claim-ledger.js';
import { DeadlineReached } from './deadline.js';
import type { FactScope } from './fact-scope.js';
import { denied, failed, holds, type Run } from './run.js';
import type { Override, OverrideMap } from './run-overrides.js';

const kinds: ReadonlySet<string> = new Set<Intent['kind']>([
  'claim-device',
  'bind-certificate',
  'count-against-quota',
  'spend-nonce',
]);

/**
 * Collects the intents and commits them at once; the overrides of the answer come back, those of an earlier
 * commit where this is a repeat. Nothing is committed when no plugin has an intent for this request.
 *
 * @throws Denied
 */
export async function commit(
  run: Run,
  sources: readonly ReadyIntents[],
  ledger: ClaimLedger,
  overrides: OverrideMap,
  facts: FactScope,
): Promise<OverrideMap> {
  const intents: Intent[] = [];
  for (const source of sources) intents.push(...(await intentsOf(run, source, facts)));
  if (intents.length === 0) return overrides;
  if (run.deadline.remaining() < timing.commitReserveMs) {
    throw denied('COMMIT_TOO_LATE', `${Math.round(run.deadline.remaining())} ms were left`);
  }
  const started = run.clock.monotonic();
  const result = await askLedger(run, ledger, intents, overrides);
  const { code, detail } = { code: undefined, detail: undefined, ...result };
  run.trace.push({
    step: 'ledger',
    name: 'commit',
    verdict: result.kind,
    ...(code === undefined ? {} : { code, detail }),
    durationMs: run.clock.monotonic() - started,
  });
  if (result.kind === 'deny') throw denied(result.code, result.detail);
  return result.kind === 'replay' ? answerAgain(result.answer, overrides) : overrides;
}

async function intentsOf(
  run: Run,
  source: ReadyIntents,
  facts: FactScope,
): Promise<readonly Intent[]> {
  try {
    if (!holds(run, source)) return [];
    const missing = source.facts.needs?.find(({ name }) => !facts.has(name));
    if (missing !== undefined) {
      throw denied('FACT_MISSING', `no check gave "${missing.name}"`, source.plugin);
    }
    const context = { facts: facts.view(source.facts), signal: run.deadline.signal };
    const intents: unknown = await run.deadline.race(source.run(run.request, context));
    if (Array.isArray(intents) && intents.every(isIntent)) return intents;
    throw denied('INTENTS_FAILED', `"${source.name}" gave something malformed`, source.plugin);
  } catch (error) {
    throw failed(run, source, 'INTENTS_FAILED', error);
  }
}

function isIntent(value: unknown): value is Intent {
  return typeof value === 'object' && value !== null && kinds.has((value as Intent).kind);
}

const commitStep: StepInfo = { plugin: 'ledger', name: 'commit', facts: {}, conditions: [] };

async function askLedger(
  run: Run,
  ledger: ClaimLedger,
  intents: readonly Intent[],
  overrides: OverrideMap,
): Promise<CommitResult> {
  try {
    const result = await run.deadline.race(
      ledger.commit(
        Object.freeze({
          certificateId: run.request.certificateId,
          parametersHash: hashParameters(run.request),
          request: run.request,
          intents: Object.freeze(intents),
          answer: storedAnswer(overrides),
        }),
        { signal: run.deadline.signal },
      ),
    );
    if (isCommitResult(result)) return result;
    throw denied('LEDGER_FAILED', 'the ledger answered something malformed');
  } catch (error) {
    // Whether it was committed is not known; the same request again finds out.
    if (error instanceof DeadlineReached || run.deadline.signal.aborted) {
      throw denied('COMMIT_OUTCOME_UNKNOWN', 'the ledger had not answered at the deadline');
    }
    throw failed(run, commitStep, 'LEDGER_FAILED', error);
  }
}

function isCommitResult(value: unknown): value is CommitResult {
  const result = value as CommitResult | null | undefined;
  switch (result?.kind) {
    case 'committed':
      return true;
    case 'replay':
      return typeof result.answer === 'object' && result.answer !== null;
    case 'deny':
      return typeof result.code === 'string' && typeof result.detail === 'string';
    default:
      return false;
  }
}

/** SHA-256 over name and value pairs sorted by name, in lowercase hex: the order a device sends them in means nothing. */
export function hashParameters({ parameters }: Pick<ProvisioningRequest, 'parameters'>): string {
  const pairs = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(pairs)).digest('hex');
}

function storedAnswer(overrides: OverrideMap): StoredAnswer {
  const entries = [...overrides].map(([key, { value, origin }]) => [
    key,
    Object.freeze({
      source: origin.source,
      ...(origin.version === undefined ? {} : { version: origin.version }),
      ...(origin.secret ? {} : { value }),
    }),
  ]);
  return Object.freeze(Object.fromEntries(entries));
}

/** The stored values; for a secret, of which no value is stored, the one that its source gives now. */
function answerAgain(answer: StoredAnswer, current: OverrideMap): OverrideMap {
  const again = new Map<string, Override>();
  for (const [key, stored] of Object.entries(answer)) {
    const now = current.get(key);
    const value = stored.value ?? now?.value;
    if (typeof value !== 'string') {
      throw denied(
        'LEDGER_FAILED',
        `the stored answer has "${key}", which no source gives any more`,
      );
    }
    const { source, version } = stored;
    again.set(key, {
      value,
      origin: Object.freeze({
        source,
        secret: stored.value === undefined,
        ...(version === undefined ? {} : { version }),
        replaced: now?.origin.replaced ?? false,
      }),
    });
  }
  return again;
}
