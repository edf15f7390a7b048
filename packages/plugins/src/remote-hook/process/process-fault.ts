import { PortError } from '@gangway/core';

/** How a hook's process fails. What it says of itself stays out of the message: it may quote the event. */
export const processFault = {
  notStarted: (how: string) =>
    new PortError('REMOTE_HOOK_NOT_STARTED', `the hook's process was not started: ${how}`),
  failed: (how: string) => new PortError('REMOTE_HOOK_FUNCTION_FAILED', `the hook failed: ${how}`),
  ended: (how: string) =>
    new PortError('REMOTE_HOOK_PROCESS_ENDED', `the hook's process ended by ${how}`),
  late: (what: string) => new PortError('REMOTE_HOOK_TIMEOUT', `${what} took too long`),
  tooLarge: (bytesAtMost: number) =>
    new PortError(
      'REMOTE_HOOK_REPLY_TOO_LARGE',
      `the hook answered with over ${bytesAtMost} bytes`,
    ),
  confused: (how: string) =>
    new PortError('REMOTE_HOOK_REPLY_INVALID', `the hook's process broke the protocol: ${how}`),
};

/** The type of an error as a runtime reports it, where it is a name and no text of any other kind. */
export const errorTypeOf = (errorType: string): string =>
  /^[A-Za-z_][\w.$:]{0,99}$/.test(errorType) ? errorType : 'an error';
