import type { Permission } from '@gangway/core';
import type { Template } from '@gangway/template';
import { namePatterns, namePatternsOfAll } from './name-patterns.js';
import { covers } from './pattern-cover.js';
import { type ProvisioningResource, provisioningActions } from './provisioning-actions.js';

/**
 * What a provisioning role needs for the resources of a template's body, as narrow as the body's texts allow: a policy that
 * is named is that policy, a thing whose name comes from a parameter is every thing.
 *
 * AWS documents no more than a managed policy, `AWSIoTThingsRegistration`, which allows all of it on every resource; that is the
 * ceiling here. Which of its actions which resource needs is inferred from what they do and from the resources that each of
 * them is about, in AWS's service authorization reference; `provisioningActions` holds it.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSIoTThingsRegistration.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiot.html
 * @example
 * const reading = readTemplate(template.body);
 * if (reading.kind === 'refused') throw new Error(reading.faults[0]?.message);
 * const needed = provisioningRolePermissions(reading.template);
 * needed.find(({ action }) => action === 'iot:GetPolicy')?.resource; // 'arn:aws:iot:*:*:policy/fleet'
 */
export function provisioningRolePermissions(template: Template): readonly Permission[] {
  const names = namesIn(template);
  const permissions = provisioningActions
    .filter(({ when }) => uses[when](template))
    .flatMap(({ action, on }) =>
      on.flatMap((type) => resourcesOf(type, names).map((resource) => ({ action, resource }))),
    );
  return permissions.filter((one, index) => !permissions.some(saysMore(one, index)));
}

/** Whether another permission says all that one says, and more; or the same, and before it. */
const saysMore =
  (one: Permission, at: number) =>
  (other: Permission, index: number): boolean =>
    other.action === one.action &&
    covers(other.resource, one.resource) &&
    (index < at || !covers(one.resource, other.resource));

/** When a body has what an action is for. */
const uses: Readonly<Record<ProvisioningResource, (template: Template) => boolean>> = {
  'any body': () => true,
  thing: ({ thing }) => thing !== undefined,
  'attributes or type that may change': ({ thing }) =>
    mayChange(thing?.overrides.AttributePayload) || mayChange(thing?.overrides.ThingTypeName),
  'thing type': ({ thing }) => thing?.thingTypeName !== undefined,
  'thing groups': ({ thing }) => thing?.thingGroups !== undefined,
  'thing groups that may change': ({ thing }) =>
    thing?.thingGroups !== undefined && mayChange(thing.overrides.ThingGroups),
  'thing groups that are replaced': ({ thing }) =>
    thing?.thingGroups !== undefined && thing.overrides.ThingGroups === 'REPLACE',
  'billing group': ({ thing }) => thing?.billingGroup !== undefined,
  certificate: ({ certificate }) => certificate !== undefined,
  'thing and certificate': ({ thing, certificate }) =>
    thing !== undefined && certificate !== undefined,
  policy: ({ policies }) => policies.length > 0,
  'policy document': ({ policies }) => policies.some(({ kind }) => kind === 'document'),
};

const mayChange = (setting: string | undefined): boolean =>
  setting === 'REPLACE' || setting === 'MERGE';

type ResourceType = (typeof provisioningActions)[number]['on'][number];

type Names = Readonly<Record<Exclude<ResourceType, '*' | 'every thinggroup'>, readonly string[]>>;

function namesIn({ thing, policies, mappings }: Template): Names {
  const policyNames = policies.flatMap((policy) =>
    // AWS IoT makes the name of a policy that comes as a document.
    policy.kind === 'name' ? namePatterns(policy.name, mappings) : ['*'],
  );
  return {
    thing: namePatterns(thing?.thingName, mappings),
    thingtype: namePatterns(thing?.thingTypeName, mappings),
    thinggroup: thing?.thingGroups ? namePatternsOfAll(thing.thingGroups, mappings) : ['*'],
    billinggroup: thing?.billingGroup ? namePatterns(thing.billingGroup, mappings) : [],
    // A certificate's id is made while its device asks for it.
    cert: ['*'],
    policy: policyNames.includes('*') ? ['*'] : policyNames,
  };
}

function resourcesOf(type: ResourceType, names: Names): readonly string[] {
  if (type === '*') return ['*'];
  if (type === 'every thinggroup') return ['arn:aws:iot:*:*:thinggroup/*'];
  return names[type].map((name) => `arn:aws:iot:*:*:${type}/${name}`);
}
