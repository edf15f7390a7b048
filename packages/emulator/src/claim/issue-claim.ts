import type { Account } from '../account/account.js';
import type { ClaimCredentials } from '../emulator.js';
import { claimPolicy } from '../policy/claim-policy.js';

/** Makes a claim certificate: active, and allowed to claim through this template alone. */
export async function issueClaim(
  account: Account,
  templateName: string,
): Promise<ClaimCredentials> {
  const { store, authority, clock } = account;
  const { certificateId, certificatePem, privateKey } = await authority.issueKeys();
  const policyName = `${templateName}-claim`;
  const now = clock.now();
  store.transaction(() => {
    store.certificates.put(certificateId, {
      certificateId,
      certificatePem,
      status: 'ACTIVE',
      createdAt: now,
      modifiedAt: now,
    });
    if (store.policies.get(policyName) === undefined) {
      store.policies.put(policyName, {
        policyName,
        policyDocument: claimPolicy(account, templateName),
        createdAt: now,
      });
    }
    store.policyCertificates.add(policyName, certificateId);
  });
  return Object.freeze({ certificateId, certificatePem, privateKey });
}
