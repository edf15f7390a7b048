import * as v from 'valibot';
import { registryName, seconds, tags } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { arnOfRow, billingGroups, createRow, rowOf } from './named-rows.js';

/** Properties and tags are taken and not kept. */
const createGroup = defineOperation({
  name: 'CreateBillingGroup',
  method: 'POST',
  path: '/billing-groups/{billingGroupName}',
  members: {
    billingGroupName: registryName,
    billingGroupProperties: v.optional(v.object({})),
    tags,
  },
  run({ account }, { billingGroupName: name }) {
    const { id } = createRow(account, billingGroups, name);
    return {
      billingGroupName: name,
      billingGroupArn: arnOfRow(account, billingGroups, name),
      billingGroupId: id,
    };
  },
});

const describeGroup = defineOperation({
  name: 'DescribeBillingGroup',
  method: 'GET',
  path: '/billing-groups/{billingGroupName}',
  members: { billingGroupName: registryName },
  run({ account }, { billingGroupName: name }) {
    const { id, createdAt } = rowOf(account, billingGroups, name);
    return {
      billingGroupName: name,
      billingGroupId: id,
      billingGroupArn: arnOfRow(account, billingGroups, name),
      version: 1,
      billingGroupProperties: {},
      billingGroupMetadata: { creationDate: seconds(createdAt) },
    };
  },
});

export const billingGroupOperations: readonly Operation[] = [createGroup, describeGroup];
