import type { Clock, Secret } from '@gangway/core';
import type { SecretQuery } from './secret-query.js';

/** By when an answer is wanted. */
export interface Asking {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A way to ask Secrets Manager. */
export interface SecretsWay {
  /** Loads and connects what the first question needs. */
  open(): Promise<void>;
  /**
   * @returns `undefined` where the service says that there is no such secret, or none at that stage
   * @throws PortError
   */
  get(query: SecretQuery, asking: Asking): Promise<Secret | undefined>;
}
