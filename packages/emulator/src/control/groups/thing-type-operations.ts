import * as v from 'valibot';
import type { Account } from '../../account/account.js';
import type { NamedRow } from '../../account/rows.js';
import { registryName, seconds, tags } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers } from '../paging.js';
import { arnOfRow, createRow, listRows, rowOf, thingTypes } from './named-rows.js';

/** Properties and tags are taken and not kept. */
const createType = defineOperation({
  name: 'CreateThingType',
  method: 'POST',
  path: '/thing-types/{thingTypeName}',
  members: {
    thingTypeName: registryName,
    thingTypeProperties: v.optional(v.object({})),
    tags,
  },
  run({ account }, { thingTypeName: name }) {
    const { id } = createRow(account, thingTypes, name);
    return {
      thingTypeName: name,
      thingTypeArn: arnOfRow(account, thingTypes, name),
      thingTypeId: id,
    };
  },
});

const describeType = defineOperation({
  name: 'DescribeThingType',
  method: 'GET',
  path: '/thing-types/{thingTypeName}',
  members: { thingTypeName: registryName },
  run({ account }, { thingTypeName: name }) {
    const row = rowOf(account, thingTypes, name);
    return { ...summaryOf(account, row), thingTypeId: row.id };
  },
});

const listTypes = defineOperation({
  name: 'ListThingTypes',
  method: 'GET',
  path: '/thing-types',
  query: ['nextToken', 'maxResults', 'thingTypeName'],
  members: { ...pageMembers, thingTypeName: v.optional(registryName) },
  run({ account }, { nextToken: token, maxResults: size, thingTypeName: wanted }) {
    const keep = (name: string) => wanted === undefined || name === wanted;
    const { items, next } = listRows(account, thingTypes, { token, size, keep });
    return { thingTypes: items.map((row) => summaryOf(account, row)), nextToken: next };
  },
});

const summaryOf = (account: Account, { name, createdAt }: NamedRow) => ({
  thingTypeName: name,
  thingTypeArn: arnOfRow(account, thingTypes, name),
  thingTypeProperties: {},
  thingTypeMetadata: { deprecated: false, creationDate: seconds(createdAt) },
});

export const thingTypeOperations: readonly Operation[] = [createType, describeType, listTypes];
