import { type JsonPointer, writeJsonPointer } from './json-pointer.js';

/** What stands at a pointer. */
type Finding =
  | { readonly kind: 'found'; readonly value: unknown }
  /** The object or list that it leads to has no such member. */
  | { readonly kind: 'absent' }
  /** It leads through a value that has no members. */
  | { readonly kind: 'blocked'; readonly at: string; readonly by: unknown };

/**
 * Follows a pointer into what JSON or YAML was read to (RFC 6901 section 4). Only what the document itself holds is there:
 * nothing that objects inherit, and of a list its elements alone.
 */
export function memberAt(document: unknown, pointer: JsonPointer): Finding {
  let value = document;
  for (const [depth, name] of pointer.entries()) {
    if (typeof value !== 'object' || value === null) {
      return { kind: 'blocked', at: writeJsonPointer(pointer.slice(0, depth)), by: value };
    }
    const nameable = !Array.isArray(value) || /^(?:0|[1-9][0-9]*)$/.test(name);
    if (!nameable || !Object.hasOwn(value, name)) return { kind: 'absent' };
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return { kind: 'found', value };
}
