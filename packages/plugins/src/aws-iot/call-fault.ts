import type { FaultKind } from './registry-fault.js';

/** What a failed call comes to. */
export type CallFault =
  | { readonly kind: 'not-found' }
  | {
      readonly kind: 'fault';
      readonly fault: FaultKind;
      readonly message: string;
      readonly cure: Cure;
    };

/** What may help: to ask once more, to ask once more with new credentials, or nothing. */
export type Cure = 'repeat' | 'renew' | 'none';

const throttled = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'LimitExceededException',
]);
const forbidden = new Set([
  'AccessDeniedException',
  'UnauthorizedException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'CredentialsProviderError',
]);
const expired = new Set(['ExpiredTokenException', 'ExpiredToken']);
/** The answer would be the same again. A signature that is too old is none of these: the SDK corrects its clock by the answer. */
const final = new Set([
  'AccessDeniedException',
  'UnauthorizedException',
  'CredentialsProviderError',
  'InvalidRequestException',
]);

/**
 * Tells what an error of the SDK's means, by its name and HTTP status. Only `ResourceNotFoundException` means "no".
 *
 * The error's message stays out of the text: it may name the role, and a failed signature quotes the request.
 */
export function readFault(operation: string, error: unknown): CallFault {
  const { name, code, status, requestId } = partsOf(error);
  if (name === 'ResourceNotFoundException') return { kind: 'not-found' };
  const message = [
    `${operation}: ${code ?? name}`,
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join(', ');
  return { kind: 'fault', fault: faultOf(name, status), message, cure: cureOf(name) };
}

function cureOf(name: string): Cure {
  if (final.has(name)) return 'none';
  return expired.has(name) ? 'renew' : 'repeat';
}

function faultOf(name: string, status: number | undefined): FaultKind {
  if (throttled.has(name) || status === 429) return 'throttled';
  const isForbidden = forbidden.has(name) || expired.has(name) || status === 401 || status === 403;
  return isForbidden ? 'forbidden' : 'unavailable';
}

interface ErrorParts {
  readonly name: string;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

function partsOf(error: unknown): ErrorParts {
  if (typeof error !== 'object' || error === null) return { name: typeof error };
  const { name, code, $metadata } = error as Readonly<Record<string, unknown>>;
  const { httpStatusCode, requestId } = ($metadata ?? {}) as Readonly<Record<string, unknown>>;
  return {
    name: text(name) ?? 'Error',
    code: text(code),
    status: typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
    requestId: text(requestId),
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
