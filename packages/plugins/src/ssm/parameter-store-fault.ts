import { errorCode, PortError, type ReasonCodes } from '@gangway/core';
import { callError, callFaultCodes } from '../aws-client/fault-codes.js';

/** The failures that Parameter Store has beside those of every service; no device chooses what is asked for. */
export const parameterStoreCodes: ReasonCodes = {
  ...callFaultCodes('PARAMETER_STORE', 'Parameter Store'),
  PARAMETER_STORE_KEY_UNUSABLE: errorCode(
    'Parameter Store cannot decrypt a SecureString with its KMS key.',
    "Look at the key's state and policy.",
  ),
  PARAMETER_STORE_PARAMETER_MISSING: errorCode(
    'Parameter Store has no parameter of a name that an override is made of.',
    "Compare `path` and `keys` with what is there and see that the region is the right one, or set `missing: 'skip'`.",
  ),
  PARAMETER_STORE_VALUE_UNFIT: errorCode(
    'A parameter is over 4,096 characters, or not well-formed Unicode.',
    'Shorten or mend it: AWS IoT takes no such parameter value.',
  ),
};

export const parameterStoreFault = callError('PARAMETER_STORE');

export const parametersMissing = (names: readonly string[]): PortError =>
  new PortError('PARAMETER_STORE_PARAMETER_MISSING', `no parameter ${names.join(', ')}`);

/** @param why never the value, nor a part of it */
export const valueUnfit = (name: string, why: string): PortError =>
  new PortError('PARAMETER_STORE_VALUE_UNFIT', `the parameter ${name} ${why}`);

/** Passes an error of the SDK's on, in place of the one that has a code of this service's own. */
export function rethrown(error: unknown): never {
  const { name } = (error ?? {}) as { readonly name?: unknown };
  if (name !== 'InvalidKeyId') throw error;
  throw new PortError('PARAMETER_STORE_KEY_UNUSABLE', 'GetParameters: InvalidKeyId');
}
