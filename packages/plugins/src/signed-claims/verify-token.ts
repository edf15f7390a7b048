import type { CompactToken } from './compact-token.js';
import { type JsonObject, readJsonObject } from './json-object.js';
import { loadJose } from './load-jose.js';
import { ClaimsRefusal, malformed } from './refusal.js';
import type { VerificationKey } from './verification-key.js';

/** What a token must say of itself. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly clockSkewSeconds: number;
  readonly maxAgeSeconds?: number | undefined;
}

/** The end of the year 9999. Later moments, infinite ones among them, are somebody's mistake. */
const latestSeconds = 253_402_300_799;

/**
 * Verifies the signature and then what RFC 7519 section 4.1 says of `iss`, `aud`, `exp`, `nbf` and `iat`.
 *
 * @param at when the request was received, in milliseconds since 1970
 * @returns the claims set
 * @throws ClaimsRefusal
 */
export async function verifyToken(
  token: CompactToken,
  { key }: VerificationKey,
  rules: TokenRules,
  at: number,
): Promise<JsonObject> {
  const { jwtVerify } = await loadJose();
  const { issuer, audience, clockSkewSeconds, maxAgeSeconds } = rules;
  try {
    await jwtVerify(token.text, key, {
      algorithms: [token.algorithm],
      issuer,
      audience,
      requiredClaims: ['exp'],
      currentDate: new Date(at),
      clockTolerance: clockSkewSeconds,
      ...(maxAgeSeconds === undefined ? {} : { maxTokenAge: maxAgeSeconds }),
    });
  } catch (error) {
    throw refusalOf(error);
  }
  const claims = readJsonObject(token.payload, 'claims set');
  checkTimes(claims, at + clockSkewSeconds * 1_000);
  return claims;
}

function checkTimes(claims: JsonObject, latestNow: number): void {
  for (const name of ['exp', 'nbf', 'iat']) {
    const seconds = claims[name];
    if (seconds === undefined) continue;
    if (typeof seconds !== 'number' || seconds < 0 || seconds > latestSeconds) {
      throw malformed(`${name} is not a number of seconds up to the year 9999`);
    }
  }
  // jose looks at `iat` only where an age is asked for.
  if (Number(claims.iat ?? 0) * 1_000 > latestNow) throw notYet('iat');
}

/** jose's errors by their code, never by their text (RFC 7515 section 5.2, RFC 7519 section 7.2). */
function refusalOf(error: unknown): unknown {
  const { code, claim, reason } = (error ?? {}) as Readonly<Record<string, unknown>>;
  switch (code) {
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return new ClaimsRefusal('SIGNED_CLAIMS_SIGNATURE_WRONG', 'it is not signed by that key');
    case 'ERR_JWT_EXPIRED':
      return new ClaimsRefusal(
        'SIGNED_CLAIMS_EXPIRED',
        claim === 'iat' ? 'it is older than maxAgeSeconds' : 'its exp is over',
      );
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return claimRefusal(String(claim), reason);
    case 'ERR_JWT_INVALID':
    case 'ERR_JWS_INVALID':
      return malformed('the claims set is not a JSON object');
    default:
      return error;
  }
}

function claimRefusal(claim: string, reason: unknown): ClaimsRefusal {
  if (claim === 'iss') {
    return new ClaimsRefusal('SIGNED_CLAIMS_ISSUER_MISMATCH', 'iss is absent or another issuer');
  }
  if (claim === 'aud') {
    return new ClaimsRefusal(
      'SIGNED_CLAIMS_AUDIENCE_MISMATCH',
      'aud is absent or does not name the audience',
    );
  }
  if (reason === 'check_failed') return notYet(claim);
  return malformed(reason === 'missing' ? `it has no ${claim}` : `${claim} is not a number`);
}

const notYet = (claim: string) =>
  new ClaimsRefusal('SIGNED_CLAIMS_NOT_YET_VALID', `its ${claim} is still to come`);
