import type { Decision, DecisionSubject, Reason, TraceStep } from '../domain/decision.js';
import type { DecideOptions, HookParts } from './hook.js';
import type { OverrideMap } from './override.js';
import { plainText } from './redaction.js';

/** What a decision is about, gathered while it is made. */
export interface Draft {
  subject: DecisionSubject;
  readonly trace: TraceStep[];
  readonly receivedAt: number;
  readonly started: number;
}

export function startDraft({ clock }: HookParts, { requestId }: DecideOptions): Draft {
  return {
    subject: Object.freeze(
      typeof requestId === 'string' ? { requestId: plainText(requestId, 128) } : {},
    ),
    trace: [],
    receivedAt: clock.now(),
    started: clock.monotonic(),
  };
}

export function allow(parts: HookParts, draft: Draft, overrides: OverrideMap): Decision {
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

export function deny(parts: HookParts, draft: Draft, reason: Reason): Decision {
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

function frozenStep(step: TraceStep): TraceStep {
  for (const part of [step.overrides, step.compared]) Object.freeze(part);
  return Object.freeze(step);
}
