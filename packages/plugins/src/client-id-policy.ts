import { definePlugin, deny, limits, permit, policyCode } from '@gangway/core';
import * as v from 'valibot';
import { linearPattern } from './text/linear-pattern.js';
import { parameterName } from './text/parameter-name.js';
import { quote } from './text/quote.js';

const length = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.clientIdLength));

const options = v.pipe(
  v.strictObject({
    /** RE2 syntax; matches the whole id. */
    pattern: v.optional(linearPattern),
    /** The client id equals what the device sends as this parameter. */
    equalsParameter: v.optional(parameterName),
    /** In UTF-16 code units, as `String.length` counts. */
    minLength: v.optional(length),
    maxLength: v.optional(length),
  }),
  v.check(
    (rules) => Object.values(rules).some((rule) => rule !== undefined),
    'give at least one rule: pattern, equalsParameter, minLength or maxLength',
  ),
  v.check(
    ({ minLength = 1, maxLength = limits.clientIdLength }) => minLength <= maxLength,
    'minLength is over maxLength',
  ),
);

/**
 * Asks whether the MQTT client id is one that this fleet's devices use.
 *
 * The id is chosen by whoever holds a claim certificate: it names a connection and proves nothing.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 * @example clientIdPolicy({ pattern: 'SN-[0-9]{4}', equalsParameter: 'SerialNumber' })
 */
export const clientIdPolicy = definePlugin({
  name: 'client-id-policy',
  options,
  reasonCodes: {
    CLIENT_ID_NOT_ALLOWED: policyCode(
      'The client id has another form or length than the policy asks for.',
      'Let the device connect with a client id of that form, or change the policy.',
    ),
    CLIENT_ID_MISMATCH: policyCode(
      'The client id is not equal to the parameter that it must equal, or that parameter is missing.',
      'Let the device connect with its own id and send the same one as the parameter.',
    ),
  },
  build: ({ pattern, equalsParameter, minLength = 1, maxLength = limits.clientIdLength }) => ({
    parameters: equalsParameter === undefined ? [] : [equalsParameter],
    checks: {
      'client-id-policy': ({ clientId, parameters }) => {
        if (clientId.length < minLength || clientId.length > maxLength) {
          return deny(
            'CLIENT_ID_NOT_ALLOWED',
            `${clientId.length} characters; allowed are ${minLength} to ${maxLength}`,
          );
        }
        if (pattern?.matches(clientId) === false) {
          return deny('CLIENT_ID_NOT_ALLOWED', `${quote(clientId)} is not ${pattern.source}`);
        }
        if (equalsParameter !== undefined && parameters[equalsParameter] !== clientId) {
          return deny(
            'CLIENT_ID_MISMATCH',
            `${quote(clientId)} is not the parameter "${equalsParameter}"`,
          );
        }
        return permit();
      },
    },
  }),
});
