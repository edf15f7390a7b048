import type { StoredAnswer } from '../ports/claim-ledger.js';

/** Why a request may take a device over from an earlier claim that nobody confirmed. */
export type TakeoverGround =
  /** The request's certificate holds the same public key: the same device, with a new certificate. */
  | 'same-public-key'
  /** A check has proven which device asks. */
  | 'proven-identity'
  /** The lease is over, and presence events have come in since it was, none of them from its certificate. */
  | 'lease-over';

export const takeoverGrounds: readonly TakeoverGround[] = Object.freeze([
  'same-public-key',
  'proven-identity',
  'lease-over',
]);

/** A device bound to the certificate that it came with. Times in milliseconds since 1970-01-01T00:00:00Z. */
export interface Claim {
  readonly deviceId: string;
  readonly certificateId: string;
  /** SHA-256 of the certificate's SubjectPublicKeyInfo, lowercase hex. */
  readonly publicKeyHash: string;
  readonly claimCertificateId: string;
  /** Name of the template that it came through. */
  readonly template: string;
  readonly claimedAt: number;
  /** Until then nobody takes it over because of its age. */
  readonly leaseEndsAt: number;
  /** When the claimed certificate was first seen to connect; absent: not yet. */
  readonly confirmedAt?: number;
  readonly parametersHash: string;
  /** The overrides that were given; of a secret one its source and version alone. */
  readonly answer: StoredAnswer;
}

/** What a ledger remembers of a certificate: what it is idempotent by. */
export interface Admission {
  readonly certificateId: string;
  /** The one device that the certificate may belong to; outlives a release. */
  readonly boundTo?: string;
  /** Absent after a release: the certificate may ask anew. */
  readonly committed?: {
    readonly parametersHash: string;
    readonly answer: StoredAnswer;
    /** The devices that it claimed. */
    readonly deviceIds: readonly string[];
  };
}
