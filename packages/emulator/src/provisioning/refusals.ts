import { Rejection } from './rejection.js';

type DeviceAnswer = readonly [statusCode: number, errorCode: string, errorMessage: string];

const denied: DeviceAnswer = [403, 'AccessDenied', 'Access Denied'];
const badRequest = (message: string): DeviceAnswer => [400, 'InvalidRequest', message];
const badToken = (message: string): DeviceAnswer => [
  400,
  'InvalidCertificateOwnershipToken',
  message,
];
const notRegistered: DeviceAnswer = [
  400,
  'ResourceRegistrationFailure',
  'The resource registration failed.',
];

/**
 * Why a call is refused, by the code that stands first in the log's `reason`, and what the device is told of it. Seen from AWS
 * IoT are `InvalidCertificateOwnershipToken` with its text about an empty token, and 403 for a hook's refusal; documented is
 * `ResourceConflictsException`. Of the others the shape is documented and the text is ours, so no device may build on them.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_RegisterThing.html#API_RegisterThing_Errors
 * @see https://github.com/aws/aws-iot-device-sdk-js-v2/issues/69
 */
const refusals = {
  CLAIM_NOT_ACTIVE: denied,
  CLAIM_OF_ANOTHER_TEMPLATE: denied,
  PAYLOAD_INVALID: badRequest('Request payload is invalid.'),
  CSR_MISSING: badRequest('Certificate signing request cannot be empty.'),
  PARAMETERS_INVALID: badRequest('Parameters are invalid.'),
  TOKEN_MISSING: badToken('Certificate ownership token cannot be empty.'),
  TOKEN_UNKNOWN: badToken('Certificate ownership token is invalid.'),
  TOKEN_EXPIRED: badToken('Certificate ownership token is invalid.'),
  TEMPLATE_UNKNOWN: [404, 'ResourceNotFound', 'The specified resource does not exist.'],
  TEMPLATE_DISABLED: badRequest('The provisioning template is not enabled.'),
  TEMPLATE_NOT_FOR_FLEETS: badRequest('The provisioning template is not for fleet provisioning.'),
  TEMPLATE_INVALID: notRegistered,
  TEMPLATE_NOT_EVALUATED: notRegistered,
  HOOK_DENIED: denied,
  HOOK_FAILED: denied,
  HOOK_UNREACHABLE: denied,
  HOOK_TIMED_OUT: denied,
  HOOK_ANSWER_MALFORMED: denied,
  CERTIFICATE_NOT_ITS_OWN: notRegistered,
  CERTIFICATE_REVOKED: notRegistered,
  THING_INVALID: notRegistered,
  RESOURCE_MISSING: notRegistered,
  RESOURCE_CONFLICT: [409, 'ResourceConflictsException', 'The resource exists already.'],
} as const satisfies Readonly<Record<string, DeviceAnswer>>;

export type RefusalCode = keyof typeof refusals;

/**
 * A rejection whose `reason` begins with a code.
 *
 * @param detail for the log: what was wrong, without a token, a key or a value that a device sent
 */
export function refuse(code: RefusalCode, detail: string, cause?: unknown): Rejection {
  const [statusCode, errorCode, errorMessage] = refusals[code];
  const options = cause === undefined ? undefined : { cause };
  return new Rejection(statusCode, errorCode, errorMessage, `${code}: ${detail}`, options);
}
