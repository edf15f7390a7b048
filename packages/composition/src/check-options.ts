import { CompositionError, nearest } from '@gangway/core';

/** What each option must be: gives what it is instead, or nothing. */
export type OptionRules = Readonly<Record<string, (value: unknown) => string | undefined>>;

/**
 * Checks options by hand: a schema library would cost every cold start more than the hook itself. An option that is
 * mistyped would be one that does not hold, so both its name and its value are looked at.
 *
 * @param where whose options they are, for the message
 * @throws CompositionError `OPTION_UNKNOWN` with the nearest right name, or `OPTION_INVALID`
 */
export function checkOptions(where: string, given: unknown, rules: OptionRules): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new CompositionError('OPTION_INVALID', `${where}: its options must be an object.`);
  }
  const known = Object.keys(rules);
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) throw unknown(where, name, known);
    const fault = value === undefined ? undefined : rule(value);
    if (fault === undefined) continue;
    throw new CompositionError('OPTION_INVALID', `${where}, option "${name}": ${fault}.`);
  }
}

function unknown(where: string, name: string, known: readonly string[]): CompositionError {
  const right = nearest(name, known);
  const hint = right === undefined ? `It takes: ${known.join(', ')}.` : `Did you mean "${right}"?`;
  return new CompositionError('OPTION_UNKNOWN', `${where} has no option "${name}". ${hint}`);
}
