import * as v from 'valibot';
import { arnOf } from '../../account/account.js';
import { certificateIdOf, certificateOf } from '../certificates/find-certificate.js';
import { arn, registryName } from '../members.js';
import { defineOperation, type Operation } from '../operation.js';
import { pageMembers, textsPage } from '../paging.js';
import { thingOf } from './find-thing.js';

const header = { principal: 'x-amzn-principal' } as const;

/** What is attached already stays attached; the call succeeds. */
const attachPrincipal = defineOperation({
  name: 'AttachThingPrincipal',
  method: 'PUT',
  path: '/things/{thingName}/principals',
  query: ['thingPrincipalType'],
  headers: header,
  members: {
    thingName: registryName,
    principal: arn,
    // Exclusive attachment is not emulated.
    thingPrincipalType: v.optional(v.literal('NON_EXCLUSIVE_THING')),
  },
  run({ account }, { thingName, principal }) {
    const id = certificateIdOf(account, principal);
    thingOf(account, thingName);
    certificateOf(account, id);
    account.store.thingCertificates.add(thingName, id);
    return {};
  },
});

const detachPrincipal = defineOperation({
  name: 'DetachThingPrincipal',
  method: 'DELETE',
  path: '/things/{thingName}/principals',
  headers: header,
  members: { thingName: registryName, principal: arn },
  run({ account }, { thingName, principal }) {
    const id = certificateIdOf(account, principal);
    thingOf(account, thingName);
    account.store.thingCertificates.remove(thingName, id);
    return {};
  },
});

const listPrincipals = defineOperation({
  name: 'ListThingPrincipals',
  method: 'GET',
  path: '/things/{thingName}/principals',
  query: ['maxResults', 'nextToken'],
  members: { thingName: registryName, ...pageMembers },
  run({ account }, { thingName, maxResults: size, nextToken: token }) {
    thingOf(account, thingName);
    const ids = account.store.thingCertificates.rightsOf(thingName);
    const { items, next } = textsPage(ids, { list: `principals of ${thingName}`, token, size });
    return { principals: items.map((id) => arnOf(account, 'cert', id)), nextToken: next };
  },
});

const listThingsOfPrincipal = defineOperation({
  name: 'ListPrincipalThings',
  method: 'GET',
  path: '/principals/things',
  query: ['maxResults', 'nextToken'],
  headers: header,
  members: { principal: arn, ...pageMembers },
  run({ account }, { principal, maxResults: size, nextToken: token }) {
    const id = certificateIdOf(account, principal);
    certificateOf(account, id);
    const names = account.store.thingCertificates.leftsOf(id);
    const { items, next } = textsPage(names, { list: `things of ${id}`, token, size });
    return { things: items, nextToken: next };
  },
});

export const principalOperations: readonly Operation[] = [
  attachPrincipal,
  detachPrincipal,
  listPrincipals,
  listThingsOfPrincipal,
];
