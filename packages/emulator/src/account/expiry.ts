import type { Account } from './account.js';
import type { AccountStore } from './account-store.js';
import type { CertificateRow, TokenRow } from './rows.js';

/**
 * Whether a certificate has stopped existing: a new one that nobody activated within its hour, or one of a provisioning claim
 * after its five minutes. Its last millisecond is the one before `endsAt`.
 *
 * AWS IoT spares one that was attached to a thing or a policy meanwhile. Here it goes all the same: its token is over, and
 * what nobody may register with any more has no business in an account.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html#trusted-user
 */
export const isOver = ({ status, endsAt, claimOf }: CertificateRow, now: number): boolean =>
  endsAt !== undefined &&
  endsAt <= now &&
  (status === 'PENDING_ACTIVATION' || claimOf !== undefined);

/** Deletes a certificate with all that it is attached to. */
export function deleteCertificate(store: AccountStore, certificateId: string): void {
  store.transaction(() => {
    for (const policy of store.policyCertificates.leftsOf(certificateId)) {
      store.policyCertificates.remove(policy, certificateId);
    }
    for (const thing of store.thingCertificates.leftsOf(certificateId)) {
      store.thingCertificates.remove(thing, certificateId);
    }
    store.certificates.delete(certificateId);
  });
}

/** A certificate that still exists. One that is over is deleted where somebody looks at it. */
export function liveCertificate(
  { store, clock }: Pick<Account, 'store' | 'clock'>,
  certificateId: string,
): CertificateRow | undefined {
  const row = store.certificates.get(certificateId);
  if (row === undefined || !isOver(row, clock.now())) return row;
  deleteCertificate(store, certificateId);
  return undefined;
}

/**
 * The certificate that an ownership token still proves to be one's own: its hour is not over, and the certificate exists.
 * Another token is deleted where somebody looks at it.
 */
export function certificateOfToken(
  account: Pick<Account, 'store' | 'clock'>,
  { tokenHash, certificateId, endsAt }: TokenRow,
): CertificateRow | undefined {
  const certificate = liveCertificate(account, certificateId);
  if (endsAt > account.clock.now() && certificate !== undefined) return certificate;
  account.store.tokens.delete(tokenHash);
  return undefined;
}
