import { kindFor, type SignatureAlgorithm } from './algorithms.js';
import { isJsonObject } from './json-object.js';
import {
  holdsSecret,
  KeyFault,
  readVerificationKey,
  type VerificationKey,
} from './verification-key.js';

/** A JWK Set in bytes of JSON: some 150 keys. */
export const keySetBytes = 65_536;

// Each costs some 50 µs to read.
const mostKeys = 150;

/**
 * Reads a JWK Set (RFC 7517 section 5).
 *
 * @param unusable what to do with a key that is not fit to verify with: a set of one's own holds none, one that is fetched
 *   may be made for others as well. A private or symmetric key is refused in both: it is nobody's secret any more
 * @throws KeyFault naming the key by its place
 */
export function readKeySet(
  set: unknown,
  unusable: 'refuse' | 'leave-out',
): readonly VerificationKey[] {
  const listed: unknown = isJsonObject(set) ? set.keys : undefined;
  if (!Array.isArray(listed)) throw new KeyFault('it is no object with a list of "keys"');
  if (listed.length > mostKeys) throw new KeyFault(`it holds more than ${mostKeys} keys`);
  const keys = listed
    .map((jwk, at) => readKeyAt(jwk, `"keys.${at}"`, unusable))
    .filter((key) => key !== undefined);
  if (keys.length === 0) throw new KeyFault('it holds no key to verify with');
  const kids = keys.map(({ kid }) => kid).filter((kid) => kid !== undefined);
  if (new Set(kids).size < kids.length) throw new KeyFault('two keys in it have one kid');
  return keys;
}

function readKeyAt(
  jwk: unknown,
  place: string,
  unusable: 'refuse' | 'leave-out',
): VerificationKey | undefined {
  if (!isJsonObject(jwk)) throw new KeyFault(`${place}: it is no object`);
  if (holdsSecret(jwk)) throw new KeyFault(`${place}: it is a private or symmetric key`);
  try {
    return readVerificationKey(jwk);
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error;
    if (unusable === 'leave-out') return undefined;
    throw new KeyFault(`${place}: ${error.message}`);
  }
}

/**
 * The same for a set in JSON.
 *
 * @throws KeyFault
 */
export function parseKeySet(
  json: string,
  unusable: 'refuse' | 'leave-out',
): readonly VerificationKey[] {
  let set: unknown;
  try {
    set = JSON.parse(json);
  } catch {
    // The parser's own message quotes the text.
    throw new KeyFault('it is not JSON');
  }
  return readKeySet(set, unusable);
}

/** The key that a token's header asks for. */
export interface WantedKey {
  readonly kid?: string;
  readonly algorithm: SignatureAlgorithm;
}

/**
 * The one key of a set that a token can be verified with: that of its `kid`, or without a `kid` the only one that fits.
 * Of several nobody knows which was meant; to try them all would let a token choose how much work it makes.
 */
export function selectKey(
  keys: readonly VerificationKey[],
  { kid, algorithm }: WantedKey,
): VerificationKey | undefined {
  const [found, ...more] = keys.filter(
    (key) =>
      key.kind === kindFor(algorithm) &&
      (key.algorithm ?? algorithm) === algorithm &&
      (kid === undefined || key.kid === kid),
  );
  return more.length === 0 ? found : undefined;
}
