import type { Decision } from '../domain/decision.js';
import type { CoreReasonCode } from '../domain/reason-codes.js';
import { commit } from './commit.js';
import { type Deadline, DeadlineReached, startDeadline } from './deadline.js';
import { Denied } from './denied.js';
import { describeError, isA } from './describe-error.js';
import { allow, type Draft, deny, startDraft } from './draft.js';
import { FactScope } from './fact-scope.js';
import type { DecideOptions, HookParts } from './hook.js';
import { readRequest } from './read-request.js';
import { hider } from './record.js';
import { plainText } from './redaction.js';
import { runChecks } from './run-checks.js';
import { type OverrideMap, runOverrides } from './run-overrides.js';

/**
 * The way through, in one place: parse, checks, override sources, ledger. It answers a decision whatever happens.
 */
export async function decideEvent(
  parts: HookParts,
  event: unknown,
  options: DecideOptions,
): Promise<Decision> {
  const draft = startDraft(parts, options);
  const deadline = startDeadline(parts.clock, draft.receivedAt, options.deadline);
  try {
    return allow(parts, draft, await askAll(parts, event, deadline, draft));
  } catch (error) {
    if (isA(error, Denied)) return deny(parts, draft, error.reason);
    if (isA(error, DeadlineReached)) {
      return deny(parts, draft, { code: 'DEADLINE_EXCEEDED', detail: 'before the first check' });
    }
    const { text: detail, stack } = describeError(error);
    const hide = hider(draft.subject, parts.records);
    parts.logger.log('error', 'the hook failed', {
      error: hide(detail),
      ...(stack === undefined ? {} : { stack: hide(stack) }),
    });
    return deny(parts, draft, { code: 'HOOK_FAILED', detail });
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

async function askAll(
  parts: HookParts,
  event: unknown,
  deadline: Deadline,
  draft: Draft,
): Promise<OverrideMap> {
  const { clock, logger, reasonCodes } = parts;
  const request = readRequest(parts, event, draft, deadline.at);
  const run = {
    request,
    deadline,
    clock,
    logger,
    reasonCodes,
    trace: draft.trace,
    conditions: new Map(),
    hide: hider(draft.subject, parts.records),
  };
  const facts = new FactScope();
  await deadline.race(undefined);
  await runChecks(run, parts.checks, facts);
  const overrides = await runOverrides(run, parts.overrideSources, facts);
  return commit(run, parts, overrides, facts);
}
