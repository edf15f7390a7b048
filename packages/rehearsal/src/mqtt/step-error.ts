/**
 * Where a device got stuck, as it sees it: `BROKER_AWAY` nobody listens there, `NOT_CONNECTED` its connection was not taken,
 * `CUT_OFF` it was ended amid a call, `NO_REPLY` nothing came in time, `MALFORMED_REPLY` something came that is no reply;
 * or AWS IoT's own `errorCode`.
 */
export class StepError extends Error {
  override readonly name = 'StepError';

  constructor(
    readonly code: string,
    /** Whether AWS IoT, or the hook behind it, said no: `errorCode` is its own. */
    readonly refused = false,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}
