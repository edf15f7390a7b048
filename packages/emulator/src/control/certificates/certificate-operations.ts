import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { type Account, arnOf } from '../../account/account.js';
import { deleteCertificate, isOver } from '../../account/expiry.js';
import type { CertificateRow } from '../../account/rows.js';
import { certificateId, queryBoolean, seconds } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { createdOrder, markerMembers, pageOf } from '../paging.js';
import { ServiceError } from '../service-error.js';
import { certificateOf } from './find-certificate.js';

const describeCertificate = defineOperation({
  name: 'DescribeCertificate',
  method: 'GET',
  path: '/certificates/{certificateId}',
  members: { certificateId },
  run({ account }, { certificateId: id }) {
    const row = certificateOf(account, id);
    const { validFromDate, validToDate } = new X509Certificate(row.certificatePem);
    return {
      certificateDescription: {
        ...summaryOf(account, row),
        caCertificateId: null,
        certificatePem: row.certificatePem,
        ownedBy: account.accountId,
        lastModifiedDate: seconds(row.modifiedAt),
        customerVersion: 1,
        transferData: {},
        validity: {
          notBefore: seconds(validFromDate.getTime()),
          notAfter: seconds(validToDate.getTime()),
        },
      },
    };
  },
});

/** Certificates of provisioning claims can be described, but are in no list. */
const listCertificates = defineOperation({
  name: 'ListCertificates',
  method: 'GET',
  path: '/certificates',
  query: ['pageSize', 'marker', 'isAscendingOrder'],
  members: { ...markerMembers, isAscendingOrder: v.optional(queryBoolean, 'false') },
  run({ account }, { pageSize, marker, isAscendingOrder }) {
    const now = account.clock.now();
    const order = createdOrder(isAscendingOrder, (row: CertificateRow) => row.certificateId);
    const { items, next } = pageOf({
      list: `certificates ${isAscendingOrder}`,
      token: marker,
      size: pageSize,
      keyOf: order.keyOf,
      after: order.after(
        account.store.certificates
          .list()
          .filter((row) => row.claimOf === undefined && !isOver(row, now)),
      ),
    });
    return { certificates: items.map((row) => summaryOf(account, row)), nextMarker: next };
  },
});

/**
 * Statuses that AWS IoT uses itself cannot be set. One that waited for its activation waits no more and stays; a
 * claim's ends when it ends.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_UpdateCertificate.html
 */
const updateCertificate = defineOperation({
  name: 'UpdateCertificate',
  method: 'PUT',
  path: '/certificates/{certificateId}',
  query: ['newStatus'],
  members: { certificateId, newStatus: v.picklist(['ACTIVE', 'INACTIVE', 'REVOKED']) },
  run({ account, disconnect }, { certificateId: id, newStatus: status }) {
    const row = certificateOf(account, id);
    const { endsAt, ...lasting } = row;
    account.store.certificates.put(id, {
      ...(row.claimOf === undefined ? lasting : row),
      status,
      modifiedAt: account.clock.now(),
    });
    if (status !== 'ACTIVE') disconnect(id);
    return undefined;
  },
});

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteCertificate.html */
const deleteIfUnused = defineOperation({
  name: 'DeleteCertificate',
  method: 'DELETE',
  path: '/certificates/{certificateId}',
  query: ['forceDelete'],
  members: { certificateId, forceDelete: v.optional(queryBoolean, 'false') },
  run({ account, disconnect }, { certificateId: id, forceDelete }) {
    const { store } = account;
    const { status } = certificateOf(account, id);
    if (status === 'ACTIVE') {
      throw new ServiceError(
        'CertificateStateException',
        `Certificate must be deactivated (not ACTIVE) before deletion. CertificateId=${id}`,
      );
    }
    if (store.thingCertificates.leftsOf(id).length > 0) throw attached(id, 'things');
    const hasPolicies = store.policyCertificates.leftsOf(id).length > 0;
    if (hasPolicies && !forceDelete) throw attached(id, 'policies');
    store.transaction(() => deleteCertificate(store, id));
    disconnect(id);
    return undefined;
  },
});

const attached = (id: string, what: string) =>
  new ServiceError(
    'DeleteConflictException',
    `Certificate has ${what} attached to it; detach them before deletion. CertificateId=${id}`,
  );

const summaryOf = (account: Account, row: CertificateRow) => ({
  certificateArn: arnOf(account, 'cert', row.certificateId),
  certificateId: row.certificateId,
  status: row.status,
  certificateMode: 'DEFAULT',
  creationDate: seconds(row.createdAt),
});

export const certificateOperations: readonly Operation[] = [
  describeCertificate,
  listCertificates,
  updateCertificate,
  deleteIfUnused,
];
