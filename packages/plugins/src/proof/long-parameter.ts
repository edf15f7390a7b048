import { limits } from '@gangway/core';

/** As many parts as a text may have that is too long for one parameter: 32 kB of it. */
export const mostParts = 8;

/** The names that a long text goes by: `FactoryChain`, `FactoryChain2` … `FactoryChain8`. */
export const partNames = (name: string): readonly string[] =>
  Array.from({ length: mostParts }, (_, at) => (at === 0 ? name : `${name}${at + 1}`));

/**
 * A text that may be longer than the 4,096 characters of a parameter, put together from its parts in order.
 *
 * @returns `undefined` where no part is sent, or nothing in it; a fault where a part is empty, or follows a gap or a part that
 *   was not full: one text has one way to be sent
 */
export function readLongParameter(
  parameters: Readonly<Record<string, string>>,
  name: string,
): { readonly text: string } | { readonly fault: string } | undefined {
  const sent = partNames(name).filter((part) => part in parameters);
  if (sent.every((part) => parameters[part] === '')) return undefined;
  let text = '';
  for (const [at, part] of partNames(name).slice(0, sent.length).entries()) {
    const value = parameters[part] ?? '';
    if (value === '') return { fault: `the part "${part}" is missing or empty` };
    if (at < sent.length - 1 && value.length !== limits.parameterValueLength) {
      return { fault: `the part "${part}" is not full and not the last` };
    }
    text += value;
  }
  return { text };
}
