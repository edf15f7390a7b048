import { createHash } from 'node:crypto';
import type { Provisioning } from '@gangway/template';
import type { Account } from '../../account/account.js';
import { refuse } from '../refusals.js';

/**
 * Finds or makes a template's policies. One by name must exist. One by document is called after a hash of it, as AWS IoT
 * does, so that all devices that come to the same document share one policy.
 *
 * @returns their names
 * @throws Rejection
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#policy-resources
 */
export const applyPolicies = (
  account: Account,
  policies: Provisioning['policies'],
): readonly string[] =>
  policies.map((policy) =>
    policy.kind === 'name' ? existing(account, policy.name) : made(account, policy.document),
  );

function existing({ store }: Account, policyName: string): string {
  if (store.policies.get(policyName) !== undefined) return policyName;
  throw refuse('RESOURCE_MISSING', `there is no policy "${policyName}"`);
}

function made({ store, clock }: Account, policyDocument: string): string {
  const policyName = createHash('sha256').update(policyDocument).digest('hex');
  if (store.policies.get(policyName) === undefined) {
    store.policies.put(policyName, { policyName, policyDocument, createdAt: clock.now() });
  }
  return policyName;
}
