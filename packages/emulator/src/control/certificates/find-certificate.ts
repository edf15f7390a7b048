import { type Account, arnOf } from '../../account/account.js';
import { isOver } from '../../account/expiry.js';
import type { CertificateRow } from '../../account/rows.js';
import { invalidRequest, notFound } from '../service-error.js';

/** @throws ServiceError when there is none, or none any more */
export function certificateOf({ store, clock }: Account, id: string): CertificateRow {
  const row = store.certificates.get(id);
  if (row === undefined || isOver(row, clock.now())) {
    throw notFound(`The certificate ${id} is not found`);
  }
  return row;
}

/**
 * The id of the certificate that an ARN names. Cognito identities and thing groups, which AWS takes in some places, are not
 * emulated.
 *
 * @throws ServiceError when it names no certificate of this account and region
 */
export function certificateIdOf(account: Account, principal: string): string {
  const id = principal.slice(principal.indexOf('/') + 1);
  if (!/^[0-9a-f]{64}$/.test(id) || principal !== arnOf(account, 'cert', id)) {
    throw invalidRequest('Only ARNs of certificates of this account and region are taken here');
  }
  return id;
}
