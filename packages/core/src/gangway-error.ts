import type { FaultCode } from './domain/fault-codes.js';

const portErrorBrand: unique symbol = Symbol.for('@gangway/core/PortError');

/**
 * An error with a stable code. Never match on its message.
 *
 * @example
 * new GangwayError('TIMETABLE_EMPTY', 'no line in it').code; // 'TIMETABLE_EMPTY'
 */
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
 *
 * @example
 * new PortError('PORT_UNAVAILABLE', 'the table answered 503').code; // 'PORT_UNAVAILABLE'
 */
export class PortError extends GangwayError {
  override readonly name: string = 'PortError';
  /** Two copies of this package in one program still understand each other's errors. */
  readonly [portErrorBrand] = true;
}

/** Whether a value is a {@link PortError}, of this copy of the package or of another. It never throws. */
export function isPortError(value: unknown): value is PortError {
  try {
    return (value as { [portErrorBrand]?: unknown } | null | undefined)?.[portErrorBrand] === true;
  } catch {
    return false;
  }
}

/**
 * A hook that cannot be composed, or an option that is wrong: a fault of whoever wrote it, found before any request.
 *
 * @example
 * try {
 *   composeHook(defineHook([registeredDevice({ serialNumber: 'SerialNumber' })]));
 * } catch (error) {
 *   if (!(error instanceof CompositionError)) throw error;
 *   error.code; // 'PORT_MISSING'
 * }
 */
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
