import * as v from 'valibot';
import { type Account, arnOf } from '../../account/account.js';
import type { PolicyRow } from '../../account/rows.js';
import { policyName, queryBoolean, seconds, tags } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { createdOrder, markerMembers, pageOf } from '../paging.js';
import { notFound, ServiceError } from '../service-error.js';
import { checkDocument } from './policy-document.js';

// Versions of policies are not emulated.
const onlyVersion = '1';

const createPolicy = defineOperation({
  name: 'CreatePolicy',
  method: 'POST',
  path: '/policies/{policyName}',
  members: { policyName, policyDocument: v.string(), tags },
  run({ account }, { policyName: name, policyDocument }) {
    if (account.store.policies.get(name) !== undefined) {
      throw new ServiceError(
        'ResourceAlreadyExistsException',
        `Policy cannot be created - name already exists (name=${name})`,
        { resourceId: name, resourceArn: arnOf(account, 'policy', name) },
      );
    }
    checkDocument(policyDocument);
    const createdAt = account.clock.now();
    account.store.policies.put(name, { policyName: name, policyDocument, createdAt });
    return { ...summaryOf(account, name), policyDocument, policyVersionId: onlyVersion };
  },
});

const getPolicy = defineOperation({
  name: 'GetPolicy',
  method: 'GET',
  path: '/policies/{policyName}',
  members: { policyName },
  run({ account }, { policyName: name }) {
    const { policyDocument, createdAt } = policyOf(account, name);
    return {
      ...summaryOf(account, name),
      policyDocument,
      defaultVersionId: onlyVersion,
      creationDate: seconds(createdAt),
      lastModifiedDate: seconds(createdAt),
    };
  },
});

const listPolicies = defineOperation({
  name: 'ListPolicies',
  method: 'GET',
  path: '/policies',
  query: ['marker', 'pageSize', 'isAscendingOrder'],
  members: { ...markerMembers, isAscendingOrder: v.optional(queryBoolean, 'false') },
  run({ account }, { marker, pageSize, isAscendingOrder }) {
    const order = createdOrder(isAscendingOrder, (policy: PolicyRow) => policy.policyName);
    const { items, next } = pageOf({
      list: `policies ${isAscendingOrder}`,
      token: marker,
      size: pageSize,
      keyOf: order.keyOf,
      after: order.after(account.store.policies.list()),
    });
    return {
      policies: items.map((policy) => summaryOf(account, policy.policyName)),
      nextMarker: next,
    };
  },
});

const deletePolicy = defineOperation({
  name: 'DeletePolicy',
  method: 'DELETE',
  path: '/policies/{policyName}',
  members: { policyName },
  run({ account }, { policyName: name }) {
    policyOf(account, name);
    if (account.store.policyCertificates.rightsOf(name).length > 0) {
      throw new ServiceError(
        'DeleteConflictException',
        `Cannot delete the policy because it is attached to one or more principals (name=${name})`,
      );
    }
    account.store.policies.delete(name);
    return undefined;
  },
});

/** @throws ServiceError when there is none of this name */
export function policyOf({ store }: Account, name: string): PolicyRow {
  const policy = store.policies.get(name);
  if (policy === undefined) throw notFound(`Policy not found (name=${name})`);
  return policy;
}

export const summaryOf = (account: Account, name: string) => ({
  policyName: name,
  policyArn: arnOf(account, 'policy', name),
});

export const policyOperations: readonly Operation[] = [
  createPolicy,
  getPolicy,
  listPolicies,
  deletePolicy,
];
