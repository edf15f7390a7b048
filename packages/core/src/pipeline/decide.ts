import type { Certificate } from '../domain/certificate.js';
import type { Decision, DecisionSubject, Reason, TraceStep } from '../domain/decision.js';
import { parseEvent, readFields, subjectOf } from '../domain/parse-event.js';
import type { CoreReasonCode } from '../domain/reason-codes.js';
import { certificateReasonCodes } from '../domain/reason-codes-certificate.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { CertificateReading } from '../ports/certificate-reader.js';
import { commit } from './commit.js';
import { type Deadline, DeadlineReached, startDeadline } from './deadline.js';
import { Denied } from './denied.js';
import { describeError, isA } from './describe-error.js';
import { FactScope } from './fact-scope.js';
import type { DecideOptions, HookParts } from './hook.js';
import { hider } from './record.js';
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
  const request = toRequest(parts, event, draft, deadline);
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
    const request = readRequest(parts, event, draft, deadline.at);
    record('request');
    return request;
  } catch (error) {
    if (isA(error, Denied)) record('refused', error.reason);
    throw error;
  }
}

function readRequest(
  parts: HookParts,
  event: unknown,
  draft: Draft,
  deadline: number,
): ProvisioningRequest {
  const fields = readFields(event);
  if (fields.kind === 'refused') throw denied(fields.code, fields.detail);
  draft.subject = Object.freeze({ ...draft.subject, ...subjectOf(fields) });
  const parsed = parseEvent(fields, parts.protectedKeys);
  if (parsed.kind === 'refused') throw denied(parsed.code, parsed.detail);
  const { kind: _, ...rest } = parsed;
  const certificate = readCertificate(parts, rest.certificatePem);
  return Object.freeze({ ...rest, certificate, receivedAt: draft.receivedAt, deadline });
}

/** What a reader answers is looked at as closely as what a check does: it is a port, and anybody may write one. */
function readCertificate({ certificateReader }: HookParts, pem: string): Certificate {
  let reading: unknown;
  try {
    reading = certificateReader.read(pem);
    if (isReading(reading)) {
      if (reading.kind === 'certificate') return reading.certificate;
      throw denied(reading.code, reading.detail);
    }
  } catch (error) {
    if (isA(error, Denied)) throw error;
    throw denied('CERTIFICATE_READER_FAILED', describeError(error).text);
  }
  throw denied('CERTIFICATE_READER_FAILED', `it answered ${typeof reading}`);
}

function isReading(value: unknown): value is CertificateReading {
  const reading = value as Partial<Record<'kind' | 'certificate' | 'code' | 'detail', unknown>>;
  if (reading?.kind === 'certificate') {
    return typeof reading.certificate === 'object' && reading.certificate !== null;
  }
  return (
    reading?.kind === 'refused' &&
    typeof reading.detail === 'string' &&
    Object.hasOwn(certificateReasonCodes, String(reading.code))
  );
}

function startDraft({ clock }: HookParts, { requestId }: DecideOptions): Draft {
  return {
    subject: Object.freeze(
      typeof requestId === 'string' ? { requestId: plainText(requestId, 128) } : {},
    ),
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
    trace: Object.freeze(trace.map(frozenStep)),
    receivedAt,
    durationMs: clock.monotonic() - started,
  };
}

const frozenStep = (step: TraceStep): TraceStep =>
  Object.freeze(
    step.overrides === undefined ? step : { ...step, overrides: Object.freeze(step.overrides) },
  );
