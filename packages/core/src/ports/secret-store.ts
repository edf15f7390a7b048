import { definePort } from './token.js';

export interface Secret {
  readonly value: string;
  readonly version: string;
}

/** Where secret values come from. */
export interface SecretStore {
  /**
   * Reads a secret; `undefined` when there is none of that id.
   *
   * @param stage version stage, for example `AWSCURRENT`; the current one when absent
   * @throws PortError when the store could not be asked
   */
  get(
    id: string,
    options: { readonly signal: AbortSignal; readonly stage?: string },
  ): Promise<Secret | undefined>;
}

export const SecretStore = definePort<SecretStore>('@gangway/core/SecretStore');
