import { definePlugin, provide, type Secret, SecretStore } from '@gangway/core';
import { registerCanary } from '../canaries.js';

/**
 * A secret store that holds what it is given, by id and, for other stages than the current one, by `id#stage`.
 *
 * @example memorySecretStore({ 'fleet/key': { value: 's3cret', version: 'v1' } })
 */
export const memorySecretStore = (secrets: Readonly<Record<string, Secret>>) =>
  definePlugin({
    name: 'memory-secret-store',
    build: () => ({ provides: [provide(SecretStore, {}, () => createMemorySecretStore(secrets))] }),
  })();

/**
 * The store itself, for calls without a hook.
 *
 * @example
 * const store = createMemorySecretStore({ 'fleet/key': { value: 's3cret', version: 'v1' } });
 * (await store.get('fleet/key', { signal }))?.version; // 'v1'
 */
export function createMemorySecretStore(secrets: Readonly<Record<string, Secret>>): SecretStore {
  const byId = new Map(Object.entries(secrets));
  for (const [id, { value }] of byId) registerCanary(`secret ${id}`, value);
  return {
    async get(id, { signal, stage }) {
      signal.throwIfAborted();
      const secret = byId.get(stage === undefined ? id : `${id}#${stage}`);
      // Octets can be written to, and are nobody's but the caller's.
      return secret?.value instanceof Uint8Array
        ? { ...secret, value: secret.value.slice() }
        : secret;
    },
  };
}
