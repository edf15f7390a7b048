/** `DENY_POLICY`: asked, and the answer is no. `DENY_ERROR`: it could not be asked. */
export type DenialClass = 'DENY_POLICY' | 'DENY_ERROR';

export type Outcome = 'ALLOW' | DenialClass;

/** What a reason code stands for: whose fault it is, what it means, what an operator does about it. */
export interface ReasonCode {
  readonly class: DenialClass;
  readonly meaning: string;
  readonly remedy: string;
}

/** Reason codes by name. Core has one table, each plugin adds its own, a hook holds their union. */
export type ReasonCodes = Readonly<Record<string, ReasonCode>>;

/**
 * A reason code for what the caller's data causes.
 *
 * @example
 * policyCode('The site takes no new devices.', 'Send the device elsewhere.').class; // 'DENY_POLICY'
 */
export function policyCode(meaning: string, remedy: string): ReasonCode {
  return Object.freeze({ class: 'DENY_POLICY', meaning, remedy });
}

/**
 * A reason code for what we or a dependency cause: the operator's alarm rings.
 *
 * @example
 * errorCode('The timetable cannot be read.', 'Look at the bucket.').class; // 'DENY_ERROR'
 */
export function errorCode(meaning: string, remedy: string): ReasonCode {
  return Object.freeze({ class: 'DENY_ERROR', meaning, remedy });
}
