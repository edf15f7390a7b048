import type { Plugin, ProvisioningRequest } from '@gangway/core';
import { gather, under } from './gather.js';

/**
 * Lets plugins take part only in some requests; in the others their checks are not applicable and their overrides
 * and intents are left out.
 *
 * @param test asked once a request; true or false, nothing else: a throw or another value denies `CONDITION_FAILED`
 * @example when((request) => request.template.name === 'gateways', [parameterRules(...)])
 */
export function when(
  test: (request: ProvisioningRequest) => boolean,
  plugins: readonly Plugin[],
): Plugin {
  const parts = gather('when', plugins);
  const condition = Object.freeze({ name: test.name || 'when', test });
  return Object.freeze({
    ...parts,
    checks: under(condition, parts.checks),
    overrideSources: under(condition, parts.overrideSources),
    intents: under(condition, parts.intents),
  } satisfies Plugin);
}
