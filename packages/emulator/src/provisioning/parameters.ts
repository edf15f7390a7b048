import { limits } from '@gangway/core';
import { isPlainObject } from './plain-object.js';

export type Parameters = Readonly<Record<string, string>>;

/**
 * Reads parameters of a template, from a device or from a hook: names of at most 2,048 characters with texts of at most 4,096.
 * What is read has no prototype, so that a parameter named `__proto__` is one like every other.
 *
 * @returns what is wrong with them, where something is; it quotes nothing
 * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#fleet-provisioning-limits
 */
export function readParameters(given: unknown): Parameters | string {
  if (!isPlainObject(given)) return 'they are no object';
  const read: Record<string, string> = Object.create(null);
  const entries = Object.entries(given);
  for (const [index, [name, value]] of entries.entries()) {
    const which = `parameter ${index + 1} of ${entries.length}`;
    if (name.length > limits.parameterNameLength) {
      return `the name of ${which} is longer than ${limits.parameterNameLength} characters`;
    }
    if (typeof value !== 'string') return `${which} is no text`;
    if (value.length > limits.parameterValueLength) {
      return `${which} is longer than ${limits.parameterValueLength} characters`;
    }
    read[name] = value;
  }
  return read;
}
