import type { Intent } from '../domain/intent.js';
import type { ProvisioningRequest } from '../domain/request.js';
import { definePort } from './token.js';

/** Where one override value came from; for a secret one the answer holds no value. */
export interface StoredOverride {
  readonly source: string;
  readonly version?: string;
  readonly value?: string;
}

/** The answer that a commit stores, and gives back when the same request comes again. */
export type StoredAnswer = Readonly<Record<string, StoredOverride>>;

/** All that a permitted request wants to be true, committed as one. */
export interface LedgerEntry {
  /** What the entry is idempotent by, together with `parametersHash`. */
  readonly certificateId: string;
  /** SHA-256 over the device's parameters in canonical order, lowercase hex. */
  readonly parametersHash: string;
  readonly request: ProvisioningRequest;
  readonly intents: readonly Intent[];
  readonly answer: StoredAnswer;
}

export type CommitResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'replay'; readonly answer: StoredAnswer }
  | { readonly kind: 'deny'; readonly code: string; readonly detail: string };

/** Commits all intents of a request at once, or none. */
export interface ClaimLedger {
  /**
   * Atomic over all intents and idempotent: the same certificate with the same parameters is a `replay` of the
   * first answer; with other parameters it is denied `REQUEST_CHANGED`. A denied entry has changed nothing. The
   * denials are those of `LedgerDenialCode`.
   *
   * @throws PortError when the store could not be asked; the outcome is then unknown, and repeating is safe
   */
  commit(entry: LedgerEntry, options: { readonly signal: AbortSignal }): Promise<CommitResult>;
}

export const ClaimLedger = definePort<ClaimLedger>('@gangway/core/ClaimLedger');

/**
 * A ledger's answer: everything is true now.
 *
 * @example
 * committed(); // { kind: 'committed' }
 */
export const committed = (): CommitResult => Object.freeze({ kind: 'committed' });
/**
 * A ledger's answer: this very request was committed before, with this answer.
 *
 * @example
 * replay({ Site: { source: 'registry-overrides', value: 'Oslo' } }).kind; // 'replay'
 */
export const replay = (answer: StoredAnswer): CommitResult =>
  Object.freeze({ kind: 'replay', answer });
/**
 * A ledger's answer: no, and nothing was changed. The codes are those of `LedgerDenialCode`.
 *
 * @example
 * denyCommit('DEVICE_CLAIMED', 'by another certificate').kind; // 'deny'
 */
export const denyCommit = (code: string, detail: string): CommitResult =>
  Object.freeze({ kind: 'deny', code, detail });
