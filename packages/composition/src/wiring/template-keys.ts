import { CompositionError, type FaultCode, nearest, type Plugin } from '@gangway/core';
import type { HookOptions } from '../define-hook.js';
import { sourceSteps } from './walk.js';

/**
 * Every override key is a parameter that the template declares. Another one reaches AWS IoT, which passes over it in
 * silence; the device would be provisioned without the value. Nor is any other worth protecting: where one is listed, it is
 * mistyped, and a device may send the one that was meant.
 *
 * @throws CompositionError `OVERRIDE_KEY_UNDECLARED`, `PROTECTED_KEY_UNDECLARED`
 */
export function assertDeclaredKeys(
  plugins: readonly Plugin[],
  { template, protectedKeys = [] }: HookOptions,
): void {
  if (template === undefined) return;
  const declared = Object.keys(template.Parameters ?? {});
  const sources = plugins.flatMap(({ overrideSources }) => overrideSources.flatMap(sourceSteps));
  for (const { plugin, keys } of sources) {
    assertDeclared(keys, declared, 'OVERRIDE_KEY_UNDECLARED', `Plugin "${plugin}" sets the key`);
  }
  // AWS IoT's own are protected whether they are listed or not.
  const own = protectedKeys.filter((key) => !key.startsWith('AWS::'));
  assertDeclared(own, declared, 'PROTECTED_KEY_UNDECLARED', 'The hook protects the key');
}

function assertDeclared(
  keys: readonly string[],
  declared: readonly string[],
  code: FaultCode,
  who: string,
): void {
  const unknown = keys.find((key) => !declared.includes(key));
  if (unknown === undefined) return;
  const right = nearest(unknown, declared);
  const hint = right === undefined ? 'Declare it there.' : `Did you mean "${right}"?`;
  throw new CompositionError(
    code,
    `${who} ${JSON.stringify(unknown)}, which the template's Parameters do not have. ${hint}`,
  );
}
