import { errorCode, PortError, type ReasonCode } from '@gangway/core';

/** Why AWS IoT could not be asked. */
export type FaultKind = 'busy' | 'throttled' | 'forbidden' | 'unavailable';

/** What the codes of each adapter mean: they ask the same service, each in its own name. */
export const faultCodes: Readonly<Record<FaultKind, ReasonCode>> = {
  busy: errorCode(
    'More calls to AWS IoT are wanted than `requestsPerSecond` allows.',
    'Raise it if the account has room for more; look for a stolen claim certificate if the rush is not expected.',
  ),
  throttled: errorCode(
    'AWS IoT says that the account makes too many calls.',
    'Lower `requestsPerSecond`, see who else calls, or ask AWS for a higher quota.',
  ),
  forbidden: errorCode(
    'AWS IoT refused the call, or there are no credentials for it.',
    "Give the hook's role the permissions that `hook.describe()` lists.",
  ),
  unavailable: errorCode(
    'AWS IoT could not be reached, failed, or gave an answer that makes no sense.',
    'The detail names the call: look at region, endpoint, network and the state of AWS IoT.',
  ),
};

/** Makes the error of one adapter. */
export type RegistryFault = (kind: FaultKind, message: string, cause?: unknown) => PortError;

/** @param adapter what its codes begin with: `THING_REGISTRY` */
export const registryFault =
  (adapter: string): RegistryFault =>
  (kind, message, cause) =>
    new PortError(`${adapter}_${kind.toUpperCase()}`, message, { cause });
