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

/**
 * The intent that the device becomes claimed by this certificate.
 *
 * @throws TypeError for an empty name or a number out of range
 * @example
 * claimDevice('SN-0001'); // { kind: 'claim-device', deviceId: 'SN-0001' }
 */
export const claimDevice = (deviceId: string): ClaimDevice =>
  sound({ kind: 'claim-device', deviceId });

/**
 * The intent that this certificate belongs to the device from now on.
 *
 * @throws TypeError for an empty name or a number out of range
 * @example
 * bindCertificate('SN-0001'); // { kind: 'bind-certificate', deviceId: 'SN-0001' }
 */
export const bindCertificate = (deviceId: string): BindCertificate =>
  sound({ kind: 'bind-certificate', deviceId });

/**
 * The intent that one more is counted; `windowMs` in milliseconds, for ever without it.
 *
 * @throws TypeError for an empty name or a number out of range
 * @example
 * countAgainstQuota('site/Oslo/day', { limit: 500, windowMs: 86_400_000 }).limit; // 500
 */
export const countAgainstQuota = (
  quota: string,
  bounds: { readonly limit: number; readonly windowMs?: number },
): CountAgainstQuota => sound({ kind: 'count-against-quota', quota, ...bounds });

/**
 * The intent that a one-time value is used up, remembered until `expiresAt`, in milliseconds since 1970.
 *
 * @throws TypeError for an empty name or a number out of range
 * @example
 * spendNonce('9f86d081', Date.UTC(2030, 0, 1)).nonce; // '9f86d081'
 */
export const spendNonce = (nonce: string, expiresAt: number): SpendNonce =>
  sound({ kind: 'spend-nonce', nonce, expiresAt });

/** Whether a value is an intent of a known kind with all that its kind needs: a quota without a limit would be none. */
export function isIntent(value: unknown): value is Intent {
  const intent = value as Intent | null | undefined;
  switch (intent?.kind) {
    case 'claim-device':
    case 'bind-certificate':
      return isName(intent.deviceId);
    case 'count-against-quota':
      return (
        isName(intent.quota) &&
        isCount(intent.limit) &&
        (intent.windowMs === undefined || (isCount(intent.windowMs) && intent.windowMs > 0))
      );
    case 'spend-nonce':
      return isName(intent.nonce) && isCount(intent.expiresAt);
    default:
      return false;
  }
}

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.isWellFormed();
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

function sound<I extends Intent>(intent: I): I {
  const { kind } = intent;
  if (!isIntent(intent)) {
    throw new TypeError(`The intent ${kind} needs non-empty names and whole numbers from 0 on.`);
  }
  return Object.freeze(intent);
}
