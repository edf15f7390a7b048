import { composeHook, defineHook } from '@gangway/composition';
import { definePlugin, Logger, type PreProvisioningEvent, provide } from '@gangway/core';
import { signedClaims } from '@gangway/plugins/signed-claims';

type Options = Parameters<typeof signedClaims>[0];

export type ClaimsAlgorithm = NonNullable<Options['algorithms']>[number];

/** Every algorithm that the plugin can be told to take. */
export const algorithms: readonly ClaimsAlgorithm[] = [
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
];

export const issuer = 'https://factory.example.com';
export const audience = 'first-fleet';

/** Decides events by `signedClaims` alone: `ALLOW`, or class and code. A hundred thousand of them leave no log behind. */
export function decidingBy(
  jwks: Options['jwks'],
): (event: PreProvisioningEvent) => Promise<string> {
  const silent = definePlugin({
    name: 'silent',
    build: () => ({ provides: [provide(Logger, {}, () => ({ log: () => undefined }))] }),
  });
  const proven = signedClaims({
    serialNumber: 'SerialNumber',
    issuer,
    audience,
    jwks,
    algorithms: [...algorithms],
  });
  const hook = composeHook(defineHook([proven]), { replace: [silent()] });
  return async (event) => {
    const decision = await hook.decide(event);
    return decision.outcome === 'ALLOW' ? 'ALLOW' : `${decision.outcome} ${decision.reason.code}`;
  };
}

export const carrying = (event: PreProvisioningEvent, token: string): PreProvisioningEvent => ({
  ...event,
  parameters: { ...event.parameters, SignedClaims: token },
});
