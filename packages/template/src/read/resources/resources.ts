import { pointerTo } from '../../pointer.js';
import type {
  CertificateResource,
  PolicyResource,
  Template,
  ThingResource,
} from '../../template.js';
import { kindOf, objectAt } from '../json.js';
import { onlyKnown } from '../only-known.js';
import { quoted } from '../quoted.js';
import type { Scope } from '../scope.js';
import { readCertificate } from './certificate.js';
import type { DeclaredResource } from './declared-resource.js';
import { readPolicy } from './policy.js';
import { readThing } from './thing.js';

const types = ['AWS::IoT::Thing', 'AWS::IoT::Certificate', 'AWS::IoT::Policy'] as const;
type ResourceType = (typeof types)[number];
const isType = (value: unknown): value is ResourceType => types.some((type) => type === value);

/** https://docs.aws.amazon.com/general/latest/gr/iot-core.html, "Maximum number of policies that can be attached to a certificate" */
const maxPolicies = 10;

interface Found {
  readonly type: ResourceType;
  readonly resource: DeclaredResource;
}

export function readResources(
  section: unknown,
  scope: Scope,
): Pick<Template, 'thing' | 'certificate' | 'policies'> {
  const found = [...(objectAt(section, '/Resources', scope.report) ?? [])].flatMap(
    ([logicalId, value]) => declaredResource(logicalId, value, scope),
  );
  const things = readAll(found, 'AWS::IoT::Thing', readThing, scope);
  const certificates = readAll(found, 'AWS::IoT::Certificate', readCertificate, scope);
  const policies = readAll(found, 'AWS::IoT::Policy', readPolicy, scope);
  reportMoreThan(1, found, 'AWS::IoT::Thing', scope);
  reportMoreThan(1, found, 'AWS::IoT::Certificate', scope);
  reportMoreThan(maxPolicies, found, 'AWS::IoT::Policy', scope);
  const [thing]: readonly ThingResource[] = things;
  const [certificate]: readonly CertificateResource[] = certificates;
  const read: readonly PolicyResource[] = policies;
  return { ...(thing && { thing }), ...(certificate && { certificate }), policies: read };
}

function declaredResource(logicalId: string, value: unknown, { report }: Scope): readonly Found[] {
  const at = pointerTo('/Resources', logicalId);
  const members = objectAt(value, at, report);
  if (members === undefined) return [];
  onlyKnown(members, ['Type', 'Properties', 'OverrideSettings'], at, report);
  const type = members.get('Type');
  if (!isType(type)) {
    const shown = typeof type === 'string' ? quoted(type) : kindOf(type);
    const message = `The types are ${types.join(', ')}, not ${shown}.`;
    report('RESOURCE_TYPE_UNKNOWN', members.has('Type') ? pointerTo(at, 'Type') : at, message);
    return [];
  }
  if (!members.has('Properties')) {
    report('PROPERTY_MISSING', at, 'Properties are missing; add them.');
    return [];
  }
  const inside = pointerTo(at, 'Properties');
  const properties = objectAt(members.get('Properties'), inside, report);
  const overrideSettings = members.get('OverrideSettings');
  return properties === undefined
    ? []
    : [{ type, resource: { logicalId, at, inside, properties, overrideSettings } }];
}

const readAll = <T>(
  found: readonly Found[],
  wanted: ResourceType,
  read: (resource: DeclaredResource, scope: Scope) => T | undefined,
  scope: Scope,
): readonly T[] =>
  found
    .filter(({ type }) => type === wanted)
    .map(({ resource }) => read(resource, scope))
    .filter((resource) => resource !== undefined);

function reportMoreThan(
  most: number,
  found: readonly Found[],
  wanted: ResourceType,
  { report }: Scope,
): void {
  const beyond = found.filter(({ type }) => type === wanted)[most];
  if (beyond === undefined) return;
  const code = most === 1 ? 'RESOURCE_DOUBLED' : 'POLICIES_TOO_MANY';
  const message = `This is one ${wanted} too many; a template has ${most} at the most.`;
  report(code, beyond.resource.at, message);
}
