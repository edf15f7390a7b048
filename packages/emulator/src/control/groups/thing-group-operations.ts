import * as v from 'valibot';
import { queryBoolean, queryInteger, registryName, seconds, tags } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers } from '../paging.js';
import { ServiceError } from '../service-error.js';
import { arnOfRow, createRow, listRows, rowOf, thingGroups } from './named-rows.js';

// What could change of a group is not kept.
const onlyVersion = 1;
const version = queryInteger(0, Number.MAX_SAFE_INTEGER);

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
      version: onlyVersion,
      thingGroupProperties: {},
      thingGroupMetadata: { rootToParentThingGroups: [], creationDate: seconds(createdAt) },
    };
  },
});

const listGroups = defineOperation({
  name: 'ListThingGroups',
  method: 'GET',
  path: '/thing-groups',
  query: ['nextToken', 'maxResults', 'parentGroup', 'namePrefixFilter', 'recursive'],
  members: {
    ...pageMembers,
    parentGroup: v.optional(registryName),
    namePrefixFilter: v.optional(registryName),
    recursive: v.optional(queryBoolean),
  },
  run({ account }, { nextToken: token, maxResults: size, parentGroup, namePrefixFilter }) {
    if (parentGroup !== undefined) rowOf(account, thingGroups, parentGroup);
    const keep = (name: string) =>
      parentGroup === undefined && name.startsWith(namePrefixFilter ?? '');
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
  query: ['expectedVersion'],
  members: { thingGroupName: registryName, expectedVersion: v.optional(version) },
  run({ account: { store } }, { thingGroupName: name, expectedVersion = onlyVersion }) {
    if (expectedVersion !== onlyVersion) {
      throw new ServiceError(
        'VersionConflictException',
        `Thing group ${name} is at ${onlyVersion}`,
      );
    }
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
