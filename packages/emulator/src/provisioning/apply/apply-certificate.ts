import type { Provisioning } from '@gangway/template';
import type { Account } from '../../account/account.js';
import type { CertificateRow } from '../../account/rows.js';
import { refuse } from '../refusals.js';

/**
 * Gives a new certificate the template's status. `OverrideSettings` are for one that has another status by now, such as one
 * that an operator deactivated before the device registered: it is left as it is unless they say otherwise. A revoked one is
 * never activated again.
 *
 * @throws Rejection
 */
export function applyCertificate(
  { store, clock }: Account,
  { status, overrides }: NonNullable<Provisioning['certificate']>,
  row: CertificateRow,
): void {
  if (row.status === 'REVOKED') throw refuse('CERTIFICATE_REVOKED', 'the certificate is revoked');
  if (row.status !== 'PENDING_ACTIVATION') {
    const setting = overrides.Status ?? 'DO_NOTHING';
    if (setting === 'FAIL') throw refuse('RESOURCE_CONFLICT', `the certificate is ${row.status}`);
    if (setting !== 'REPLACE') return;
  }
  // From now on it stays.
  const { endsAt: _, ...kept } = row;
  store.certificates.put(row.certificateId, { ...kept, status, modifiedAt: clock.now() });
}
