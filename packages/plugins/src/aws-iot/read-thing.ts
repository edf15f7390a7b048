import { PortError, type Thing } from '@gangway/core';
import { quote } from '../text/quote.js';
import type { PacedCalls } from './paced-calls.js';
import { readCertificate } from './read-certificate.js';
import { registryFault } from './registry-fault.js';

/** Makes the errors of the registry of things. */
export const thingFault = registryFault('THING_REGISTRY');

/** What a server may answer; nothing of it is certain. */
type Answer = Readonly<Record<string, unknown>>;

/**
 * Reads a thing and which of its certificates are active, fresh from AWS IoT.
 *
 * @param maxPrincipals a thing with more is not read to the end
 * @throws PortError `THING_PRINCIPALS_TOO_MANY`, or `THING_REGISTRY_UNAVAILABLE` for answers that make no sense
 */
export async function readThing(
  name: string,
  calls: PacedCalls,
  maxPrincipals: number,
): Promise<Thing | undefined> {
  const described = (await calls.describeThing(name)) as Answer | undefined;
  if (described === undefined) return undefined;
  if (described.thingName !== name) throw senseless('DescribeThing answered with another thing');
  const principals = await listPrincipals(name, calls, maxPrincipals);
  // Deleted since the first call.
  if (principals === undefined) return undefined;
  const attached = principals.map(certificateOf).filter((id) => id !== undefined);
  const active = await Promise.all(attached.map((id) => isActive(id, calls)));
  return Object.freeze({
    name,
    activeCertificateIds: Object.freeze(attached.filter((_id, at) => active[at])),
  });
}

/** A server that hands out tokens for ever would otherwise be asked for ever. */
const mostPages = 10;

async function listPrincipals(
  thingName: string,
  calls: PacedCalls,
  most: number,
): Promise<readonly string[] | undefined> {
  const listed: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = (await calls.listThingPrincipals({
      thingName,
      // One more than may be there shows in one call whether there are too many.
      maxResults: most + 1,
      ...(nextToken === undefined ? {} : { nextToken }),
    })) as Answer | undefined;
    if (answer === undefined) return undefined;
    const { principals, nextToken: token } = answer;
    if (!isTexts(principals)) throw senseless('ListThingPrincipals answered without a list');
    listed.push(...principals);
    if (listed.length > most) throw tooMany(thingName, `more than ${most}`);
    if (typeof token !== 'string' || token === '') return listed;
    nextToken = token;
  }
  throw tooMany(thingName, `${mostPages} pages of them`);
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** A principal is the ARN of a certificate, or an Amazon Cognito identity, which is no concern of provisioning. */
function certificateOf(principal: string): string | undefined {
  const [, id] = /^arn:[^:]+:iot:[^:]*:[^:]*:cert\/([0-9a-f]{64})$/.exec(principal) ?? [];
  if (id === undefined && principal.includes(':cert/')) {
    throw senseless(`ListThingPrincipals named a certificate ${quote(principal)}`);
  }
  return id;
}

async function isActive(id: string, calls: PacedCalls): Promise<boolean> {
  const certificate = await readCertificate(id, calls, thingFault);
  // AWS IoT deletes no certificate that is attached. So the two answers are not of one moment, and neither is believed.
  if (certificate === undefined) throw senseless(`the attached certificate ${id} is not found`);
  return certificate.status === 'ACTIVE';
}

const senseless = (message: string) => thingFault('unavailable', message);

const tooMany = (name: string, what: string) =>
  new PortError('THING_PRINCIPALS_TOO_MANY', `the thing ${quote(name)} has ${what}`);
