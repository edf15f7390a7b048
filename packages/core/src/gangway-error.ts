import type { FaultCode } from './domain/fault-codes.js';

/** An error with a stable code. Never match on its message. */
export class GangwayError extends Error {
  override readonly name: string = 'GangwayError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * A dependency behind a port could not be asked. The pipeline turns it into a `DENY_ERROR` with its code,
 * as long as that code is declared as one; otherwise with `PORT_UNAVAILABLE`.
 */
export class PortError extends GangwayError {
  override readonly name: string = 'PortError';
}

/** A hook that cannot be composed, or an option that is wrong: a fault of whoever wrote it, found before any request. */
export class CompositionError extends GangwayError {
  override readonly name: string = 'CompositionError';

  constructor(
    override readonly code: FaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}
