import * as v from 'valibot';
import type { Account } from '../../account/account.js';
import { arnOf } from '../../account/account.js';
import { arn, queryBoolean, registryName } from '../members.js';
import type { ControlContext } from '../operation.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers, textsPage } from '../paging.js';
import { invalidRequest } from '../service-error.js';
import { thingOf } from '../things/find-thing.js';
import { arnOfRow, rowOf, thingGroups } from './named-rows.js';

const members = {
  thingGroupName: v.optional(registryName),
  thingGroupArn: v.optional(arn),
  thingName: v.optional(registryName),
  thingArn: v.optional(arn),
  overrideDynamicGroups: v.optional(v.boolean()),
};

const addThing = defineOperation({
  name: 'AddThingToThingGroup',
  method: 'PUT',
  path: '/thing-groups/addThingToThingGroup',
  members,
  run({ account }, input) {
    const [group, thing] = pairOf(account, input);
    account.store.groupThings.add(group, thing);
    return {};
  },
});

const removeThing = defineOperation({
  name: 'RemoveThingFromThingGroup',
  method: 'PUT',
  path: '/thing-groups/removeThingFromThingGroup',
  members,
  run({ account }, input) {
    const [group, thing] = pairOf(account, input);
    account.store.groupThings.remove(group, thing);
    return {};
  },
});

const listThings = defineOperation({
  name: 'ListThingsInThingGroup',
  method: 'GET',
  path: '/thing-groups/{thingGroupName}/things',
  query: ['recursive', 'nextToken', 'maxResults'],
  members: { thingGroupName: registryName, recursive: v.optional(queryBoolean), ...pageMembers },
  run({ account }, { thingGroupName: group, nextToken: token, maxResults: size }) {
    rowOf(account, thingGroups, group);
    const names = account.store.groupThings.rightsOf(group);
    const { items, next } = textsPage(names, { list: `things in ${group}`, token, size });
    return { things: items, nextToken: next };
  },
});

const listGroups = defineOperation({
  name: 'ListThingGroupsForThing',
  method: 'GET',
  path: '/things/{thingName}/thing-groups',
  query: ['nextToken', 'maxResults'],
  members: { thingName: registryName, ...pageMembers },
  run({ account }, { thingName: thing, nextToken: token, maxResults: size }) {
    thingOf(account, thing);
    const names = account.store.groupThings.leftsOf(thing);
    const { items, next } = textsPage(names, { list: `groups of ${thing}`, token, size });
    return {
      thingGroups: items.map((name) => ({
        groupName: name,
        groupArn: arnOfRow(account, thingGroups, name),
      })),
      nextToken: next,
    };
  },
});

type Pair = Readonly<
  Partial<Record<'thingGroupName' | 'thingGroupArn' | 'thingName' | 'thingArn', string | undefined>>
>;

/** Group and thing, each by name, ARN, or both. */
function pairOf(account: ControlContext['account'], pair: Pair): readonly [string, string] {
  const group = nameOf(account, 'thinggroup', pair.thingGroupName, pair.thingGroupArn);
  const thing = nameOf(account, 'thing', pair.thingName, pair.thingArn);
  rowOf(account, thingGroups, group);
  thingOf(account, thing);
  return [group, thing];
}

function nameOf(
  account: Account,
  kind: 'thing' | 'thinggroup',
  name: string | undefined,
  arn: string | undefined,
): string {
  const named = name ?? arn?.slice(arn.indexOf('/') + 1);
  if (named === undefined) throw invalidRequest(`A ${kind} is wanted, by name or by ARN`);
  if (arn !== undefined && arn !== arnOf(account, kind, named)) {
    throw invalidRequest(
      `The ARN is not that of a ${kind} of this account, or of another than the name`,
    );
  }
  return named;
}

export const membershipOperations: readonly Operation[] = [
  addThing,
  removeThing,
  listThings,
  listGroups,
];
