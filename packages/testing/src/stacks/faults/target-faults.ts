import type { FunctionCall } from '../reading/functions.js';
import { shown } from '../reading/json.js';
import type { Stack } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/**
 * What is called must be an alias of a published version: a deployment is taken back by turning it, and whoever calls stays as
 * it is.
 */
export function targetFaults(
  stack: Stack,
  { by, target, fn, alias }: FunctionCall,
): readonly StackFault[] {
  const version = alias?.properties.FunctionVersion;
  const published = stack
    .ofType('AWS::Lambda::Version')
    .find(({ id, properties }) => id === version && properties.FunctionName === fn?.ref);
  return [
    ...unless(fn !== undefined, 'TARGET_ABSENT', by.id, `calls ${target}, which is not here`),
    ...unless(alias !== undefined, 'TARGET_NOT_ALIAS', by.id, `calls ${target}, which is no alias`),
    ...unless(
      alias === undefined || published !== undefined,
      'ALIAS_VERSION',
      alias?.id ?? by.id,
      `is turned to ${shown(version)}, which is no published version of the function`,
    ),
    ...unless(
      alias?.properties.RoutingConfig === undefined,
      'ALIAS_ROUTING',
      alias?.id ?? by.id,
      'has another version decide for some devices',
    ),
    ...unless(
      published === undefined ||
        (published.deletionPolicy === 'Retain' && published.replacePolicy === 'Retain'),
      'VERSION_NOT_KEPT',
      published?.id ?? by.id,
      'goes when the next one comes: there is nothing to turn the alias back to',
    ),
    ...unless(
      alias === undefined || alias.properties.Name === 'live',
      'ALIAS_NAME',
      alias?.id ?? by.id,
      `is called ${shown(alias?.properties.Name)}`,
    ),
  ];
}
