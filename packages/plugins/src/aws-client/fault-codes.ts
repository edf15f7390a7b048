import { errorCode, PortError, type ReasonCodes } from '@gangway/core';
import type { CallFaultKind } from './call-fault.js';

/** Makes the error of one adapter. It has no cause: what the SDK throws may quote an answer, and so a secret. */
export type CallError = (kind: CallFaultKind, message: string) => PortError;

const codeOf = (prefix: string, kind: CallFaultKind): string =>
  `${prefix}_${kind.toUpperCase().replaceAll('-', '_')}`;

/** @param prefix what the adapter's codes begin with: `SECRETS_MANAGER` */
export const callError =
  (prefix: string): CallError =>
  (kind, message) =>
    new PortError(codeOf(prefix, kind), message);

/**
 * The codes of an adapter that asks a service: one for each way in which it could not be asked.
 *
 * @param prefix what they begin with
 * @param service its name, as a sentence begins with it
 */
export const callFaultCodes = (prefix: string, service: string): ReasonCodes =>
  Object.fromEntries(
    Object.entries(meanings(service)).map(([kind, [meaning, remedy]]) => [
      codeOf(prefix, kind as CallFaultKind),
      errorCode(meaning, remedy),
    ]),
  );

const meanings = (service: string): Readonly<Record<CallFaultKind, readonly [string, string]>> => ({
  forbidden: [
    `${service} refused the call, or there are no credentials for it.`,
    "Give the hook's role the permissions that `hook.describe()` lists.",
  ],
  throttled: [
    `${service} says that too many calls are made.`,
    'See who else calls, raise the time for which answers are kept, or ask AWS for a higher quota.',
  ],
  timeout: [
    `${service} gave no answer in time.`,
    'Look at the network between: a function in a VPC needs an endpoint or a NAT gateway.',
  ],
  redirected: [
    `${service} sent the call elsewhere, which is not followed.`,
    'See that `endpoint` and region name the server itself.',
  ],
  'reply-too-large': [
    `${service} answered with more than any answer holds.`,
    'See who answers at that address.',
  ],
  'reply-invalid': [
    `${service} gave an answer that makes no sense.`,
    'See who answers at that address: a proxy, or another service.',
  ],
  unavailable: [
    `${service} could not be reached, or failed.`,
    'The detail names the call: look at region, endpoint, network and the state of the service.',
  ],
});
