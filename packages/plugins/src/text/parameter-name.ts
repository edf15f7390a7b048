import { isReservedName, limits } from '@gangway/core';
import * as v from 'valibot';

// The three that Valibot leaves out of a record.
const leftOut = new Set(['__proto__', 'constructor', 'prototype']);

/** The name of a template parameter, as a device may send it and a hook may set it. */
export const parameterName = v.pipe(
  v.string(),
  v.minLength(1, 'a parameter name is not empty'),
  v.maxLength(limits.parameterNameLength),
  v.check(
    (name) => !name.startsWith('AWS::'),
    'names that begin with AWS:: belong to AWS IoT; no device may send them and no hook set them',
  ),
  // No device may send it (`PARAMETER_NAME_RESERVED`), so a rule about it could never hold.
  v.check((name) => !isReservedName(name), 'is the name of a JavaScript object member'),
);

/** A text that fits into a parameter. */
export const parameterValue = v.pipe(
  v.string(),
  v.maxLength(limits.parameterValueLength),
  v.check((value) => value.isWellFormed(), 'is not well-formed Unicode'),
);

/**
 * A plain object. Valibot leaves `constructor` and its like out of a record without a word; here they are refused, for
 * a rule that was left out is a rule that does not hold.
 */
export function isPlainRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.keys(value).every((name) => !leftOut.has(name));
}
