import { type Parameters, readParameters } from './parameters.js';
import { isPlainObject } from './plain-object.js';
import { refuse } from './refusals.js';

/** The payload of `RegisterThing`. */
export interface RegisterPayload {
  readonly token: string;
  readonly parameters: Parameters;
}

/**
 * Reads the payload of `RegisterThing`. Members that AWS IoT does not name are left out, and absent parameters are empty;
 * `null` is absent, as where no text was put into a field.
 *
 * @throws Rejection 400
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html#register-thing
 */
export function readRegisterPayload(payload: unknown): RegisterPayload {
  if (!isPlainObject(payload)) throw refuse('PAYLOAD_INVALID', 'the payload is no object');
  const token = Object.hasOwn(payload, 'certificateOwnershipToken')
    ? payload.certificateOwnershipToken
    : undefined;
  if (token === undefined || token === null || token === '') {
    throw refuse('TOKEN_MISSING', 'there is no certificateOwnershipToken');
  }
  if (typeof token !== 'string') {
    throw refuse('TOKEN_UNKNOWN', 'certificateOwnershipToken is no text');
  }
  const given = Object.hasOwn(payload, 'parameters') ? payload.parameters : undefined;
  const parameters = readParameters(given ?? {});
  if (typeof parameters === 'string') throw refuse('PARAMETERS_INVALID', parameters);
  return { token, parameters };
}
