import { remoteHookError } from '../reason-codes.js';

/** How a hook's process fails. What it says of itself stays out of the message: it may quote the event. */
export const processFault = {
  notStarted: (how: string) =>
    remoteHookError('not-started', `the hook's process was not started: ${how}`),
  failed: (how: string) => remoteHookError('function-failed', `the hook failed: ${how}`),
  ended: (how: string) => remoteHookError('process-ended', `the hook's process ended by ${how}`),
  late: (what: string) => remoteHookError('timeout', `${what} took too long`),
  tooLarge: (bytesAtMost: number) =>
    remoteHookError('reply-too-large', `it answered with more than ${bytesAtMost} bytes`),
  confused: (how: string) =>
    remoteHookError('reply-invalid', `the hook's process broke the protocol: ${how}`),
};

/** The type of an error as a runtime reports it, where it is a name and no text of any other kind. */
export const errorTypeOf = (errorType: string): string =>
  /^[A-Za-z_][\w.$:]{0,99}$/.test(errorType) ? errorType : 'an error';
