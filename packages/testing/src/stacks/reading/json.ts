/** An object, whatever is in it; an empty one where there is none: what is not there has no right value. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {};

/** A list; one thing by itself is a list of one, as in a policy's `Action`. */
export const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

/** The objects of a list. */
export const objectsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  listOf(value).filter(isObject);

/** What is at the end of a path of names. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => objectOf(inner)[name], value);

/** A value as a fault shows it. */
export const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
