import { definePort } from './token.js';

/**
 * Where a device stands. `expected`: nobody has claimed it. `claimed`: a certificate has, and has not connected yet.
 * `active`: its certificate has connected. `blocked` and `retired`: withdrawn by an operator, whatever else is true of it.
 */
export type DeviceState = 'expected' | 'claimed' | 'active' | 'blocked' | 'retired';

export const deviceStates: readonly DeviceState[] = Object.freeze([
  'expected',
  'claimed',
  'active',
  'blocked',
  'retired',
]);

/** What is known of a device. */
export interface DeviceRecord {
  readonly id: string;
  readonly state: DeviceState;
  /** Usable as override values. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Claim certificates that may bring this device; absent: any. */
  readonly claimCertificateIds?: readonly string[];
  /** Names of the templates that may provision it; absent: any. */
  readonly templates?: readonly string[];
  readonly batch?: DeviceBatch;
}

/** The production batch of a device and when it may come aboard, in milliseconds since 1970. */
export interface DeviceBatch {
  readonly id: string;
  readonly notBefore?: number;
  readonly notAfter?: number;
}

/** Which devices exist. Finding nothing is an answer; not being able to look is a thrown {@link PortError}. */
export interface DeviceRegistry {
  /**
   * Finds a device by its exact id: no trimming, no case folding, no look-alikes.
   *
   * @throws PortError `PORT_UNAVAILABLE` or a code of the adapter's, when the store could not be asked
   */
  find(id: string, options: { readonly signal: AbortSignal }): Promise<DeviceRecord | undefined>;
}

export const DeviceRegistry = definePort<DeviceRegistry>('@gangway/core/DeviceRegistry');
