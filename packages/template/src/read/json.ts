import type { Report } from './scope.js';

/** The members of a JSON object as a map, in which no name means anything of its own; undefined for anything else. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** A record without a prototype. */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record: Record<string, T> = Object.create(null);
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** What a JSON value is, for messages: never the value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export const objectAt = (
  value: unknown,
  at: string,
  report: Report,
): ReadonlyMap<string, unknown> | undefined =>
  membersOf(value) ??
  report('OBJECT_EXPECTED', at, `An object is expected here, not ${kindOf(value)}.`);
