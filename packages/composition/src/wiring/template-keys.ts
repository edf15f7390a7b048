import { CompositionError, nearest, type Plugin } from '@gangway/core';
import type { TemplateBody } from '../define-hook.js';
import { sourceSteps } from './walk.js';

/**
 * Every override key is a parameter that the template declares. Another one reaches AWS IoT, which passes over it in
 * silence; the device would be provisioned without the value.
 *
 * @throws CompositionError `OVERRIDE_KEY_UNDECLARED`
 */
export function assertDeclaredKeys(
  plugins: readonly Plugin[],
  template: TemplateBody | undefined,
): void {
  if (template === undefined) return;
  const declared = Object.keys(template.Parameters ?? {});
  const sources = plugins.flatMap(({ overrideSources }) => overrideSources.flatMap(sourceSteps));
  for (const { plugin, keys } of sources) {
    const unknown = keys.find((key) => !declared.includes(key));
    if (unknown === undefined) continue;
    const right = nearest(unknown, declared);
    const hint = right === undefined ? 'Declare it there.' : `Did you mean "${right}"?`;
    throw new CompositionError(
      'OVERRIDE_KEY_UNDECLARED',
      `Plugin "${plugin}" sets the key ${JSON.stringify(unknown)}, which the template's Parameters do not have. ${hint}`,
    );
  }
}
