/** An item as lib-dynamodb gives it. */
export type Item = Readonly<Record<string, unknown>>;

/**
 * An item as it stands in an error, which lib-dynamodb leaves in DynamoDB's own notation. Only what this table holds is
 * read: texts, numbers, sets of texts and maps.
 */
export const plainItem = (item: Readonly<Record<string, unknown>>): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

function plain(value: unknown): unknown {
  const { S, N, SS, M } = value as {
    S?: unknown;
    N?: unknown;
    SS?: readonly string[];
    M?: Readonly<Record<string, unknown>>;
  };
  if (typeof S === 'string') return S;
  if (typeof N === 'string') return Number(N);
  if (Array.isArray(SS)) return new Set(SS);
  return typeof M === 'object' && M !== null ? plainItem(M) : undefined;
}
