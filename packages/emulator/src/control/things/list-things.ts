import * as v from 'valibot';
import { arnOf } from '../../account/account.js';
import type { ThingRow } from '../../account/rows.js';
import { queryBoolean, registryName } from '../members.js';
import { defineOperation } from '../operation.js';
import { pageMembers, pageOf, rowsAfter } from '../paging.js';
import { invalidRequest } from '../service-error.js';

const text = v.pipe(v.string(), v.maxLength(800));

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_ListThings.html */
export const listThings = defineOperation({
  name: 'ListThings',
  method: 'GET',
  path: '/things',
  query: [
    'nextToken',
    'maxResults',
    'attributeName',
    'attributeValue',
    'thingTypeName',
    'usePrefixAttributeValue',
  ],
  members: {
    ...pageMembers,
    attributeName: v.optional(text),
    attributeValue: v.optional(text),
    thingTypeName: v.optional(registryName),
    usePrefixAttributeValue: v.optional(queryBoolean, 'false'),
  },
  run({ account }, { nextToken, maxResults, ...filter }) {
    const keep = filterOf(filter);
    const keyOf = (thing: ThingRow) => thing.thingName;
    const { items, next } = pageOf({
      list: `things ${JSON.stringify(filter)}`,
      token: nextToken,
      size: maxResults,
      keyOf,
      after: (key) => rowsAfter(account.store.things, keyOf, key, keep),
    });
    return {
      things: items.map(({ thingName, thingTypeName, attributes, version }) => ({
        thingName,
        thingTypeName,
        thingArn: arnOf(account, 'thing', thingName),
        attributes,
        version,
      })),
      nextToken: next,
    };
  },
});

interface Filter {
  readonly attributeName?: string | undefined;
  readonly attributeValue?: string | undefined;
  readonly thingTypeName?: string | undefined;
  readonly usePrefixAttributeValue: boolean;
}

function filterOf(filter: Filter): (thing: ThingRow) => boolean {
  const { attributeName: name, attributeValue: wanted, thingTypeName: type } = filter;
  if ((name === undefined) !== (wanted === undefined)) {
    throw invalidRequest('An attribute is looked for by its name and its value');
  }
  const hasAttribute = ({ attributes }: ThingRow) => {
    if (name === undefined || wanted === undefined) return true;
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (filter.usePrefixAttributeValue) return value?.startsWith(wanted) === true;
    return value === wanted;
  };
  return (thing) => (type === undefined || thing.thingTypeName === type) && hasAttribute(thing);
}
