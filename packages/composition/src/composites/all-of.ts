import type { Plugin } from '@gangway/core';
import { checkOptions } from '../check-options.js';
import { gather } from './gather.js';

/**
 * Groups plugins: it permits when at least one inside permits and none denies.
 *
 * @param options `concurrent`: all checks inside are asked at once; none may need a fact of another, and the first
 *   deny in listed order is the reason, so that the answer does not depend on who was faster
 * @throws CompositionError `PLUGIN_INVALID`, `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @example
 * allOf([registeredDevice({ serialNumber: 'SerialNumber' }), parameterRules({ required: ['Site'] })], {
 *   concurrent: true,
 * });
 */
export function allOf(
  plugins: readonly Plugin[],
  options: { readonly concurrent?: boolean } = {},
): Plugin {
  const parts = gather('all-of', plugins);
  checkOptions('allOf', options, {
    concurrent: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  });
  return Object.freeze({
    ...parts,
    checks: [
      {
        kind: 'allOf',
        name: 'all-of',
        conditions: [],
        concurrent: options.concurrent ?? false,
        children: parts.checks,
      },
    ],
  } satisfies Plugin);
}
