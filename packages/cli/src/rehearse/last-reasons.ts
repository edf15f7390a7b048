import type { DecisionRecord } from '@gangway/core';

/** Why the hook refused each client, the last time that it did. */
export interface LastReasons {
  record(decision: DecisionRecord): void;
  /** Undefined where its last answer was a yes, or there was none. */
  of(clientId: string): string | undefined;
}

export function createLastReasons(): LastReasons {
  const reasons = new Map<string, string>();
  return {
    record({ subject: { clientId }, reason }) {
      if (clientId === undefined) return;
      if (reason === undefined) reasons.delete(clientId);
      else reasons.set(clientId, reason.code);
    },
    of: (clientId) => reasons.get(clientId),
  };
}
