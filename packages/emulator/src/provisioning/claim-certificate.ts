import type { Account } from '../account/account.js';
import { liveCertificate } from '../account/expiry.js';
import type { Caller } from './provisioning-service.js';
import { refuse } from './refusals.js';

/**
 * Lets a caller in whose certificate is active, also while its connection lasts: one that was deactivated in between may do
 * nothing more. Which topics it may publish to is its policies' affair, and was asked before.
 *
 * @throws Rejection 403
 */
export function admitClaim(account: Account, { certificateId }: Caller): void {
  const certificate = liveCertificate(account, certificateId);
  if (certificate === undefined) {
    throw refuse('CLAIM_NOT_ACTIVE', 'the certificate of the connection does not exist any more');
  }
  if (certificate.status !== 'ACTIVE') {
    throw refuse('CLAIM_NOT_ACTIVE', `the certificate of the connection is ${certificate.status}`);
  }
}

/**
 * Lets a certificate that `CreateProvisioningClaim` made register through its own template alone.
 *
 * @throws Rejection 403
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html#trusted-user
 */
export function admitToTemplate(account: Account, caller: Caller, templateName: string): void {
  admitClaim(account, caller);
  const claimOf = account.store.certificates.get(caller.certificateId)?.claimOf;
  if (claimOf !== undefined && claimOf !== templateName) {
    throw refuse('CLAIM_OF_ANOTHER_TEMPLATE', `the provisioning claim is for "${claimOf}"`);
  }
}
