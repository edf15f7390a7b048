import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import type { Scope } from '../scope.js';
import type { DeclaredResource } from './declared-resource.js';

/** A property that must be there. */
export function required(
  { properties, inside }: DeclaredResource,
  name: string,
  scope: Scope,
): TextExpression | undefined {
  if (properties.has(name)) return scope.text(properties.get(name), pointerTo(inside, name));
  return scope.report('PROPERTY_MISSING', inside, `${name} is missing; add it.`);
}

/** A property that may be there. */
export const optional = (
  { properties, inside }: DeclaredResource,
  name: string,
  scope: Scope,
): TextExpression | undefined =>
  properties.has(name) ? scope.text(properties.get(name), pointerTo(inside, name)) : undefined;
