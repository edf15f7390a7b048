import type { Claim } from '../domain/claim.js';
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
  /** SHA-256 over the template's ARN and the device's parameters, but for fresh ones, in canonical order, lowercase hex. */
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
   * Atomic over all intents and idempotent: the same certificate with the same template and parameters is a `replay` of
   * the first answer; with others, or with a claim that the first commit did not make, it is denied `REQUEST_CHANGED`. A
   * denied entry has changed nothing. The denials are those of `LedgerDenialCode`; `planCommit` and `judgeCommit` say when
   * each is given.
   *
   * @throws PortError when the store could not be asked; the outcome is then unknown, and repeating is safe
   */
  commit(entry: LedgerEntry, options: { readonly signal: AbortSignal }): Promise<CommitResult>;

  /**
   * Takes note that a certificate has connected, and confirms the claims that are its own and no newer than that, but for
   * what clocks may differ; `concerns` says which. It changes nothing of a device that another certificate has claimed.
   * Repeating it changes nothing more.
   *
   * @throws PortError when the store could not be asked; repeating is safe
   */
  confirm(presence: Presence, options: { readonly signal: AbortSignal }): Promise<Confirmation>;

  /**
   * Takes a claim off a device, so that another certificate may claim it; its own may, too. The certificate stays bound
   * to the device that it was bound to. `judgeRelease` says what is answered when.
   *
   * @param terms `certificateId`: only if the claim is that certificate's; `confirmed`: also where it is confirmed
   * @throws PortError when the store could not be asked; repeating is safe
   */
  release(
    deviceId: string,
    terms: {
      readonly certificateId?: string;
      readonly confirmed?: boolean;
      readonly signal: AbortSignal;
    },
  ): Promise<Release>;
}

/** A certificate has connected; `at` in milliseconds since 1970-01-01T00:00:00Z. */
export interface Presence {
  readonly certificateId: string;
  readonly at: number;
}

/** What came of a presence: `deviceIds` are those whose claims it confirmed, or had confirmed before. */
export type Confirmation =
  | { readonly kind: 'confirmed' | 'already-confirmed'; readonly deviceIds: readonly string[] }
  | { readonly kind: 'no-claim' };

/** What came of a release: there was none to release, it is confirmed, or it is another certificate's. */
export type Release =
  | { readonly kind: 'released'; readonly claim?: Claim }
  | { readonly kind: 'not-claimed' }
  | { readonly kind: 'refused'; readonly why: 'confirmed' | 'another-certificate' };

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
