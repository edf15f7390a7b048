import type { Provisioning, ThingResource } from '../template.js';
import { listOf } from './expression.js';
import { checkForm, formed, forms } from './form.js';
import type { Given } from './given.js';
import { Refusal } from './refusal.js';

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/thing-groups.html */
const maxThingGroups = 10;

export function evaluateThing(
  resource: ThingResource,
  given: Given,
): NonNullable<Provisioning['thing']> {
  const { thingTypeName, thingGroups, billingGroup, overrides } = resource;
  const attributes: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(resource.attributes)) {
    attributes[name] = formed(value, forms.attributeValue, given);
  }
  return {
    thingName: formed(resource.thingName, forms.thingName, given),
    attributes,
    ...(thingTypeName && { thingTypeName: formed(thingTypeName, forms.thingTypeName, given) }),
    ...(thingGroups && { thingGroups: groupsOf(thingGroups, given) }),
    ...(billingGroup && { billingGroup: formed(billingGroup, forms.billingGroup, given) }),
    overrides,
  };
}

function groupsOf(
  groups: NonNullable<ThingResource['thingGroups']>,
  given: Given,
): readonly string[] {
  const names = listOf(groups, given);
  for (const [index, name] of names.entries()) {
    const at = groups.kind === 'list' ? groups.items[index]?.at : undefined;
    checkForm(name, forms.thingGroupName, at ?? groups.at);
  }
  if (names.length <= maxThingGroups) return names;
  const message = `A thing belongs to ${maxThingGroups} groups at the most; name fewer.`;
  throw new Refusal('THING_GROUPS_TOO_MANY', groups.at, message);
}
