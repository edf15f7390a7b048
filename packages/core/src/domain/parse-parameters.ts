import { kindOf, type RefusedEvent, refused } from './event-fields.js';
import { limits } from './limits.js';
import type { CoreReasonCode } from './reason-codes.js';
import { faultInText } from './text.js';

const memberNames = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/**
 * Whether a parameter name is taken: AWS IoT's own, and what every JavaScript object has, for some later code is bound
 * to use a plain object.
 *
 * @example
 * isReservedName('AWS::Region'); // true
 */
export const isReservedName = (name: string): boolean =>
  name.startsWith('AWS::') || memberNames.has(name);

/** What a device sent, each name and value found fit. */
export type Parameters = {
  readonly kind: 'parameters';
  readonly values: Readonly<Record<string, string>>;
};

/** Parameters in, a frozen object without a prototype out, or the reason why not. Absent ones are none. */
export function parseParameters(
  input: unknown,
  protectedNames: ReadonlySet<string>,
): Parameters | RefusedEvent {
  const values: Record<string, string> = Object.create(null);
  if (input === undefined) return { kind: 'parameters', values: Object.freeze(values) };
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return refused('PARAMETERS_INVALID', `parameters is ${kindOf(input)}`);
  }
  const names = Object.keys(input);
  if (names.length > limits.parameterCount) {
    return refused('PARAMETERS_TOO_MANY', `${names.length} parameters`);
  }
  for (const [index, name] of names.entries()) {
    const where = `parameter ${index + 1} of ${names.length}`;
    const code = faultInName(name, protectedNames);
    if (code !== undefined) return refused(code, `the name of ${where}`);
    const value = (input as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'string' || value.length > limits.parameterValueLength) {
      return refused('PARAMETER_VALUE_INVALID', `the value of ${where} is ${kindOf(value)}`);
    }
    const fault = faultInText(value);
    if (fault !== undefined) return refused(fault, `in the value of ${where}`);
    values[name] = value;
  }
  return { kind: 'parameters', values: Object.freeze(values) };
}

function faultInName(
  name: string,
  protectedNames: ReadonlySet<string>,
): CoreReasonCode | undefined {
  if (name === '' || name.length > limits.parameterNameLength) return 'PARAMETER_NAME_INVALID';
  if (isReservedName(name)) return 'PARAMETER_NAME_RESERVED';
  if (protectedNames.has(name)) return 'PARAMETER_PROTECTED';
  return faultInText(name);
}
