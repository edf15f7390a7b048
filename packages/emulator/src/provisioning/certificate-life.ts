import type { AccountStore } from '../account/account-store.js';
import type { CertificateRow } from '../account/rows.js';

/** How long a certificate waits for its activation, and its ownership token holds, in milliseconds. */
export const activationMs = 3_600_000;

/**
 * Whether a certificate has stopped existing: a new one that nobody activated within its hour, or one of a provisioning claim
 * after its five minutes.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 */
export const isOver = ({ status, endsAt, claimOf }: CertificateRow, now: number): boolean =>
  endsAt !== undefined &&
  endsAt <= now &&
  (status === 'PENDING_ACTIVATION' || claimOf !== undefined);

/** Deletes a certificate with all that it is attached to. */
export function deleteCertificate(store: AccountStore, certificateId: string): void {
  for (const policy of store.policyCertificates.leftsOf(certificateId)) {
    store.policyCertificates.remove(policy, certificateId);
  }
  for (const thing of store.thingCertificates.leftsOf(certificateId)) {
    store.thingCertificates.remove(thing, certificateId);
  }
  store.certificates.delete(certificateId);
}
