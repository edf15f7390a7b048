import { errorCode, PortError, policyCode, type ReasonCodes } from '@gangway/core';
import type { CallFaultKind } from '../aws-client/call-fault.js';
import { callFaultCodes } from '../aws-client/fault-codes.js';

/** Why another hook gave no answer that can be used. */
export type RemoteHookFault =
  | CallFaultKind
  | 'function-failed'
  | 'function-timed-out'
  | 'not-found'
  | 'reply-broken'
  | 'answer-malformed'
  | 'not-started'
  | 'process-ended';

/**
 * Makes the error of a call. Nothing of what the other hook said may stand in the message: it may hold secrets, and what a
 * device sent.
 */
export const remoteHookError = (
  fault: RemoteHookFault,
  message: string,
  cause?: unknown,
): PortError =>
  new PortError(`REMOTE_HOOK_${fault.toUpperCase().replaceAll('-', '_')}`, message, { cause });

export const reasonCodes: ReasonCodes = {
  REMOTE_HOOK_DENIED: policyCode(
    'The other hook was asked, and said no.',
    'Look into the log of that hook: it keeps its reason to itself.',
  ),
  REMOTE_HOOK_ANSWER_MALFORMED: errorCode(
    'The other hook answered something that is neither a yes nor a no, to the letter.',
    'Let it answer `allowProvisioning` as true or false and `parameterOverrides` as an object of texts, and nothing else.',
  ),
  REMOTE_HOOK_FUNCTION_FAILED: errorCode(
    'The other hook threw instead of answering.',
    'Look into its log. Where it throws at what a device sends, put `parameter-rules` before it.',
  ),
  REMOTE_HOOK_FUNCTION_TIMED_OUT: errorCode(
    'The other hook was not done within its own timeout.',
    'Look into its log; give its function more memory, or a longer timeout of at most 4 seconds.',
  ),
  REMOTE_HOOK_NOT_FOUND: errorCode(
    'There is no such function, version or alias, or nothing at that address.',
    'See the name, the qualifier, the region, or the path of `url`.',
  ),
  ...callFaultCodes('REMOTE_HOOK', 'The other hook'),
  REMOTE_HOOK_THROTTLED: errorCode(
    'More calls of the other hook are made than may run at a time.',
    'Give its function reserved concurrency, or ask AWS for a higher quota.',
  ),
  REMOTE_HOOK_TIMEOUT: errorCode(
    'The other hook gave no answer in time. It may have run, or still run.',
    'See what it waits for, and how long it takes to start; then look at the network between.',
  ),
  REMOTE_HOOK_REPLY_BROKEN: errorCode(
    'The answer of the other hook broke off. It has run.',
    'Look at the network between, and for a process that was ended in the middle.',
  ),
  REMOTE_HOOK_NOT_STARTED: errorCode(
    'The process of the other hook could not be started, or ended before it asked for an event; it is not tried again for a second.',
    "Run it with `output: 'inherit'` and read what it prints; see `command`, its folder, its handler and its variables.",
  ),
  REMOTE_HOOK_PROCESS_ENDED: errorCode(
    'The process of the other hook ended in the middle of a request.',
    "Run it with `output: 'inherit'` and read what it prints; see that it has memory enough.",
  ),
};
