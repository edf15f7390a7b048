/** The device becomes claimed by the certificate of this request. */
export interface ClaimDevice {
  readonly kind: 'claim-device';
  readonly deviceId: string;
}

/** The certificate of this request belongs to one device from now on. */
export interface BindCertificate {
  readonly kind: 'bind-certificate';
  readonly deviceId: string;
}

/** One more is counted against a quota; over its limit the commit denies. */
export interface CountAgainstQuota {
  readonly kind: 'count-against-quota';
  /** Names the counter, for example `claim-certificate/<id>/hour`. */
  readonly quota: string;
  readonly limit: number;
  /** Length of the window in milliseconds; without it the quota is for ever. */
  readonly windowMs?: number;
}

/** The nonce is used up; one that was used before denies. */
export interface SpendNonce {
  readonly kind: 'spend-nonce';
  readonly nonce: string;
  /** Until when it must be remembered, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/** What must become true when, and only when, the answer is allow. */
export type Intent = ClaimDevice | BindCertificate | CountAgainstQuota | SpendNonce;

export const claimDevice = (deviceId: string): ClaimDevice =>
  Object.freeze({ kind: 'claim-device', deviceId });

export const bindCertificate = (deviceId: string): BindCertificate =>
  Object.freeze({ kind: 'bind-certificate', deviceId });

export const countAgainstQuota = (
  quota: string,
  bounds: { readonly limit: number; readonly windowMs?: number },
): CountAgainstQuota => Object.freeze({ kind: 'count-against-quota', quota, ...bounds });

export const spendNonce = (nonce: string, expiresAt: number): SpendNonce =>
  Object.freeze({ kind: 'spend-nonce', nonce, expiresAt });
