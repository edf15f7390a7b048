import type { Provisioning } from '@gangway/template';
import type { Account } from '../../account/account.js';
import type { CertificateRow } from '../../account/rows.js';
import { refuse } from '../refusals.js';
import { applyCertificate } from './apply-certificate.js';
import { applyPolicies } from './apply-policies.js';
import { applyThing } from './apply-thing.js';

/**
 * Makes of an account what a template came to. It runs inside a transaction: where it throws, nothing was written.
 *
 * A template whose certificate is another than the one that the token is for is refused. AWS IoT documents none but
 * `AWS::IoT::Certificate::Id` there, and any other would let a device have somebody else's certificate activated.
 *
 * @throws Rejection
 */
export function applyProvisioning(
  account: Account,
  { thing, certificate, policies }: Provisioning,
  owned: CertificateRow,
): void {
  if (certificate !== undefined && certificate.certificateId !== owned.certificateId) {
    throw refuse(
      'CERTIFICATE_NOT_ITS_OWN',
      'the template names another certificate: give CertificateId as {"Ref": "AWS::IoT::Certificate::Id"}',
    );
  }
  const { store } = account;
  if (thing !== undefined) applyThing(account, thing);
  const policyNames = applyPolicies(account, policies);
  if (certificate === undefined) return;
  applyCertificate(account, certificate, owned);
  if (thing !== undefined) store.thingCertificates.add(thing.thingName, owned.certificateId);
  for (const policyName of policyNames) {
    store.policyCertificates.add(policyName, owned.certificateId);
  }
}
