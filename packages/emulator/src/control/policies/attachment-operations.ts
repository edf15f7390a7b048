import * as v from 'valibot';
import { arnOf } from '../../account/account.js';
import { certificateIdOf, certificateOf } from '../certificates/find-certificate.js';
import { arn, policyName, queryBoolean } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { markerMembers, textsPage } from '../paging.js';
import { ServiceError } from '../service-error.js';
import { policyOf, summaryOf } from './policy-operations.js';

/** Most policies of a certificate. @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#security-limits */
const attachedLimit = 10;

/** What is attached already stays attached; the call succeeds. Thing groups as targets are not emulated. */
const attachPolicy = defineOperation({
  name: 'AttachPolicy',
  method: 'PUT',
  path: '/target-policies/{policyName}',
  members: { policyName, target: arn },
  run({ account }, { policyName: name, target }) {
    const id = certificateIdOf(account, target);
    policyOf(account, name);
    certificateOf(account, id);
    const { policyCertificates } = account.store;
    const isFull = policyCertificates.leftsOf(id).length >= attachedLimit;
    if (isFull && !policyCertificates.has(name, id)) {
      throw new ServiceError(
        'LimitExceededException',
        `A certificate has ${attachedLimit} policies at most`,
      );
    }
    policyCertificates.add(name, id);
    return undefined;
  },
});

const detachPolicy = defineOperation({
  name: 'DetachPolicy',
  method: 'POST',
  path: '/target-policies/{policyName}',
  members: { policyName, target: arn },
  run({ account }, { policyName: name, target }) {
    const id = certificateIdOf(account, target);
    policyOf(account, name);
    account.store.policyCertificates.remove(name, id);
    return undefined;
  },
});

const listAttached = defineOperation({
  name: 'ListAttachedPolicies',
  method: 'POST',
  path: '/attached-policies/{target}',
  query: ['recursive', 'marker', 'pageSize'],
  members: { target: arn, recursive: v.optional(queryBoolean), ...markerMembers },
  run({ account }, { target, marker: token, pageSize: size }) {
    const id = certificateIdOf(account, target);
    certificateOf(account, id);
    const names = account.store.policyCertificates.leftsOf(id);
    const { items, next } = textsPage(names, { list: `policies of ${id}`, token, size });
    return { policies: items.map((name) => summaryOf(account, name)), nextMarker: next };
  },
});

const listTargets = defineOperation({
  name: 'ListTargetsForPolicy',
  method: 'POST',
  path: '/policy-targets/{policyName}',
  query: ['marker', 'pageSize'],
  members: { policyName, ...markerMembers },
  run({ account }, { policyName: name, marker: token, pageSize: size }) {
    policyOf(account, name);
    const ids = account.store.policyCertificates.rightsOf(name);
    const { items, next } = textsPage(ids, { list: `targets of ${name}`, token, size });
    return { targets: items.map((id) => arnOf(account, 'cert', id)), nextMarker: next };
  },
});

export const attachmentOperations: readonly Operation[] = [
  attachPolicy,
  detachPolicy,
  listAttached,
  listTargets,
];
