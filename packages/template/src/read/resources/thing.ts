import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import type { ThingProperty, ThingResource } from '../../template.js';
import { objectAt, recordOf } from '../json.js';
import { onlyKnown } from '../only-known.js';
import type { Scope } from '../scope.js';
import type { DeclaredResource } from './declared-resource.js';
import { type Overridable, readOverrides } from './override-settings.js';
import { optional, required } from './property.js';

const known = [
  'ThingName',
  'AttributePayload',
  'ThingTypeName',
  'ThingGroups',
  'BillingGroup',
  'PackageVersions',
];

/** AWS's page lists the names in capitals and writes them in all its examples as the properties are written: both count. */
const overridable: readonly Overridable<ThingProperty>[] = [
  { property: 'AttributePayload', names: ['AttributePayload', 'ATTRIBUTE_PAYLOAD'], merges: true },
  { property: 'ThingTypeName', names: ['ThingTypeName', 'THING_TYPE_NAME'], merges: false },
  { property: 'ThingGroups', names: ['ThingGroups', 'THING_GROUPS'], merges: true },
];

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_AttributePayload.html */
const attributeName = /^[a-zA-Z0-9_.,@/:#-]{1,128}$/;
/**
 * Of a thing with a thing type. Without one it is 3, which only the registry can see to: a thing that is there already may
 * have a type that the template does not name.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/thing-types.html
 */
const maxAttributes = 50;

export function readThing(resource: DeclaredResource, scope: Scope): ThingResource | undefined {
  const { logicalId, properties, inside } = resource;
  onlyKnown(properties, known, inside, scope.report);
  if (properties.has('PackageVersions')) {
    const at = pointerTo(inside, 'PackageVersions');
    scope.report('PROPERTY_UNSUPPORTED', at, 'Software packages are not emulated; leave them out.');
  }
  const thingName = required(resource, 'ThingName', scope);
  const attributes = readAttributes(resource, scope);
  const thingTypeName = optional(resource, 'ThingTypeName', scope);
  const thingGroups = properties.has('ThingGroups')
    ? scope.list(properties.get('ThingGroups'), pointerTo(inside, 'ThingGroups'))
    : undefined;
  const billingGroup = optional(resource, 'BillingGroup', scope);
  const overrides = readOverrides(resource, overridable, scope);
  if (thingName === undefined) return undefined;
  return {
    logicalId,
    thingName,
    attributes,
    ...(thingTypeName && { thingTypeName }),
    ...(thingGroups && { thingGroups }),
    ...(billingGroup && { billingGroup }),
    overrides,
  };
}

function readAttributes(
  { properties, inside }: DeclaredResource,
  scope: Scope,
): ThingResource['attributes'] {
  const at = pointerTo(inside, 'AttributePayload');
  const attributes = properties.has('AttributePayload')
    ? objectAt(properties.get('AttributePayload'), at, scope.report)
    : undefined;
  const read: [string, TextExpression][] = [];
  for (const [name, value] of attributes ?? []) {
    if (!attributeName.test(name)) {
      const message = 'An attribute has a name of 1 to 128 letters, digits and _ . , @ / : # -';
      scope.report('ATTRIBUTE_NAME_INVALID', pointerTo(at, name), message);
    }
    const expression = scope.text(value, pointerTo(at, name));
    if (expression !== undefined) read.push([name, expression]);
  }
  if (read.length > maxAttributes) {
    const message = `A thing has ${maxAttributes} attributes at the most; leave some out.`;
    scope.report('ATTRIBUTES_TOO_MANY', at, message);
  }
  return recordOf(read);
}
