import { createHash } from 'node:crypto';
import { limits } from '@gangway/core';
import { quote } from '../text/quote.js';
import type { JsonObject } from './json-object.js';
import { ClaimsRefusal } from './refusal.js';
import type { VerifiedClaims } from './verified-claims.js';

/** What is asked of the claims beside RFC 7519's own. */
export interface ClaimRules {
  readonly issuer: string;
  readonly subjectClaim: string;
  readonly oneTime: boolean;
  readonly claims: readonly string[];
  readonly claimOverrides: Readonly<Record<string, string>>;
}

const tokenIdLength = 256;

/**
 * Takes out of a claims set what later steps may use.
 *
 * @param serialNumber as the device sent it
 * @throws ClaimsRefusal
 */
export function readClaims(
  claims: JsonObject,
  rules: ClaimRules,
  serialNumber: string,
): Omit<VerifiedClaims, 'bound'> {
  if (claims[rules.subjectClaim] !== serialNumber) {
    throw new ClaimsRefusal(
      'SIGNED_CLAIMS_SUBJECT_MISMATCH',
      `${quote(rules.subjectClaim)} is not ${quote(serialNumber)}`,
    );
  }
  const names = new Set([...rules.claims, ...Object.values(rules.claimOverrides)]);
  return {
    issuer: rules.issuer,
    subject: serialNumber,
    // Seen to be a number when the token was verified.
    expiresAt: Math.ceil(Number(claims.exp) * 1_000),
    ...(rules.oneTime ? { tokenId: textOf(claims, 'jti', tokenIdLength) } : {}),
    claims: Object.fromEntries(
      [...names].map((name) => [name, textOf(claims, name, limits.parameterValueLength)]),
    ),
  };
}

/** @throws ClaimsRefusal `SIGNED_CLAIMS_CLAIM_MISSING`, also for what is no text that a parameter could hold */
function textOf(claims: JsonObject, name: string, most: number): string {
  const value = claims[name];
  if (typeof value === 'string' && value !== '' && value.length <= most && value.isWellFormed()) {
    return value;
  }
  throw new ClaimsRefusal(
    'SIGNED_CLAIMS_CLAIM_MISSING',
    `${quote(name)} is not a text of 1 to ${most} characters`,
  );
}

/** What is spent for a token: RFC 7519 section 4.1.7 makes a `jti` unique for its issuer, and a hash fits into every store. */
export const nonceOf = (issuer: string, tokenId: string): string =>
  `signed-claims/${createHash('sha256')
    .update(JSON.stringify([issuer, tokenId]))
    .digest('hex')}`;
