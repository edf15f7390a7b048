import type { ProvisioningRequest } from '@gangway/core';
import { readLongParameter } from '../proof/long-parameter.js';
import { checkBinding } from './check-binding.js';
import { readCompactToken } from './compact-token.js';
import type { WantedKey } from './key-set.js';
import type { Rules } from './options.js';
import { readClaims } from './read-claims.js';
import { ClaimsRefusal, malformed } from './refusal.js';
import type { VerificationKey } from './verification-key.js';
import type { VerifiedClaims } from './verified-claims.js';
import { verifyToken } from './verify-token.js';

/**
 * Verifies the token that a request carries, what costs least first: nothing of it is believed before its signature.
 *
 * @throws ClaimsRefusal
 */
export async function verifyClaims(
  { parameters, certificate, receivedAt }: ProvisioningRequest,
  rules: Rules,
  find: (wanted: WantedKey) => Promise<VerificationKey>,
): Promise<VerifiedClaims> {
  const serialNumber = parameters[rules.serialNumber] ?? '';
  if (serialNumber === '') throw missing(rules.serialNumber);
  const sent = readLongParameter(parameters, rules.parameter);
  if (sent === undefined) throw missing(rules.parameter);
  if ('fault' in sent) throw malformed(sent.fault);
  const token = readCompactToken(sent.text, rules);
  const claims = await verifyToken(token, await find(token), rules, receivedAt);
  const said = readClaims(claims, rules, serialNumber);
  return { ...said, bound: await checkBinding(claims, rules, certificate) };
}

const missing = (name: string) =>
  new ClaimsRefusal('SIGNED_CLAIMS_MISSING', `the parameter "${name}"`);
