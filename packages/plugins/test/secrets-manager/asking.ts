import { type Clock, PortError, type Secret, type SecretStore } from '@gangway/core';
import { openSecretsManagerStore } from '@gangway/plugins/secrets-manager';
import { createSystemClock } from '@gangway/plugins/system-clock';
import type { SecretsExtension } from '@gangway/testing/secrets';

export type StoreOptions = NonNullable<Parameters<typeof openSecretsManagerStore>[1]>;

/** Options for a server on this machine: nothing is taken from the environment. */
export const sdkOptions = (endpoint: string, options?: StoreOptions): StoreOptions => ({
  via: 'sdk',
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  ...options,
});

export const extensionOptions = (
  { port, token }: SecretsExtension,
  options?: StoreOptions,
): StoreOptions => ({ via: 'extension', extension: { port, token }, ...options });

export const storeWith = (options: StoreOptions, clock: Clock = createSystemClock()): SecretStore =>
  openSecretsManagerStore(clock, options);

const { signal } = new AbortController();

export const get = (
  store: SecretStore,
  id = 'fleet/key',
  request: { readonly stage?: string; readonly rejectedVersion?: string } = {},
): Promise<Secret | undefined> => store.get(id, { signal, ...request });

/** The value, `none`, or the code that it was refused with. */
export const outcomeOf = (asked: Promise<Secret | undefined>): Promise<unknown> =>
  asked.then(
    (secret) => (secret === undefined ? 'none' : secret.value),
    (error: unknown) => (error instanceof PortError ? error.code : error),
  );
