import { type Parameters, readParameters } from './parameters.js';
import { isPlainObject } from './plain-object.js';
import { refuse } from './refusals.js';

const none: Parameters = Object.freeze(Object.create(null));

/**
 * Reads what a hook answered. Only an object whose `allowProvisioning` is `true` allows; members that the contract does not name
 * are left out. AWS's page writes the value as `true` in its example and as `"true"` in its note: the text is no yes here.
 * Overrides, where there are any, must be texts; `null` is not none.
 *
 * @throws Rejection 403, `HOOK_DENIED` for `false` alone and `HOOK_ANSWER_MALFORMED` for all else
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html#pre-provisioning-hook-output
 */
export function readHookAnswer(answer: unknown): Parameters {
  const { allow, overrides } = membersOf(answer);
  if (allow === false) throw refuse('HOOK_DENIED', 'allowProvisioning is false');
  if (allow !== true) {
    throw malformed(
      allow === 'true'
        ? 'allowProvisioning is the text "true": answer the boolean'
        : 'allowProvisioning is neither true nor false',
    );
  }
  if (overrides === undefined) return none;
  const read = overridesIn(overrides);
  if (typeof read === 'string') throw malformed(`parameterOverrides: ${read}`);
  return read;
}

function overridesIn(overrides: unknown): Parameters | string {
  try {
    return readParameters(overrides);
  } catch (cause) {
    throw malformed('reading parameterOverrides failed', cause);
  }
}

/** Each is read once, so that no second look sees something else. */
function membersOf(answer: unknown): { readonly allow: unknown; readonly overrides: unknown } {
  try {
    if (isPlainObject(answer)) {
      const own = (name: string) => (Object.hasOwn(answer, name) ? answer[name] : undefined);
      return { allow: own('allowProvisioning'), overrides: own('parameterOverrides') };
    }
  } catch (cause) {
    throw malformed('reading it failed', cause);
  }
  throw malformed('the answer is no object');
}

const malformed = (detail: string, cause?: unknown) =>
  refuse('HOOK_ANSWER_MALFORMED', detail, cause);
