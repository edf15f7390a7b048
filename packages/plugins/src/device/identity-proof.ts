import { defineFact } from '@gangway/core';

/** Which device has proven that it is the one that asks, and how. */
export interface IdentityProof {
  /** The device's id, as the registry has it. */
  readonly deviceId: string;
  /** In kebab-case, for the operator: `signed-nonce`. */
  readonly method: string;
}

/** What a check gives that has proven who asks; a serial number alone proves nothing. */
export const identityProof = defineFact<IdentityProof>('identity-proof');
