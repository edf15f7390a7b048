import {
  type Decision,
  type Outcome,
  type PreProvisioningResponse,
  type TraceStep,
  toResponse,
} from '@gangway/core';

/** A decision as `gangway invoke --json` prints it. */
export interface DecisionReport {
  readonly outcome: Outcome;
  /** `null` when allowed; `plugin` is `null` when core itself said no. */
  readonly reason: {
    readonly code: string;
    readonly detail: string;
    readonly plugin: string | null;
  } | null;
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly trace: readonly TraceStep[];
  readonly durationMs: number;
  /** What AWS IoT would get. */
  readonly response: PreProvisioningResponse;
}

const mask = '***';

/**
 * A decision for people and scripts on a desk.
 *
 * @param options `showValues` leaves values that come from secrets as they are
 */
export function toReport(
  decision: Decision,
  { showValues }: { readonly showValues: boolean },
): DecisionReport {
  const shown = (overrides: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(overrides).map(([key, value]) => [
        key,
        showValues || !isSecret(decision, key) ? value : mask,
      ]),
    );
  const response = toResponse(decision);
  const parameterOverrides = shown(response.parameterOverrides);
  return {
    outcome: decision.outcome,
    reason: reasonOf(decision),
    parameterOverrides,
    trace: decision.trace.map((step) => ({ ...step, durationMs: microseconds(step.durationMs) })),
    durationMs: microseconds(decision.durationMs),
    response: { ...response, parameterOverrides },
  };
}

// What nothing vouches for is hidden.
const isSecret = (decision: Decision, key: string): boolean =>
  decision.outcome !== 'ALLOW' || (decision.overrideOrigins[key]?.secret ?? true);

function reasonOf(decision: Decision): DecisionReport['reason'] {
  if (decision.outcome === 'ALLOW') return null;
  const { code, detail, plugin = null } = decision.reason;
  return { code, detail, plugin };
}

// Microseconds are what the clock can tell.
const microseconds = (milliseconds: number): number => Math.round(milliseconds * 1_000) / 1_000;
