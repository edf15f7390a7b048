import { certificateOperations } from './certificates/certificate-operations.js';
import { issuingOperations } from './certificates/issuing-operations.js';
import { describeEndpoint } from './describe-endpoint.js';
import { billingGroupOperations } from './groups/billing-group-operations.js';
import { membershipOperations } from './groups/membership-operations.js';
import { thingGroupOperations } from './groups/thing-group-operations.js';
import { thingTypeOperations } from './groups/thing-type-operations.js';
import type { Operation } from './operation.js';
import { attachmentOperations } from './policies/attachment-operations.js';
import { policyOperations } from './policies/policy-operations.js';
import { templateOperations } from './templates/template-operations.js';
import { templateVersionOperations } from './templates/template-version-operations.js';
import { listThings } from './things/list-things.js';
import { principalOperations } from './things/principal-operations.js';
import { thingOperations } from './things/thing-operations.js';

/** Every operation that the control plane has, in the order of its page. */
export const operations: readonly Operation[] = Object.freeze([
  ...templateOperations,
  ...templateVersionOperations,
  ...issuingOperations,
  ...certificateOperations,
  ...thingOperations,
  listThings,
  ...principalOperations,
  ...thingGroupOperations,
  ...membershipOperations,
  ...thingTypeOperations,
  ...billingGroupOperations,
  ...policyOperations,
  ...attachmentOperations,
  describeEndpoint,
]);
