import { errorCode, policyCode } from '@gangway/core';

export const tokenReasonCodes = {
  DEVICE_TOKEN_SERIAL_INVALID: policyCode(
    'The parameter with the serial number is absent, empty or over 256 octets.',
    'Let the device send it under that name.',
  ),
  DEVICE_TOKEN_MISSING: policyCode(
    'The parameter with the token is absent or empty.',
    'Let the device send one; a device without a key of its own proves nothing.',
  ),
  DEVICE_TOKEN_MALFORMED: policyCode(
    'What was sent as a token is none: docs/device-token.md has the form to the letter.',
    "Compare the device's code with the page's test vectors.",
  ),
  DEVICE_TOKEN_BINDING_NOT_ALLOWED: policyCode(
    'The token is bound to what `bindings` leaves out.',
    'Let the device bind its tokens otherwise, or add the binding to the option.',
  ),
  DEVICE_TOKEN_KEY_UNKNOWN: policyCode(
    'The token names a batch key that is not in the key ring.',
    "If the device is genuine, put its batch's key into the ring; a key that was withdrawn keeps its devices out.",
  ),
  DEVICE_TOKEN_WRONG: policyCode(
    "The token was not made with this device's key for this serial number and this certificate.",
    'One device in the name of another looks like this, and so does a token for an earlier certificate: `gangway token verify` tries it again.',
  ),
  DEVICE_TOKEN_EXPIRED: policyCode(
    'The token is the right one, and its time is over.',
    "Look at the device's clock; let it make a new token for each request.",
  ),
  DEVICE_TOKEN_LIFETIME_TOO_LONG: policyCode(
    'The token is the right one, and expires further away than `maxLifetimeSeconds`.',
    "Look at the device's clock; let it make tokens that live for minutes.",
  ),
  DEVICE_TOKEN_KEYS_MISSING: errorCode(
    'The secret store has no secret of the id that is to hold the key ring.',
    'Compare `secretId` with what the store holds; `gangway keys create` makes a ring.',
  ),
  DEVICE_TOKEN_KEYS_MALFORMED: errorCode(
    'The secret is no key ring; the detail says what is wrong and quotes nothing.',
    'Put back the last one that was right; `gangway keys create` adds a key to a ring.',
  ),
} as const;
