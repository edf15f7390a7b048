import { GangwayError, type SecretStore } from '@gangway/core';

export interface SecretKeysOptions {
  /** Milliseconds that the store gets, 2,000 unless given. */
  readonly timeoutMs?: number;
}

/**
 * Keys of the hop out of a secret, for a call or a container: its versions `AWSCURRENT` and `AWSPREVIOUS`, so that a rotation
 * interrupts nothing as long as each side reads it before the next. A secret's text is one key, or a JSON array of keys; both
 * versions together have 8 at most. How long what was read serves is the store's own business.
 *
 * @param store `openSecretsManagerStore` of `@gangway/plugins/secrets-manager`, or any other
 * @returns a function that rejects where the store cannot be asked, or there is no such secret
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
): () => Promise<readonly string[]> {
  let last: { readonly versions: string; readonly texts: readonly string[] } | undefined;
  return async () => {
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
}

/** Whether they are keys, whoever reads them sees. */
function textsOf({ value }: { readonly value: string | Uint8Array }): readonly string[] {
  const text = typeof value === 'string' ? value : Buffer.from(value).toString();
  if (!text.startsWith('[')) return [text];
  try {
    return JSON.parse(text);
  } catch {
    // Not as the cause: the parser's message quotes the text.
    throw new GangwayError('HOP_KEYS_INVALID', 'A list of keys is not JSON.');
  }
}
