import {
  CompositionError,
  type Condition,
  type Plugin,
  type ProvisioningRequest,
} from '@gangway/core';
import { gather, under } from './gather.js';

type Test = (request: ProvisioningRequest) => boolean;

const conditions = new WeakMap<Test, Condition>();

/** One question is one condition, wherever it is written: it is asked once a request, and holds for all alike. */
function conditionOf(test: Test): Condition {
  const known = conditions.get(test);
  if (known !== undefined) return known;
  const condition = Object.freeze({
    name: test.name || 'when',
    test: (request: ProvisioningRequest) => test(request),
  });
  conditions.set(test, condition);
  return condition;
}

/**
 * Lets plugins take part only in some requests; in the others their checks are not applicable and their overrides
 * and intents are left out.
 *
 * @param test asked once a request, however many `when`s share the function; true or false, nothing else: a throw or another value denies `CONDITION_FAILED`
 * @throws CompositionError `PLUGIN_INVALID`
 * @example when(({ template }) => template.name === 'gateways', [parameterRules({ required: ['Rack'] })]);
 */
export function when(
  test: (request: ProvisioningRequest) => boolean,
  plugins: readonly Plugin[],
): Plugin {
  if (typeof test !== 'function') {
    throw new CompositionError(
      'PLUGIN_INVALID',
      'when takes a function of the request, which answers true or false, and an array of plugins.',
    );
  }
  const parts = gather('when', plugins);
  const condition = conditionOf(test);
  return Object.freeze({
    ...parts,
    checks: under(condition, parts.checks),
    overrideSources: under(condition, parts.overrideSources),
    intents: under(condition, parts.intents),
  } satisfies Plugin);
}
