import {
  CompositionError,
  coreReasonCodes,
  type Plugin,
  type ReasonCode,
  type ReasonCodes,
} from '@gangway/core';
import { withParts } from './walk.js';

/**
 * The one table of a hook: core's codes and those of its plugins and replacements.
 *
 * @throws CompositionError `REASON_CODE_CONFLICT`
 */
export function mergeReasonCodes(plugins: readonly Plugin[]): ReasonCodes {
  const table: Record<string, ReasonCode> = { ...coreReasonCodes };
  for (const plugin of plugins.flatMap(withParts)) {
    for (const [name, code] of Object.entries(plugin.reasonCodes)) {
      const known = Object.hasOwn(table, name) ? table[name] : undefined;
      if (known !== undefined && known.class !== code.class) {
        throw new CompositionError(
          'REASON_CODE_CONFLICT',
          `Plugin "${plugin.name}" declares ${name} as ${code.class}; it is ${known.class} elsewhere.`,
        );
      }
      table[name] = known ?? code;
    }
  }
  return Object.freeze(table);
}
