import { definePort } from './token.js';

/** A thing of AWS IoT and the certificates that are attached to it and active. */
export interface Thing {
  readonly name: string;
  readonly activeCertificateIds: readonly string[];
}

/** AWS IoT's own registry of things. */
export interface ThingRegistry {
  /**
   * Finds a thing by its exact name; `undefined` when there is none.
   *
   * @throws PortError when AWS IoT could not be asked
   */
  find(name: string, options: { readonly signal: AbortSignal }): Promise<Thing | undefined>;
}

export const ThingRegistry = definePort<ThingRegistry>('@gangway/core/ThingRegistry');
