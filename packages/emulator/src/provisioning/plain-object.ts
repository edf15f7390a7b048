/**
 * An object such as JSON brings. Others are none: a map, which a CBOR decoder may give, has members that `Object.entries` does
 * not see, and would pass for an empty object.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
