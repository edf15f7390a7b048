import type { Asked, Service } from '../account.js';

type Fault = Extract<Asked, { kind: 'fault' }>;

/** Faults that are not AWS's own words, by code. Those that AWS answered have the name that AWS gives them. */
export const askFaultCodes = Object.freeze({
  NOT_READ_ONLY: 'The question is none of those that may be asked.',
  SDK_MISSING: "A client of AWS's SDK is not installed.",
  REGION_MISSING: 'No Region is given.',
  CREDENTIALS_MISSING: 'No credentials were found, or those that were cannot be used.',
  TIMEOUT: 'There was no answer in time.',
  ABORTED: 'The question was given up.',
  REPLY_INVALID: 'Something answered that is not AWS, or an answer without an end.',
  NOT_RECORDED: 'The snapshot does not hold the question.',
});

/**
 * What each service calls "there is no such thing". All else is a fault, HTTP 404 of a proxy included.
 *
 * AWS IoT's `GetTopicRule` says `UnauthorizedException` of a rule that is not there, as of one that may not be read: that cannot be
 * told apart, and so is a fault.
 */
const absences: Readonly<Record<Service, readonly string[]>> = {
  cloudwatch: ['ResourceNotFound', 'ResourceNotFoundException'],
  dynamodb: ['ResourceNotFoundException', 'TableNotFoundException'],
  iam: ['NoSuchEntity', 'NoSuchEntityException'],
  iot: ['ResourceNotFoundException'],
  lambda: ['ResourceNotFoundException'],
  logs: ['ResourceNotFoundException'],
};

/** A fault with one of the codes above. */
export const askFault = (code: keyof typeof askFaultCodes, message: string): Fault => ({
  kind: 'fault',
  code,
  message,
});

/**
 * What an error of the SDK's comes to. Its message stays out: that of a wrong signature quotes the request, with a session's
 * token in it.
 */
export function readError(service: Service, operation: string, error: unknown): Asked {
  const { name, code, status, requestId } = partsOf(error);
  if (absences[service].includes(name)) return { kind: 'absent', code: name };
  const action = `${service}:${operation}`;
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return askFault(
      'CREDENTIALS_MISSING',
      `${action} was not asked: no credentials were found that can be used. Sign in, or name a profile that has some.`,
    );
  }
  const told = code ?? name;
  const details = [
    told,
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ];
  return {
    kind: 'fault',
    code: told,
    message: `${action} ${whatFailed(name, code, status, action)} (${details.join(', ')}).`,
  };
}

const forbidden = /^(?:AccessDenied|AccessDeniedException|Unauthorized(?:Exception|Operation)?)$/;
const refused =
  /^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature|InvalidAccessKeyId|OptInRequired|NotAuthorized)(?:Exception)?$/;
const throttled =
  /^(?:Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|LimitExceeded)/;

function whatFailed(
  name: string,
  code: string | undefined,
  status: number | undefined,
  action: string,
): string {
  if (forbidden.test(name)) return `is not allowed: whoever asks needs the IAM action ${action}`;
  if (refused.test(name)) return 'was refused: the credentials are expired or wrong, sign in anew';
  if (throttled.test(name)) return 'was throttled, and again when repeated: ask later';
  if (code !== undefined) return 'did not reach AWS: look at network, Region and endpoint';
  return status === undefined ? 'was not answered' : 'failed at AWS';
}

interface ErrorParts {
  readonly name: string;
  /** Of the operating system: `ECONNREFUSED`. */
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

function partsOf(error: unknown): ErrorParts {
  const { name, code, errno, $metadata } = membersOf(error);
  const { httpStatusCode, requestId } = membersOf($metadata);
  return {
    name: word(name) ?? 'Error',
    // A service's error may have a member of that name, too.
    code: typeof errno === 'number' || httpStatusCode === undefined ? word(code) : undefined,
    status: typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
    requestId: word(requestId),
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** All of these may come out of an answer; what is no plain word stays out of the text. */
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
