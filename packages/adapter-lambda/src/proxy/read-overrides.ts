import { isReservedName, limits } from '@gangway/core';
import { isObject } from './json-reply.js';

/** Overrides in an object of their own, or what is wrong with them; no name and no value is told. */
export function readOverrides(given: unknown): Readonly<Record<string, string>> | string {
  if (!isObject(given)) return 'parameterOverrides is no object';
  const entries = Object.entries(given);
  if (entries.length > limits.parameterCount) return `${entries.length} overrides`;
  const values: Record<string, string> = {};
  for (const [index, [key, value]] of entries.entries()) {
    const where = `override ${index + 1} of ${entries.length}`;
    if (!isKey(key)) return `the name of ${where}`;
    if (!isValue(value)) return `the value of ${where}`;
    values[key] = value;
  }
  return values;
}

const isKey = (key: string): boolean =>
  key !== '' && key.length <= limits.parameterNameLength && !isReservedName(key);

const isValue = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= limits.parameterValueLength && value.isWellFormed();
