const statuses = {
  InvalidRequestException: 400,
  MalformedPolicyException: 400,
  MissingAuthenticationTokenException: 403,
  IncompleteSignatureException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  CertificateStateException: 406,
  DeleteConflictException: 409,
  ResourceAlreadyExistsException: 409,
  VersionConflictException: 409,
  VersionsLimitExceededException: 409,
  LimitExceededException: 410,
  RequestEntityTooLargeException: 413,
  InternalFailureException: 500,
} as const;

/** An error's name on the wire. */
export type ServiceErrorCode = keyof typeof statuses;

/**
 * Why a call is refused, in AWS IoT's own words: clients make an error of their own of each, by its name.
 *
 * @see https://docs.aws.amazon.com/iot/latest/apireference/CommonErrors.html
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  /** @param members what stands beside the message, such as `resourceArn` */
  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    readonly members: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get status(): number {
    return statuses[this.code];
  }
}

export const invalidRequest = (message: string) =>
  new ServiceError('InvalidRequestException', message);

export const notFound = (message: string) => new ServiceError('ResourceNotFoundException', message);
