import { definePort } from './token.js';

export interface Secret {
  /** A text, or the octets of a secret that is binary: a copy of the caller's own. */
  readonly value: string | Uint8Array;
  readonly version: string;
}

/** How a secret is asked for. */
export interface SecretRequest {
  readonly signal: AbortSignal;
  /** Version stage, for example `AWSCURRENT`; the current one when absent. */
  readonly stage?: string;
  /**
   * A version whose value did not verify what it should have: it may have been rotated away. A store that remembers this
   * version asks afresh, at a limited rate, and may well answer with it again.
   */
  readonly rejectedVersion?: string;
}

/** Where secret values come from. */
export interface SecretStore {
  /**
   * Reads a secret; `undefined` when there is none of that id.
   *
   * @throws PortError when the store could not be asked
   */
  get(id: string, request: SecretRequest): Promise<Secret | undefined>;
}

export const SecretStore = definePort<SecretStore>('@gangway/core/SecretStore');
