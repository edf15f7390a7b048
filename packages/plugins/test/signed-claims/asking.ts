import type { Plugin, PreProvisioningEvent } from '@gangway/core';
import { signedClaims } from '@gangway/plugins/signed-claims';
import { anEvent, type ClaimsIssuer, type ClaimsSet } from '@gangway/testing';
import { decide, detailOf, now, verdictOf } from '../deciding.js';

export type Options = Parameters<typeof signedClaims>[0];

/** The plugin for an issuer's tokens, its keys in the options. */
export const believing = (
  { issuer, audience, jwks }: Pick<ClaimsIssuer, 'issuer' | 'audience' | 'jwks'>,
  more: Partial<Options> = {},
): Plugin => signedClaims({ serialNumber: 'SerialNumber', issuer, audience, jwks, ...more });

/** What becomes of an event: `ALLOW`, or the code without its class and first words; a `DENY_ERROR` in full. */
export async function ask(plugin: Plugin, event: PreProvisioningEvent): Promise<string> {
  const decision = await decide([plugin], event);
  return verdictOf(decision).replace('DENY_POLICY SIGNED_CLAIMS_', '');
}

export const askDetail = async (plugin: Plugin, event: PreProvisioningEvent): Promise<string> =>
  detailOf(await decide([plugin], event));

/** A fresh event of SN-0001 with a token for it, made now; `changes` take the place of claims. */
export const endorsed = (issuer: ClaimsIssuer, changes: ClaimsSet = {}): PreProvisioningEvent =>
  issuer.endorse(anEvent(), changes, now);

/** The event with this token in place of what it has. */
export const carrying = (
  event: PreProvisioningEvent,
  token: string | undefined,
): PreProvisioningEvent => {
  const { SignedClaims: _, ...others } = event.parameters ?? {};
  return {
    ...event,
    parameters: token === undefined ? others : { ...others, SignedClaims: token },
  };
};

export const tokenOf = ({ parameters }: PreProvisioningEvent): string =>
  parameters?.SignedClaims ?? '';

/** A sound token for an event whose header or claims are changed as a text is. */
export function resigned(
  issuer: ClaimsIssuer,
  change: (claims: string) => string,
): PreProvisioningEvent {
  const event = anEvent();
  const claims = JSON.stringify(issuer.claimsFor(event, now));
  return carrying(event, issuer.sign(change(claims)));
}

/** A sound token for a fresh event, with this in its header. */
export function headed(issuer: ClaimsIssuer, header: ClaimsSet): PreProvisioningEvent {
  const event = anEvent();
  return carrying(event, issuer.sign(issuer.claimsFor(event, now), header));
}
