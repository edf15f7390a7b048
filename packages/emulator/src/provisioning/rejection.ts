/**
 * Why an operation is refused, as the device is told: `statusCode`, `errorCode`, `errorMessage`, and nothing else. What only
 * the operator may know stands in `reason`, for the log.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 * @example
 * new Rejection(403, 'AccessDenied', 'Access Denied', 'the hook said no').payload;
 * // { statusCode: 403, errorCode: 'AccessDenied', errorMessage: 'Access Denied' }
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly statusCode: number,
    readonly errorCode: string,
    readonly errorMessage: string,
    readonly reason: string = errorMessage,
    options?: ErrorOptions,
  ) {
    super(`${errorCode}: ${reason}`, options);
  }

  /** What goes out on the `rejected` topic. */
  get payload(): Readonly<Record<string, string | number>> {
    const { statusCode, errorCode, errorMessage } = this;
    return { statusCode, errorCode, errorMessage };
  }
}
