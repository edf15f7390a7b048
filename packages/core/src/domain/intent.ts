import { type DeviceState, deviceStates } from '../ports/device-registry.js';
import { type TakeoverGround, takeoverGrounds } from './claim.js';
import { timing } from './limits.js';

/** The device becomes claimed by the certificate of this request. */
export interface ClaimDevice {
  readonly kind: 'claim-device';
  readonly deviceId: string;
  /** How long, in milliseconds, an unconfirmed claim cannot be taken over because of its age. */
  readonly leaseMs: number;
  /** On what grounds this request may take the device over from an unconfirmed claim; none: on none. */
  readonly replaces: readonly TakeoverGround[];
  /** As what the registry lists the device; counts where the ledger's store does not know it. */
  readonly listedAs?: DeviceState;
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
 * @param terms `leaseMs` in milliseconds, an hour unless given: as long as AWS IoT's ownership token lives; `replaces`, the
 *   grounds on which an unconfirmed claim of another certificate gives way, none unless given; `listedAs`, the state that
 *   the registry told, for ledgers in another store than the devices
 * @throws TypeError for an empty name, a number out of range or an unknown ground
 * @example
 * claimDevice('SN-0001').leaseMs; // 3600000
 * claimDevice('SN-0001', { replaces: ['same-public-key'] }).replaces; // ['same-public-key']
 */
export const claimDevice = (
  deviceId: string,
  terms: {
    readonly leaseMs?: number;
    readonly replaces?: readonly TakeoverGround[];
    readonly listedAs?: DeviceState;
  } = {},
): ClaimDevice =>
  sound({
    kind: 'claim-device',
    deviceId,
    leaseMs: terms.leaseMs ?? timing.claimLeaseMs,
    replaces: Object.freeze([...(terms.replaces ?? [])]),
    ...(terms.listedAs === undefined ? {} : { listedAs: terms.listedAs }),
  });

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
      return (
        isName(intent.deviceId) &&
        isCount(intent.leaseMs) &&
        Array.isArray(intent.replaces) &&
        intent.replaces.every((ground) => takeoverGrounds.includes(ground)) &&
        (intent.listedAs === undefined || deviceStates.includes(intent.listedAs))
      );
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
