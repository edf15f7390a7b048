import { type JsonWebKey, randomUUID } from 'node:crypto';
import type { PreProvisioningEvent } from '@gangway/core';
import { registerCanary } from './canaries.js';
import { newKeyPair } from './certificate-keys.js';
import { type ClaimsAlgorithm, claimsKeyFor, claimsSignature } from './claims-signature.js';

export interface ClaimsIssuerOptions {
  /** `ES256` unless given. */
  readonly algorithm?: ClaimsAlgorithm;
  /** `https://factory.example.com` unless given. */
  readonly issuer?: string;
  /** `first-fleet` unless given. */
  readonly audience?: string;
  /** Names the key; `factory-1` unless given. */
  readonly kid?: string;
}

/** Claims as they are signed; a member that is `undefined` is left out. */
export type ClaimsSet = Readonly<Record<string, unknown>>;

/** A factory or back office that says which device a certificate is for. */
export interface ClaimsIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: ClaimsAlgorithm;
  /** The public key as a JWK Set, for the option `jwks` of `signedClaims`. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
  readonly privateKeyPem: string;
  /**
   * The claims of a sound token for an event: its serial number, its certificate, good for ten minutes.
   *
   * @param at when it is signed, in milliseconds since 1970; now unless given
   */
  claimsFor(event: PreProvisioningEvent, at?: number): ClaimsSet;
  /**
   * Signs whatever it is given, sound or not.
   *
   * @param header takes the place of members of the protected header, which has `alg` and `kid`
   */
  sign(claims: ClaimsSet | string, header?: ClaimsSet): string;
  /** The event, with a token for it in the parameter `SignedClaims`; `changes` take the place of claims. */
  endorse(event: PreProvisioningEvent, changes?: ClaimsSet, at?: number): PreProvisioningEvent;
}

/**
 * Makes an issuer with a key of its own, for tests of a hook with `signedClaims`. It signs with `node:crypto` and knows
 * nothing of the library that the plugin verifies with.
 *
 * @example
 * const { jwks, issuer, audience, endorse } = await makeClaimsIssuer();
 * const proven = signedClaims({ serialNumber: 'SerialNumber', issuer, audience, jwks });
 * const decided = await composeHook(defineHook([proven])).decide(endorse(event));
 * decided.outcome; // 'ALLOW'
 */
export async function makeClaimsIssuer({
  algorithm = 'ES256',
  issuer = 'https://factory.example.com',
  audience = 'first-fleet',
  kid = 'factory-1',
}: ClaimsIssuerOptions = {}): Promise<ClaimsIssuer> {
  const { publicKey, privateKey } = await newKeyPair(claimsKeyFor(algorithm));
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };

  const claimsFor = (event: PreProvisioningEvent, at = Date.now()): ClaimsSet => ({
    iss: issuer,
    aud: audience,
    sub: event.parameters?.SerialNumber,
    iat: Math.floor(at / 1_000),
    exp: Math.floor(at / 1_000) + 600,
    jti: randomUUID(),
    cnf: { 'x5t#S256': Buffer.from(event.certificateId, 'hex').toString('base64url') },
  });
  const sign = (claims: ClaimsSet | string, header: ClaimsSet = {}): string => {
    const input = [{ alg: algorithm, kid, ...header }, claims].map(encoded).join('.');
    const signature = claimsSignature(algorithm, input, privateKey);
    registerCanary('signature of a token', signature);
    return `${input}.${signature.toString('base64url')}`;
  };
  return Object.freeze({
    issuer,
    audience,
    algorithm,
    jwks: { keys: [jwk] },
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    claimsFor,
    sign,
    endorse: (event: PreProvisioningEvent, changes: ClaimsSet = {}, at?: number) => ({
      ...event,
      parameters: {
        ...event.parameters,
        ...partsOf(sign({ ...claimsFor(event, at), ...changes })),
      },
    }),
  });
}

const encoded = (part: ClaimsSet | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** A parameter holds 4,096 characters; what is longer goes on in `SignedClaims2`, `SignedClaims3` … */
function partsOf(token: string): Readonly<Record<string, string>> {
  const parts = token.match(/.{1,4096}/g) ?? [];
  return Object.fromEntries(
    parts.map((part, at) => [`SignedClaims${at === 0 ? '' : at + 1}`, part]),
  );
}
