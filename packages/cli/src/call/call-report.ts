import type { Outcome, PreProvisioningResponse } from '@gangway/core';
import type { EventInput } from '../invoke/read-event.js';
import type { Called } from './open-proxy.js';

/** What came of a call, as `gangway call --json` prints it. */
export interface CallReport {
  readonly outcome: Outcome;
  /** `null` when allowed. */
  readonly reason: { readonly code: string; readonly detail: string } | null;
  /** How many calls it took; 0 where nothing was sent. */
  readonly attempts: number;
  readonly durationMs: number;
  /** By which the container's log has its decision; `null` where nothing was sent. */
  readonly requestId: string | null;
  /** The id of the last call, its `webhook-id`. */
  readonly hopId: string | null;
  /** What AWS IoT would get. */
  readonly response: PreProvisioningResponse;
}

const mask = '***';

/** @param options `showValues` leaves override values as they are: where they come from, an answer does not tell */
export function toCallReport(
  came: Called | Extract<EventInput, { readonly kind: 'refused' }>,
  { showValues }: { readonly showValues: boolean },
): CallReport {
  if (came.kind === 'refused') {
    const { code, detail } = came;
    return {
      outcome: 'DENY_POLICY',
      reason: { code, detail },
      attempts: 0,
      durationMs: 0,
      requestId: null,
      hopId: null,
      response: { allowProvisioning: false, parameterOverrides: {} },
    };
  }
  const { response, line } = came;
  const {
    code = '',
    detail = '',
    attempts = 0,
    durationMs = 0,
    requestId = null,
    hopId = null,
  } = line;
  return {
    outcome: outcomeOf(response, line.outcome),
    reason: response.allowProvisioning ? null : { code: String(code), detail: String(detail) },
    attempts: Number(attempts),
    durationMs: Number(durationMs),
    requestId: requestId === null ? null : String(requestId),
    hopId: hopId === null ? null : String(hopId),
    response: {
      ...response,
      parameterOverrides: showValues
        ? response.parameterOverrides
        : masked(response.parameterOverrides),
    },
  };
}

/** By the answer, whatever the line has. */
function outcomeOf({ allowProvisioning }: PreProvisioningResponse, logged: unknown): Outcome {
  if (allowProvisioning) return 'ALLOW';
  return logged === 'DENY_POLICY' ? 'DENY_POLICY' : 'DENY_ERROR';
}

const masked = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.keys(values).map((key) => [key, mask]));
