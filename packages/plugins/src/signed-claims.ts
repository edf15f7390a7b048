import {
  Clock,
  definePlugin,
  deny,
  type Facts,
  fact,
  overrides,
  type PluginParts,
  permit,
  spendNonce,
  timing,
} from '@gangway/core';
import { identityProof } from './device/identity-proof.js';
import { partNames } from './proof/long-parameter.js';
import { fetchKeySet } from './signed-claims/fetch-key-set.js';
import { findKey } from './signed-claims/find-key.js';
import { loadJose } from './signed-claims/load-jose.js';
import { localKeys } from './signed-claims/local-keys.js';
import { options, type Rules } from './signed-claims/options.js';
import { nonceOf } from './signed-claims/read-claims.js';
import { reasonCodes } from './signed-claims/reason-codes.js';
import { ClaimsRefusal } from './signed-claims/refusal.js';
import { remoteKeys } from './signed-claims/remote-keys.js';
import { type VerifiedClaims, verifiedClaims } from './signed-claims/verified-claims.js';
import { verifyClaims } from './signed-claims/verify-claims.js';

export { type VerifiedClaims, verifiedClaims };

/** Half of what a request has: a server that hangs must leave time for the rest. */
const fetchTimeoutMs = 2_000;

/**
 * Asks for a token, a JWS of the factory or of a back office, that says for which device this certificate is: signed by a key
 * of the set, of the right issuer, for this hook, not over, on this serial number and bound to this certificate. Gives the
 * facts `identity-proof` and `signed-claims`.
 *
 * A token without a binding is refused unless `unbound` is set, for whoever has seen such a token can use it until it
 * expires, or with `oneTime` until it was used. It lets pass, and gives no `identity-proof`.
 *
 * Keys are looked for in `jwks` first. `jwksUrl` is asked only for a key that is not there, and at most once a cooldown. A
 * set that cannot be fetched is no "no": it becomes a `DENY_ERROR`, unless one is at hand that is young enough.
 *
 * jose is loaded when the hook gets ready or, failing that, by the first request. With `oneTime`, needs a `ClaimLedger`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519
 * @see https://www.rfc-editor.org/rfc/rfc7800
 * @see https://www.rfc-editor.org/rfc/rfc8725
 * @example
 * signedClaims({
 *   serialNumber: 'SerialNumber',
 *   issuer: 'https://factory.example.com',
 *   audience: 'first-fleet',
 *   jwks: new URL('./factory-keys.json', import.meta.url),
 * })
 */
export const signedClaims = definePlugin({
  name: 'signed-claims',
  options,
  needs: { clock: Clock },
  facts: { gives: [identityProof, verifiedClaims] },
  reasonCodes,
  build: (rules) => {
    const names = partNames(rules.parameter);
    const local = localKeys(rules.jwks);
    const remote = remoteKeysOf(rules);
    return {
      parameters: [rules.serialNumber, ...names],
      freshParameters: names,
      checks: {
        'signed-claims': async (request, { ports: { clock }, signal }) => {
          try {
            const claims = await verifyClaims(request, rules, (wanted) =>
              findKey(wanted, local(), remote, { clock, signal }),
            );
            const proof = { deviceId: claims.subject, method: 'signed-claims' };
            // A token that is for any certificate proves that somebody has it, and not which device asks.
            return claims.bound
              ? permit(fact(identityProof, proof), fact(verifiedClaims, claims))
              : permit(fact(verifiedClaims, claims));
          } catch (error) {
            if (error instanceof ClaimsRefusal) return deny(error.code, error.message);
            throw error;
          }
        },
      },
      ...overridesOf(rules),
      ...intentsOf(rules),
      prepare: async ({ ports: { clock }, signal }) => {
        await loadJose();
        // What stands in the deployment's own set needs no other, and most hooks have no other.
        if (local().length === 0) await remote?.open({ clock, signal });
      },
      probe: async ({ ports: { clock } }) => {
        await loadJose();
        if (local().length === 0) await remote?.probe(clock);
      },
    };
  },
});

function remoteKeysOf({ jwksUrl, fetch = globalThis.fetch, ...rules }: Rules) {
  if (jwksUrl === undefined) return undefined;
  const url = new URL(jwksUrl);
  return remoteKeys((signal) => fetchKeySet(url, fetch, signal), {
    freshMs: rules.jwksFreshSeconds * 1_000,
    keptMs: rules.jwksKeptSeconds * 1_000,
    cooldownMs: rules.jwksCooldownSeconds * 1_000,
    timeoutMs: fetchTimeoutMs,
  });
}

type Parts = PluginParts<{ readonly clock: typeof Clock }>;

function overridesOf({ claimOverrides }: Rules): Pick<Parts, 'overrides'> {
  const wanted = Object.entries(claimOverrides);
  if (wanted.length === 0) return {};
  return {
    overrides: {
      keys: wanted.map(([key]) => key),
      values: (_request, { facts }) => {
        const { claims } = given(facts);
        // A token without one of them was denied by the check.
        return overrides(
          Object.fromEntries(wanted.map(([key, name]) => [key, claims[name] ?? ''])),
        );
      },
    },
  };
}

function intentsOf({ oneTime, clockSkewSeconds }: Rules): Pick<Parts, 'intents'> {
  if (!oneTime) return {};
  return {
    intents: (_request, { facts }) => {
      const { issuer, tokenId = '', expiresAt } = given(facts);
      // Whole seconds are compared, so that it may pass for up to one more; and who is received then is committed later.
      const last = expiresAt + (clockSkewSeconds + 1) * 1_000 + timing.awsLimitMs;
      return [spendNonce(nonceOf(issuer, tokenId), last)];
    },
  };
}

/** What the check has given: without it no later step of this plugin may go on. */
function given(facts: Facts): VerifiedClaims {
  const claims = facts.find(verifiedClaims);
  if (claims === undefined) throw new TypeError('signed-claims: the check has given no claims.');
  return claims;
}
