import { CompositionError, nearest } from '@gangway/core';
import type { Rule } from './rule.js';

/**
 * Checks the options of a server before it starts. `undefined` counts as not given.
 *
 * @param rules one for each option that there is
 * @param required names of options without a default
 * @throws CompositionError `OPTION_UNKNOWN` with the nearest right name, or `OPTION_INVALID`
 */
export function checkOptions(
  who: string,
  rules: Readonly<Record<string, Rule>>,
  options: unknown,
  required: readonly string[] = [],
): void {
  if (typeof options !== 'object' || options === null) {
    throw new CompositionError('OPTION_INVALID', `${who}: its options are no object.`);
  }
  const given = new Map<string, unknown>(Object.entries(options));
  for (const name of new Set([...required, ...given.keys()])) {
    const value = given.get(name);
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) throw unknownOption(who, name, Object.keys(rules));
    if (value === undefined ? !required.includes(name) : rule.allows(value)) continue;
    throw new CompositionError(
      'OPTION_INVALID',
      `${who}, option "${name}": it takes ${rule.wanted}.`,
    );
  }
}

function unknownOption(who: string, name: string, known: readonly string[]): CompositionError {
  const right = nearest(name, known);
  const hint = right === undefined ? `It takes: ${known.join(', ')}.` : `Did you mean "${right}"?`;
  return new CompositionError('OPTION_UNKNOWN', `${who} has no option "${name}". ${hint}`);
}
