import type { JsonWebKey } from 'node:crypto';
import { type Certificate, publicKeyOf } from '@gangway/core';
import { isJsonObject, type JsonObject } from './json-object.js';
import { loadJose } from './load-jose.js';
import { ClaimsRefusal } from './refusal.js';

/**
 * How a token says for which certificate it is (RFC 7800): by the SHA-256 of its DER (`x5t#S256`, RFC 8705 section 3.1), or
 * by the thumbprint of its public key (`jkt`, RFC 7638, RFC 9449 section 6.1).
 */
export const bindings = ['x5t#S256', 'jkt'] as const;

export type Binding = (typeof bindings)[number];

export interface BindingRules {
  readonly bindings: readonly Binding[];
  readonly unbound: boolean;
}

/**
 * Asks whether a token is for this certificate. Every binding that is there must be right, whether or not it would do alone.
 *
 * @returns whether it is; `false` for one that is for any, where such may pass
 * @throws ClaimsRefusal
 */
export async function checkBinding(
  { cnf }: JsonObject,
  rules: BindingRules,
  certificate: Certificate,
): Promise<boolean> {
  // One that confirms something else, such as a `jwk`, was never meant for whoever holds it.
  if (cnf === undefined && rules.unbound) return false;
  const confirmed = isJsonObject(cnf)
    ? bindings.filter((binding) => Object.hasOwn(cnf, binding))
    : [];
  if (!isJsonObject(cnf) || !confirmed.some((binding) => rules.bindings.includes(binding))) {
    throw new ClaimsRefusal(
      'SIGNED_CLAIMS_NOT_BOUND',
      `no cnf with ${rules.bindings.join(' or ')}`,
    );
  }
  for (const binding of confirmed) {
    if (cnf[binding] === (await thumbprint(binding, certificate))) continue;
    throw new ClaimsRefusal(
      'SIGNED_CLAIMS_CERTIFICATE_MISMATCH',
      `${binding} is of another ${binding === 'jkt' ? 'key' : 'certificate'}`,
    );
  }
  return true;
}

async function thumbprint(binding: Binding, certificate: Certificate): Promise<string | undefined> {
  if (binding === 'x5t#S256') {
    return Buffer.from(certificate.fingerprint256, 'hex').toString('base64url');
  }
  const jwk = jwkOf(certificate);
  if (jwk === undefined) return undefined;
  const { calculateJwkThumbprint } = await loadJose();
  return calculateJwkThumbprint(jwk as Record<string, string>);
}

function jwkOf(certificate: Certificate): JsonWebKey | undefined {
  // A key of another kind may have no JWK at all.
  if (certificate.publicKey.kind === 'other') return undefined;
  try {
    return publicKeyOf(certificate).export({ format: 'jwk' });
  } catch {
    // A curve that OpenSSL does not know, or that has no name in a JWK, came with the certificate: it is a no, and no alarm.
    return undefined;
  }
}
