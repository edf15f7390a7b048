import { defineFact } from '@gangway/core';

/** What the issuer said of the device, after its signature was verified. */
export interface VerifiedClaims {
  readonly issuer: string;
  /** The device's serial number. */
  readonly subject: string;
  /** Whether the token says that it is for this certificate or its key; one that does not is anybody's who has seen it. */
  readonly bound: boolean;
  /** Until when the token holds, in milliseconds since 1970, without the clock skew that is allowed for. */
  readonly expiresAt: number;
  /** The token's own id, its `jti`, where `oneTime` asks for one. */
  readonly tokenId?: string;
  /** The further claims that the options name. */
  readonly claims: Readonly<Record<string, string>>;
}

/** Given by `signedClaims`. */
export const verifiedClaims = defineFact<VerifiedClaims>('signed-claims');
