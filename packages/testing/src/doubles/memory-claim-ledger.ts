import {
  ClaimLedger,
  Clock,
  type CommitResult,
  committed,
  definePlugin,
  denyCommit,
  type Intent,
  type LedgerDenialCode,
  type LedgerEntry,
  type Plugin,
  provide,
  replay,
  type StoredAnswer,
} from '@gangway/core';

/**
 * A ledger in memory, to test hooks that have intents: it keeps the port's contract for as long as the process
 * lives, and forgets everything after.
 *
 * @example
 * const claimOnce = definePlugin({
 *   name: 'claim-once',
 *   build: () => ({ intents: ({ clientId }) => [claimDevice(clientId)] }),
 * });
 * composeHook(defineHook([eventIntegrity(), claimOnce()]), { replace: [memoryClaimLedger()] });
 */
export const memoryClaimLedger: () => Plugin = definePlugin({
  name: 'memory-claim-ledger',
  build: () => ({
    provides: [
      provide(ClaimLedger, { clock: Clock }, ({ clock }) => createMemoryClaimLedger(clock)),
    ],
  }),
});

interface Count {
  readonly start: number;
  readonly count: number;
}

/** Everything that commits have made true. */
interface Book {
  readonly answers: Map<string, { readonly parametersHash: string; readonly answer: StoredAnswer }>;
  readonly claims: Map<string, string>;
  readonly bindings: Map<string, string>;
  readonly counts: Map<string, Count>;
  readonly nonces: Map<string, number>;
}

/**
 * The ledger itself, for calls without a hook.
 *
 * @example
 * const ledger = createMemoryClaimLedger(fakeClock());
 */
export function createMemoryClaimLedger(clock: Clock): ClaimLedger {
  const book: Book = {
    answers: new Map(),
    claims: new Map(),
    bindings: new Map(),
    counts: new Map(),
    nonces: new Map(),
  };
  return {
    // Nothing is awaited between looking and writing, which is what makes it atomic in one process.
    async commit(entry, { signal }): Promise<CommitResult> {
      signal.throwIfAborted();
      const earlier = book.answers.get(entry.certificateId);
      if (earlier !== undefined) {
        return earlier.parametersHash === entry.parametersHash
          ? replay(earlier.answer)
          : denyCommit('REQUEST_CHANGED', 'other parameters than at the first commit');
      }
      const writes: (() => void)[] = [];
      for (const intent of entry.intents) {
        const code = prepare(book, entry, intent, clock.now(), writes);
        if (code !== undefined) return denyCommit(code, `intent ${intent.kind}`);
      }
      for (const write of writes) write();
      book.answers.set(entry.certificateId, entry);
      return committed();
    },
  };
}

/** Looks whether an intent can come true, and notes how; nothing is written yet. */
function prepare(
  book: Book,
  { certificateId }: LedgerEntry,
  intent: Intent,
  now: number,
  writes: (() => void)[],
): LedgerDenialCode | undefined {
  switch (intent.kind) {
    case 'claim-device': {
      if (book.claims.has(intent.deviceId)) return 'DEVICE_CLAIMED';
      writes.push(() => book.claims.set(intent.deviceId, certificateId));
      return undefined;
    }
    case 'bind-certificate': {
      const bound = book.bindings.get(certificateId) ?? intent.deviceId;
      if (bound !== intent.deviceId) return 'CERTIFICATE_BOUND';
      writes.push(() => book.bindings.set(certificateId, intent.deviceId));
      return undefined;
    }
    case 'count-against-quota': {
      const { quota, limit, windowMs = Number.POSITIVE_INFINITY } = intent;
      const known = book.counts.get(quota);
      const current =
        known !== undefined && now - known.start < windowMs ? known : { start: now, count: 0 };
      if (current.count >= limit) return 'QUOTA_EXCEEDED';
      writes.push(() => book.counts.set(quota, { ...current, count: current.count + 1 }));
      return undefined;
    }
    case 'spend-nonce': {
      if ((book.nonces.get(intent.nonce) ?? 0) > now) return 'NONCE_SPENT';
      writes.push(() => book.nonces.set(intent.nonce, intent.expiresAt));
      return undefined;
    }
  }
}
