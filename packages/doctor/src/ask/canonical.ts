/** A value as JSON whose objects have their members in one order, so that equal values have equal texts. */
export const canonical = (value: unknown): string => JSON.stringify(inOrder(value));

/** The same value with the members of each object sorted by name. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, inOrder(member)]),
  );
}
