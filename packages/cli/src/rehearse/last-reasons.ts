import type { DecisionRecord } from '@gangway/core';

/** Why the hook refused each client, the last time that it did. */
export interface LastReasons {
  record(decision: DecisionRecord): void;
  /** Undefined where its last answer was a yes, or there was none. */
  of(clientId: string): string | undefined;
  /** Whether that was a no, and no failure. */
  saidNo(clientId: string): boolean;
}

export function createLastReasons(): LastReasons {
  const refusals = new Map<string, { readonly code: string; readonly outcome: string }>();
  return {
    record({ subject: { clientId }, outcome, reason }) {
      if (clientId === undefined) return;
      if (reason === undefined) refusals.delete(clientId);
      else refusals.set(clientId, { code: reason.code, outcome });
    },
    of: (clientId) => refusals.get(clientId)?.code,
    saidNo: (clientId) => refusals.get(clientId)?.outcome === 'DENY_POLICY',
  };
}
