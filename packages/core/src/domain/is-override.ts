import { limits } from './limits.js';

/**
 * Whether a key and its value may stand in a response at all, whoever made it.
 *
 * @example
 * isOverride('Site', 'Oslo'); // true
 * isOverride('AWS::Region', 'eu-west-1'); // false
 */
export function isOverride(key: string, value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= limits.parameterValueLength &&
    value.isWellFormed() &&
    key !== '' &&
    key !== '__proto__' &&
    !key.startsWith('AWS::') &&
    key.length <= limits.parameterNameLength
  );
}
