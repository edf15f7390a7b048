import type { Clock } from '@gangway/core';
import { quote } from '../text/quote.js';
import { selectKey, type WantedKey } from './key-set.js';
import { ClaimsRefusal } from './refusal.js';
import type { RemoteKeys } from './remote-keys.js';
import type { VerificationKey } from './verification-key.js';

/**
 * The key to verify a token with: out of the deployment's own set, and only where that one has none of that name, out of
 * the one that is fetched.
 *
 * @throws ClaimsRefusal `SIGNED_CLAIMS_KEY_UNKNOWN`; PortError where a set could not be asked
 */
export async function findKey(
  wanted: WantedKey,
  local: readonly VerificationKey[],
  remote: RemoteKeys | undefined,
  asking: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<VerificationKey> {
  const own = selectKey(local, wanted);
  const isOwn = local.some(({ kid }) => kid !== undefined && kid === wanted.kid);
  const key = own ?? (isOwn ? undefined : await remote?.find(wanted, asking));
  if (key !== undefined) return key;
  const { kid, algorithm } = wanted;
  throw new ClaimsRefusal(
    'SIGNED_CLAIMS_KEY_UNKNOWN',
    kid === undefined
      ? `without a kid, and not exactly one key is for ${algorithm}`
      : `no key ${quote(kid)} for ${algorithm}`,
  );
}
