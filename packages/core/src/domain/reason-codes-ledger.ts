import { policyCode } from './outcome.js';

/** With what a `ClaimLedger` denies a commit; the same codes for every adapter. */
export const ledgerReasonCodes = {
  REQUEST_CHANGED: policyCode(
    'This certificate was already admitted through another template, with other parameters, or without the claim that the hook now asks for.',
    'Let the device repeat its request unchanged, or ask for a new certificate.',
  ),
  DEVICE_CLAIMED: policyCode(
    'The device is claimed by another certificate.',
    'If the device is genuine, release the earlier claim.',
  ),
  CLAIM_SUPERSEDED: policyCode(
    'The certificate was admitted once; since then another has taken its device over.',
    'Let the device ask for a new certificate; if it did not change its certificate itself, look for the one that did.',
  ),
  DEVICE_WITHDRAWN: policyCode(
    'The device was blocked or retired before the claim was written.',
    'Find out why it was, before anything else.',
  ),
  CERTIFICATE_BOUND: policyCode(
    'The certificate belongs to another device.',
    'Look for a device that uses a serial number not its own.',
  ),
  QUOTA_EXCEEDED: policyCode(
    'A quota is used up.',
    'Raise the quota if the rush is expected; look for a stolen claim certificate if not.',
  ),
  NONCE_SPENT: policyCode(
    'A one-time value was used before.',
    'Look for a replay; a genuine device makes a new one for each request.',
  ),
} as const;

export type LedgerDenialCode = keyof typeof ledgerReasonCodes;
