import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { type Account, arnOf } from '../../account/account.js';
import type { ThingRow } from '../../account/rows.js';
import { billingGroups, rowOf, thingTypes } from '../groups/named-rows.js';
import { queryInteger, registryName } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { invalidRequest, ServiceError } from '../service-error.js';
import { checkVersion, thingOf } from './find-thing.js';
import { attributePayload, attributesOf, checkAttributes } from './thing-attributes.js';

/** The same call again succeeds; another one for the same name does not. */
const createThing = defineOperation({
  name: 'CreateThing',
  method: 'POST',
  path: '/things/{thingName}',
  members: {
    thingName: registryName,
    thingTypeName: v.optional(registryName),
    attributePayload: v.optional(attributePayload, {}),
    billingGroupName: v.optional(registryName),
  },
  run({ account }, { thingName, thingTypeName, attributePayload: payload, billingGroupName }) {
    if (thingTypeName !== undefined) rowOf(account, thingTypes, thingTypeName);
    if (billingGroupName !== undefined) rowOf(account, billingGroups, billingGroupName);
    const wanted = {
      attributes: attributesOf(payload),
      ...(thingTypeName === undefined ? {} : { thingTypeName }),
      ...(billingGroupName === undefined ? {} : { billingGroupName }),
    };
    checkAttributes(wanted);
    const existing = account.store.things.get(thingName);
    if (existing !== undefined) {
      const { thingName: _, thingId, version, createdAt, ...present } = existing;
      if (!isDeepStrictEqual({ ...present }, wanted)) throw alreadyThere(account, existing);
      return identityOf(account, existing);
    }
    const createdAt = account.clock.now();
    const thing = { thingName, thingId: randomUUID(), ...wanted, version: 1, createdAt };
    account.store.things.put(thingName, thing);
    return identityOf(account, thing);
  },
});

const describeThing = defineOperation({
  name: 'DescribeThing',
  method: 'GET',
  path: '/things/{thingName}',
  members: { thingName: registryName },
  run({ account }, { thingName }) {
    const { thingTypeName, attributes, version, billingGroupName, ...thing } = thingOf(
      account,
      thingName,
    );
    return {
      defaultClientId: thingName,
      ...identityOf(account, thing),
      thingTypeName,
      attributes,
      version,
      billingGroupName,
    };
  },
});

const updateThing = defineOperation({
  name: 'UpdateThing',
  method: 'PATCH',
  path: '/things/{thingName}',
  members: {
    thingName: registryName,
    thingTypeName: v.optional(registryName),
    attributePayload: v.optional(attributePayload),
    expectedVersion: v.optional(v.pipe(v.number(), v.integer())),
    removeThingType: v.optional(v.boolean(), false),
  },
  run(
    { account },
    { thingName, thingTypeName, attributePayload: payload, expectedVersion, removeThingType },
  ) {
    const { thingTypeName: oldType, ...thing } = thingOf(account, thingName);
    checkVersion(thing, expectedVersion);
    if (removeThingType && thingTypeName !== undefined) {
      throw invalidRequest('A thing type cannot be given and removed at once');
    }
    if (thingTypeName !== undefined) rowOf(account, thingTypes, thingTypeName);
    const type = removeThingType ? undefined : (thingTypeName ?? oldType);
    const changed = {
      ...thing,
      ...(type === undefined ? {} : { thingTypeName: type }),
      attributes:
        payload === undefined ? thing.attributes : attributesOf(payload, thing.attributes),
      version: thing.version + 1,
    };
    checkAttributes(changed);
    account.store.things.put(thingName, changed);
    return {};
  },
});

/** One that is not there is deleted all the same, as AWS has it; one with principals is not. */
const deleteThing = defineOperation({
  name: 'DeleteThing',
  method: 'DELETE',
  path: '/things/{thingName}',
  query: ['expectedVersion'],
  members: {
    thingName: registryName,
    expectedVersion: v.optional(queryInteger(0, Number.MAX_SAFE_INTEGER)),
  },
  run({ account: { store } }, { thingName, expectedVersion }) {
    const thing = store.things.get(thingName);
    if (thing === undefined) return {};
    checkVersion(thing, expectedVersion);
    if (store.thingCertificates.rightsOf(thingName).length > 0) {
      throw invalidRequest(
        `Cannot delete thing ${thingName}: it is still attached to one or more principals`,
      );
    }
    store.transaction(() => {
      for (const group of store.groupThings.leftsOf(thingName)) {
        store.groupThings.remove(group, thingName);
      }
      store.things.delete(thingName);
    });
    return {};
  },
});

const identityOf = (
  account: Account,
  { thingName, thingId }: Pick<ThingRow, 'thingName' | 'thingId'>,
) => ({
  thingName,
  thingArn: arnOf(account, 'thing', thingName),
  thingId,
});

const alreadyThere = (account: Account, { thingName, thingId }: ThingRow) =>
  new ServiceError(
    'ResourceAlreadyExistsException',
    `Thing ${thingName} already exists in account with different attributes`,
    { resourceId: thingId, resourceArn: arnOf(account, 'thing', thingName) },
  );

export const thingOperations: readonly Operation[] = [
  createThing,
  describeThing,
  updateThing,
  deleteThing,
];
