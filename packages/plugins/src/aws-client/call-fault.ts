import { ReplyInvalid, ReplyTooLarge } from './reply-gauge.js';

/** Why a service could not be asked. */
export type CallFaultKind =
  | 'forbidden'
  | 'throttled'
  | 'timeout'
  | 'redirected'
  | 'reply-too-large'
  | 'reply-invalid'
  | 'unavailable';

/** What a failed call comes to. */
export type CallFault =
  | { readonly kind: 'not-found' }
  | {
      readonly kind: 'fault';
      readonly fault: CallFaultKind;
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
const missing = new Set(['ResourceNotFoundException', 'ParameterNotFound']);
/** The answer would be the same again. A signature that is too old is none of these: the SDK corrects its clock by the answer. */
const final = new Set([
  'AccessDeniedException',
  'UnauthorizedException',
  'CredentialsProviderError',
  'InvalidRequestException',
]);

/**
 * Tells what an error of the SDK's means, by its name and HTTP status. Only `ResourceNotFoundException`, and what other services call it, means "no".
 *
 * The error's message stays out of the text: it may name the role, and a failed signature quotes the request.
 */
export function readFault(operation: string, error: unknown): CallFault {
  const { name, code, status, requestId } = partsOf(error);
  if (missing.has(name)) return { kind: 'not-found' };
  const broken = replyFault(error);
  const message = [
    `${operation}: ${broken?.why ?? code ?? name}`,
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join(', ');
  const fault = broken?.fault ?? faultOf(name, code, status);
  return { kind: 'fault', fault, message, cure: passing(fault) ? cureOf(name) : 'none' };
}

/** What was found out here of an answer; these messages are our own, and quote nothing of it. */
function replyFault(error: unknown): { fault: CallFaultKind; why: string } | undefined {
  if (error instanceof ReplyTooLarge) return { fault: 'reply-too-large', why: error.message };
  return error instanceof ReplyInvalid ? { fault: 'reply-invalid', why: error.message } : undefined;
}

/** An answer without an end, or one that leads elsewhere, would be the same again. */
const passing = (fault: CallFaultKind): boolean =>
  fault !== 'reply-too-large' && fault !== 'redirected';

function cureOf(name: string): Cure {
  if (final.has(name)) return 'none';
  return expired.has(name) ? 'renew' : 'repeat';
}

function faultOf(
  name: string,
  code: string | undefined,
  status: number | undefined,
): CallFaultKind {
  if (throttled.has(name) || status === 429) return 'throttled';
  const isForbidden = forbidden.has(name) || expired.has(name) || status === 401 || status === 403;
  if (isForbidden) return 'forbidden';
  // The SDK gives a connection that broke the same name.
  if (name === 'TimeoutError' && (code ?? 'ETIMEDOUT') === 'ETIMEDOUT') return 'timeout';
  if (status !== undefined && status >= 300 && status < 400) return 'redirected';
  // The SDK could not read what came with a success.
  return name === 'SyntaxError' && (status ?? 200) < 300 ? 'reply-invalid' : 'unavailable';
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
    name: word(name) ?? 'Error',
    code: word(code),
    status: typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
    requestId: word(requestId),
  };
}

/** All three may come out of an answer; what is none of a service's words stays out of the text. */
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
