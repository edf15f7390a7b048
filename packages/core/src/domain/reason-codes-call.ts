import { errorCode, policyCode } from './outcome.js';

/** Why a call over HTTP is not let in, before anything of its body is parsed. */
export const callReasonCodes = {
  CALL_UNSIGNED: policyCode(
    'The call has no signature, and unsigned calls are refused.',
    'Call through the Lambda proxy, or serve with `--insecure` on a desk.',
  ),
  CALL_SIGNATURE_MALFORMED: policyCode(
    'The headers of the signature are not what they should be, or come twice.',
    'Look at what stands between the proxy and the container; docs/hop.md has the format.',
  ),
  CALL_SIGNATURE_WRONG: policyCode(
    'None of the keys made this signature of this body.',
    'Give proxy and container one key in common; or somebody is trying.',
  ),
  CALL_PURPOSE_WRONG: policyCode(
    'The call was signed for another route.',
    'Send events to `/events` and presence events to `/lifecycle`.',
  ),
  CALL_OUT_OF_TIME: policyCode(
    'The signature was made more than 30 seconds ago, or ahead.',
    'Set the clocks of proxy and container; both should follow NTP.',
  ),
  CALL_BEFORE_START: policyCode(
    'The signature was made before this process started, which cannot know whether the call came already.',
    'Call again in two seconds; `GET /readyz` tells when. If it lasts, set the clocks.',
  ),
  CALL_REPLAYED: policyCode(
    'A call of this id came before.',
    'Make a new id for each call, a retry too; or somebody has recorded calls and sends them again.',
  ),
  CALL_MEMORY_FULL: errorCode(
    'More calls came within a minute than can be remembered, so that a replay would not be noticed.',
    'Raise `replayLimit`, or run more containers.',
  ),
  CALL_KEYS_UNAVAILABLE: errorCode(
    'The keys that calls are verified with could not be had.',
    'Look at where they come from; the log line beside this one has the error.',
  ),
  OVERLOADED: errorCode(
    'So many decisions were under way that this one could not be made in time.',
    'Run more containers, or look at what is slow. Repeating the request is safe.',
  ),
} as const;
