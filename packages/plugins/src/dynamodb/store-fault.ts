import { PortError } from '@gangway/core';
import type { storeReasonCodes } from '../store/store-reason-codes.js';

type StoreCode = keyof typeof storeReasonCodes;

const throttled: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ThrottlingException',
  'TooManyRequestsException',
];

const expired: readonly string[] = [
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'RequestExpired',
  'SignatureDoesNotMatch',
];

const forbidden: readonly string[] = [
  ...expired,
  'AccessDeniedException',
  'CredentialsProviderError',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'TokenProviderError',
  'UnrecognizedClientException',
];

/** The name that DynamoDB or its SDK gave an error. */
export const faultName = (error: unknown): string =>
  error instanceof Error ? error.name : typeof error;

/** Whether DynamoDB refused credentials or a signature because of their age, as after a frozen function has thawed. */
export const isExpired = (error: unknown): boolean => expired.includes(faultName(error));

export const isThrottled = (name: string): boolean => throttled.includes(name);

/** Why DynamoDB could not be asked. Its own words are left out where it answered: they name accounts, roles and items. */
export function storeFault(operation: string, table: string, error: unknown): PortError {
  const name = faultName(error);
  const answered = statusOf(error) !== undefined;
  const why = error instanceof Error && !answered ? `${name}: ${error.message}` : name;
  return new PortError(codeOf(name), `${operation} on the table "${table}": ${why}`, {
    cause: error,
  });
}

function codeOf(name: string): StoreCode {
  if (throttled.includes(name)) return 'STORE_THROTTLED';
  return forbidden.includes(name) ? 'STORE_FORBIDDEN' : 'STORE_UNAVAILABLE';
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;

export const unavailable = (message: string): PortError =>
  new PortError('STORE_UNAVAILABLE', message);

export const corrupt = (message: string, cause?: unknown): PortError =>
  new PortError('STORE_CORRUPT', message, { cause });
