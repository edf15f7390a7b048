import { GangwayError } from '@gangway/core';

/** Why an emulator does not start. */
export type EmulatorErrorCode =
  | 'TEMPLATE_REFUSED'
  | 'STATE_NOT_READABLE'
  | 'PORT_IN_USE'
  | 'LISTEN_FAILED'
  | 'OUTPUT_EXISTS'
  | 'FOLDER_NOT_WRITABLE';

/**
 * An emulator that does not start: its template, its state file, a port, or the folder for devices' files.
 *
 * @example
 * new EmulatorError('PORT_IN_USE', 'something else listens on port 8883').code; // 'PORT_IN_USE'
 */
export class EmulatorError extends GangwayError {
  override readonly name = 'EmulatorError';

  constructor(
    override readonly code: EmulatorErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}
