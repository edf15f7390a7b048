/** JSON as CloudFormation has it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

export type JsonObject = { readonly [name: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one entry of an object that has one, such as `{ "Ref": … }`. */
export function onlyEntry(value: Json): readonly [string, Json] | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  return others.length === 0 ? entry : undefined;
}

/** Every value within a value, and it itself last, put through a function. */
export function rewritten(value: Json, rewrite: (value: Json) => Json): Json {
  if (Array.isArray(value)) return rewrite(value.map((item) => rewritten(item, rewrite)));
  if (!isObject(value)) return rewrite(value);
  return rewrite(
    Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, rewritten(inner, rewrite)]),
    ),
  );
}
