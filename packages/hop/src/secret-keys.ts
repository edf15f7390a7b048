import { GangwayError, type Permission, type SecretStore } from '@gangway/core';
import { keysInText } from './keys-in-text.js';
import { secretPermissions } from './secret-permissions.js';

export interface SecretKeysOptions {
  /** Milliseconds that the store gets, 2,000 unless given. */
  readonly timeoutMs?: number;
}

/** Keys out of a secret, and what reading it takes at AWS. */
export interface SecretKeys {
  (): Promise<readonly string[]>;
  readonly permissions: readonly Permission[];
}

/**
 * Keys of the hop out of a secret, for a call or a container: its versions `AWSCURRENT` and `AWSPREVIOUS`, so that a rotation
 * interrupts nothing as long as each side reads it before the next. A secret's text is what `keysInText`
 * reads; both versions together have 8 keys at most. How long what was read serves is the store's own business.
 *
 * @param store `openSecretsManagerStore` of `@gangway/plugins/secrets-manager`, or any other
 * @returns a function that rejects where the store cannot be asked, or there is no such secret; it tells what that takes at AWS
 * @see docs/proxy.md
 * @example
 * const store = createMemorySecretStore({ 'hop-keys': { value: hopKey, version: '1' } });
 * const keys = secretKeys(store, 'hop-keys');
 * await keys(); // ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=']
 */
export function secretKeys(
  store: SecretStore,
  secretId: string,
  { timeoutMs = 2_000 }: SecretKeysOptions = {},
): SecretKeys {
  let last: { readonly versions: string; readonly texts: readonly string[] } | undefined;
  const read = async () => {
    const signal = AbortSignal.timeout(timeoutMs);
    const [current, previous] = await Promise.all([
      store.get(secretId, { signal }),
      store.get(secretId, { signal, stage: 'AWSPREVIOUS' }),
    ]);
    if (current === undefined) {
      throw new GangwayError('HOP_KEYS_INVALID', 'There is no secret of that id.');
    }
    const versions = JSON.stringify([current.version, previous?.version]);
    // The same list again for the same versions, so that whoever reads it into keys need not do it twice.
    if (last?.versions !== versions) {
      const texts = [current, ...(previous === undefined ? [] : [previous])].flatMap(textsOf);
      last = { versions, texts: Object.freeze([...new Set(texts)]) };
    }
    return last.texts;
  };
  return Object.assign(read, { permissions: secretPermissions(secretId) });
}

const textsOf = ({ value }: { readonly value: string | Uint8Array }): readonly string[] =>
  keysInText(typeof value === 'string' ? value : Buffer.from(value).toString());
