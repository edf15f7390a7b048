import * as v from 'valibot';
import { queryBoolean, registryName, seconds, tags } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers } from '../paging.js';
import { arnOfRow, createRow, listRows, rowOf, thingGroups } from './named-rows.js';

/** Properties and tags are taken and not kept. Groups within groups are not emulated. */
const createGroup = defineOperation({
  name: 'CreateThingGroup',
  method: 'POST',
  path: '/thing-groups/{thingGroupName}',
  members: {
    thingGroupName: registryName,
    parentGroupName: v.optional(v.never()),
    thingGroupProperties: v.optional(v.object({})),
    tags,
  },
  run({ account }, { thingGroupName: name }) {
    const { id } = createRow(account, thingGroups, name);
    return {
      thingGroupName: name,
      thingGroupArn: arnOfRow(account, thingGroups, name),
      thingGroupId: id,
    };
  },
});

const describeGroup = defineOperation({
  name: 'DescribeThingGroup',
  method: 'GET',
  path: '/thing-groups/{thingGroupName}',
  members: { thingGroupName: registryName },
  run({ account }, { thingGroupName: name }) {
    const { id, createdAt } = rowOf(account, thingGroups, name);
    return {
      thingGroupName: name,
      thingGroupId: id,
      thingGroupArn: arnOfRow(account, thingGroups, name),
      version: 1,
      thingGroupProperties: {},
      thingGroupMetadata: { rootToParentThingGroups: [], creationDate: seconds(createdAt) },
    };
  },
});

const listGroups = defineOperation({
  name: 'ListThingGroups',
  method: 'GET',
  path: '/thing-groups',
  query: ['nextToken', 'maxResults', 'namePrefixFilter', 'recursive'],
  members: {
    ...pageMembers,
    namePrefixFilter: v.optional(registryName, ''),
    recursive: v.optional(queryBoolean),
  },
  run({ account }, { nextToken: token, maxResults: size, namePrefixFilter: prefix }) {
    const keep = (name: string) => name.startsWith(prefix);
    const { items, next } = listRows(account, thingGroups, { token, size, keep });
    return {
      thingGroups: items.map(({ name }) => ({
        groupName: name,
        groupArn: arnOfRow(account, thingGroups, name),
      })),
      nextToken: next,
    };
  },
});

/** One that is not there is deleted all the same, as AWS has it. Its things stay. */
const deleteGroup = defineOperation({
  name: 'DeleteThingGroup',
  method: 'DELETE',
  path: '/thing-groups/{thingGroupName}',
  members: { thingGroupName: registryName },
  run({ account: { store } }, { thingGroupName: name }) {
    store.transaction(() => {
      for (const thing of store.groupThings.rightsOf(name)) store.groupThings.remove(name, thing);
      store.thingGroups.delete(name);
    });
    return {};
  },
});

export const thingGroupOperations: readonly Operation[] = [
  createGroup,
  describeGroup,
  listGroups,
  deleteGroup,
];
