import type { Decision, DecisionSubject, Reason, TraceStep } from '../domain/decision.js';
import { parseEvent, subjectOf } from '../domain/parse-event.js';
import type { CoreReasonCode } from '../domain/reason-codes.js';
import type { ProvisioningRequest } from '../domain/request.js';
import { commit } from './commit.js';
import { type Deadline, DeadlineReached, startDeadline } from './deadline.js';
import { Denied } from './denied.js';
import { FactScope } from './fact-scope.js';
import type { DecideOptions, HookParts } from './hook.js';
import { plainText } from './redaction.js';
import { denied } from './run.js';
import { runChecks } from './run-checks.js';
import { type OverrideMap, runOverrides } from './run-overrides.js';

/** What a decision is about, gathered while it is made. */
interface Draft {
  subject: DecisionSubject;
  readonly trace: TraceStep[];
  readonly receivedAt: number;
  readonly started: number;
}

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
    draft.subject = Object.freeze({ ...draft.subject, ...subjectOf(event) });
    return allow(parts, draft, await askAll(parts, event, deadline, draft));
  } catch (error) {
    if (error instanceof Denied) return deny(parts, draft, error.reason);
    if (error instanceof DeadlineReached) {
      return deny(parts, draft, { code: 'DEADLINE_EXCEEDED', detail: 'before the first check' });
    }
    const detail = plainText(error instanceof Error ? `${error.name}: ${error.message}` : 'threw');
    parts.logger.log('error', 'the hook failed', {
      error: detail,
      stack: error instanceof Error ? plainText(error.stack ?? '', 4_000) : undefined,
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
  const request = toRequest(parts, event, draft, deadline);
  const run = {
    request,
    deadline,
    clock,
    logger,
    reasonCodes,
    trace: draft.trace,
    conditions: new Map(),
  };
  const facts = new FactScope();
  await deadline.race(undefined);
  await runChecks(run, parts.checks, facts);
  const overrides = await runOverrides(run, parts.overrideSources, facts);
  if (parts.claimLedger === undefined) return overrides;
  return commit(run, parts.intents, parts.claimLedger, overrides, facts);
}

function toRequest(
  parts: HookParts,
  event: unknown,
  draft: Draft,
  deadline: Deadline,
): ProvisioningRequest {
  const started = parts.clock.monotonic();
  const record = (verdict: string, reason?: Reason) =>
    draft.trace.push({
      step: 'parse',
      name: 'event',
      verdict,
      ...(reason === undefined ? {} : { code: reason.code, detail: reason.detail }),
      durationMs: parts.clock.monotonic() - started,
    });
  try {
    const request = readRequest(parts, event, draft.receivedAt, deadline.at);
    record('request');
    return request;
  } catch (error) {
    if (error instanceof Denied) record('refused', error.reason);
    throw error;
  }
}

function readRequest(
  parts: HookParts,
  event: unknown,
  receivedAt: number,
  deadline: number,
): ProvisioningRequest {
  const parsed = parseEvent(event, parts.protectedKeys);
  if (parsed.kind === 'refused') throw denied(parsed.code, parsed.detail);
  const { kind: _, ...fields } = parsed;
  const reading = read(parts, fields.certificatePem);
  if (reading.kind !== 'certificate') throw denied(reading.code, reading.detail);
  return Object.freeze({ ...fields, certificate: reading.certificate, receivedAt, deadline });
}

function read({ certificateReader }: HookParts, pem: string) {
  try {
    return certificateReader.read(pem);
  } catch (error) {
    throw denied('CERTIFICATE_READER_FAILED', error instanceof Error ? error.message : 'threw');
  }
}

function startDraft({ clock }: HookParts, { requestId }: DecideOptions): Draft {
  return {
    subject: Object.freeze(requestId === undefined ? {} : { requestId }),
    trace: [],
    receivedAt: clock.now(),
    started: clock.monotonic(),
  };
}

function allow(parts: HookParts, draft: Draft, overrides: OverrideMap): Decision {
  const pick = <T>(of: 'value' | 'origin') =>
    Object.freeze(
      Object.fromEntries([...overrides].map(([key, override]) => [key, override[of]])),
    ) as Readonly<Record<string, T>>;
  return Object.freeze({
    outcome: 'ALLOW',
    parameterOverrides: pick<string>('value'),
    overrideOrigins: pick<never>('origin'),
    ...finish(parts, draft),
  });
}

function deny(parts: HookParts, draft: Draft, reason: Reason): Decision {
  return Object.freeze({
    // A code that nobody declared comes from a check that answered: it was asked, and said no.
    outcome: parts.reasonCodes[reason.code]?.class ?? 'DENY_POLICY',
    reason: Object.freeze(reason),
    ...finish(parts, draft),
  });
}

function finish({ clock }: HookParts, { subject, trace, receivedAt, started }: Draft) {
  return {
    subject,
    trace: Object.freeze(trace.map((step) => Object.freeze(step))),
    receivedAt,
    durationMs: clock.monotonic() - started,
  };
}
