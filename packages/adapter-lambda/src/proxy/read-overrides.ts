import { isOverride } from '@gangway/core';
import { isObject } from './json-reply.js';

/** Overrides in an object of their own, or what is wrong with them; no name and no value is told. */
export function readOverrides(given: unknown): Readonly<Record<string, string>> | string {
  if (!isObject(given)) return 'parameterOverrides is no object';
  const entries = Object.entries(given);
  const values: Record<string, string> = {};
  for (const [index, [key, value]] of entries.entries()) {
    // As core has it: what a hook in this process may answer, one in a container may.
    if (!isOverride(key, value)) return `override ${index + 1} of ${entries.length}`;
    values[key] = value;
  }
  return values;
}
