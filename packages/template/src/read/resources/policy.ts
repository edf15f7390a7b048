import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import type { PolicyResource } from '../../template.js';
import { callIn } from '../call.js';
import { membersOf } from '../json.js';
import { onlyKnown } from '../only-known.js';
import type { Scope } from '../scope.js';
import type { DeclaredResource } from './declared-resource.js';
import { readOverrides } from './override-settings.js';
import { optional } from './property.js';

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-template.html#policy-resources */
export function readPolicy(resource: DeclaredResource, scope: Scope): PolicyResource | undefined {
  const { logicalId, properties, inside } = resource;
  onlyKnown(properties, ['PolicyName', 'PolicyDocument'], inside, scope.report);
  readOverrides(resource, [], scope);
  const name = optional(resource, 'PolicyName', scope);
  const document = readDocument(resource, scope);
  if (properties.has('PolicyName') === properties.has('PolicyDocument')) {
    const message = 'Give either PolicyName, of a policy that is there, or PolicyDocument.';
    return scope.report('POLICY_NAME_XOR_DOCUMENT', inside, message);
  }
  return (
    (name && { logicalId, kind: 'name', name }) ??
    (document && { logicalId, kind: 'document', document })
  );
}

/** The page asks for a JSON object as text, and its fleet example has the object itself: both are taken. */
function readDocument(resource: DeclaredResource, scope: Scope): TextExpression | undefined {
  const { properties, inside } = resource;
  const value = properties.get('PolicyDocument');
  if (membersOf(value) === undefined || callIn(value) !== undefined) {
    return optional(resource, 'PolicyDocument', scope);
  }
  const at = pointerTo(inside, 'PolicyDocument');
  reportFunctions(value, at, scope);
  return { at, kind: 'text', text: JSON.stringify(value) };
}

function reportFunctions(value: unknown, at: string, scope: Scope): void {
  const call = callIn(value);
  if (call !== undefined) {
    const message = `${call.name} stands inside of a policy document; use a policy variable.`;
    scope.report('POLICY_DOCUMENT_FUNCTION', at, message);
    return;
  }
  const members = Array.isArray(value) ? value.entries() : (membersOf(value) ?? []);
  for (const [member, inner] of members) reportFunctions(inner, pointerTo(at, member), scope);
}
