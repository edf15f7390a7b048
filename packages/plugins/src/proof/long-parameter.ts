import { limits } from '@gangway/core';

/** As many parts as a text may have that is too long for one parameter: 32 kB of it. */
export const mostParts = 8;

/** The names that a long text goes by: `FactoryChain`, `FactoryChain2` … `FactoryChain8`. */
export const partNames = (name: string): readonly string[] =>
  Array.from({ length: mostParts }, (_, at) => (at === 0 ? name : `${name}${at + 1}`));

/**
 * A text that may be longer than the 4,096 characters of a parameter, put together from its parts in order.
 *
 * @returns `undefined` where the first part is absent or empty; a fault where a part follows that does not belong: after a
 *   gap, or after one that was not full. So one text has one way to be sent
 */
export function readLongParameter(
  parameters: Readonly<Record<string, string>>,
  name: string,
): { readonly text: string } | { readonly fault: string } | undefined {
  const names = partNames(name);
  const values = names.map((part) => parameters[part] ?? '');
  const count = values.findIndex((value) => value === '');
  const parts = count === -1 ? values : values.slice(0, count);
  const stray = names.find((part, at) => at >= parts.length && part in parameters);
  if (stray !== undefined && (parts.length > 0 || stray !== name)) {
    return { fault: `the part "${stray}" is empty or follows none` };
  }
  const short = parts.findIndex(
    (value, at) => at < parts.length - 1 && value.length !== limits.parameterValueLength,
  );
  if (short !== -1) return { fault: `the part "${names[short]}" is not full and not the last` };
  return parts.length === 0 ? undefined : { text: parts.join('') };
}
