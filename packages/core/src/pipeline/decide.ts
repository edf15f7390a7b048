import type { Decision, Reason } from '../domain/decision.js';
import type { CoreReasonCode } from '../domain/reason-codes.js';
import { commit } from './commit.js';
import { type Deadline, DeadlineReached, startDeadline } from './deadline.js';
import { Denied } from './denied.js';
import { describeError, isA } from './describe-error.js';
import { allow, type Draft, deny, startDraft } from './draft.js';
import { FactScope } from './fact-scope.js';
import type { DecideOptions, HookParts } from './hook.js';
import type { LastGood } from './last-good.js';
import { tellWatches } from './monitor/tell.js';
import type { Watch } from './monitor/watch.js';
import type { OverrideMap } from './override.js';
import { readRequest } from './read-request.js';
import { hider } from './record.js';
import { plainText } from './redaction.js';
import { runChecks } from './run-checks.js';
import { runOverrides } from './run-overrides.js';

/** The parts of a hook, and what it keeps from one request for another. */
export type RunningParts = HookParts & { readonly lastGood: LastGood };

/** What a request comes to: overrides, or the reason why not. */
type Answer =
  | { readonly overrides: OverrideMap; readonly reason?: never }
  | { readonly reason: Reason; readonly overrides?: never };

/**
 * The way through, in one place: parse, checks, override sources, ledger. It answers a decision whatever happens.
 */
export async function decideEvent(
  parts: RunningParts,
  event: unknown,
  options: DecideOptions,
): Promise<Decision> {
  const draft = startDraft(parts, options);
  const deadline = startDeadline(parts.clock, draft.receivedAt, options.deadline);
  const watches: Watch[] = [];
  try {
    const answer = await answerTo(parts, event, deadline, draft, watches);
    await watched(parts, draft, watches, answer.overrides);
    return answer.reason === undefined
      ? allow(parts, draft, answer.overrides)
      : deny(parts, draft, answer.reason);
  } finally {
    deadline.clear();
  }
}

/** A denial without an event. */
export function refuseEvent(
  parts: HookParts,
  code: CoreReasonCode,
  detail: string,
  options: DecideOptions,
): Decision {
  return deny(parts, startDraft(parts, options), { code, detail: plainText(detail) });
}

async function answerTo(
  parts: RunningParts,
  event: unknown,
  deadline: Deadline,
  draft: Draft,
  watches: Watch[],
): Promise<Answer> {
  try {
    return { overrides: await askAll(parts, event, deadline, draft, watches) };
  } catch (error) {
    if (isA(error, Denied)) return { reason: error.reason };
    if (isA(error, DeadlineReached)) {
      return { reason: { code: 'DEADLINE_EXCEEDED', detail: 'before the first check' } };
    }
    const { text: detail, stack } = describeError(error);
    const hide = hider(draft.subject, parts.records);
    parts.logger.log('error', 'the hook failed', {
      error: hide(detail),
      ...(stack === undefined ? {} : { stack: hide(stack) }),
    });
    return { reason: { code: 'HOOK_FAILED', detail } };
  }
}

async function askAll(
  parts: RunningParts,
  event: unknown,
  deadline: Deadline,
  draft: Draft,
  watches: Watch[],
): Promise<OverrideMap> {
  const { clock, logger, reasonCodes, lastGood } = parts;
  assertTime(draft);
  const request = readRequest(parts, event, draft, deadline.at);
  const run = {
    request,
    deadline,
    clock,
    logger,
    reasonCodes,
    trace: draft.trace,
    conditions: new Map(),
    inside: new Map(),
    lastGood,
    watches,
    hide: hider(draft.subject, parts.records),
  };
  const facts = new FactScope();
  await deadline.race(undefined);
  await runChecks(run, parts.checks, facts);
  const overrides = await runOverrides(run, parts.overrideSources, facts);
  return commit(run, parts, overrides, facts);
}

/** To a time that is no number, no certificate has expired, and no deadline has passed. */
function assertTime({ receivedAt, started }: Draft): void {
  if (Number.isFinite(receivedAt) && Number.isFinite(started)) return;
  throw new Error('the clock tells no time');
}

/** Waits for what was only monitored, at most until the deadline. What is decided stands, and is committed. */
async function watched(
  { logger }: HookParts,
  { trace }: Draft,
  watches: readonly Watch[],
  answer: OverrideMap | undefined,
): Promise<void> {
  try {
    trace.push(...(await tellWatches(watches, answer)));
  } catch (error) {
    const { text } = describeError(error);
    logger.log('error', 'what was monitored could not be recorded', { error: text });
  }
}
