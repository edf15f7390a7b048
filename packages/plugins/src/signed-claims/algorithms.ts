/**
 * What a token may be signed with (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864). All are asymmetric: with `none`
 * or an HMAC whoever can read the keys, which are public, could sign (RFC 8725 sections 2.1 and 3.1).
 */
export const signatureAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
] as const;

export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** What a key must be for an algorithm; a curve belongs to exactly one (RFC 7518 section 3.4). */
export type KeyKind = 'RSA' | 'P-256' | 'P-384' | 'P-521' | 'Ed25519';

const kinds: Readonly<Record<SignatureAlgorithm, KeyKind>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  PS256: 'RSA',
  PS384: 'RSA',
  PS512: 'RSA',
  RS256: 'RSA',
  RS384: 'RSA',
  RS512: 'RSA',
  // RFC 8037 means either Edwards curve by it; keys of the other one are not taken.
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
};

export const kindFor = (algorithm: SignatureAlgorithm): KeyKind => kinds[algorithm];
