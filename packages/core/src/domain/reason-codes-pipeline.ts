import { errorCode, policyCode } from './outcome.js';

/** What may end a request between the first check and the response. */
export const pipelineReasonCodes = {
  NO_CHECKS: errorCode(
    'The hook has no checks, so nothing can permit.',
    'List at least one plugin that checks something.',
  ),
  NO_PERMIT: policyCode(
    'No check denied, and none permitted.',
    'See the trace: every check found that it does not apply to this request.',
  ),
  CHECK_FAILED: errorCode(
    'A check threw or rejected instead of giving a verdict.',
    'Read the error in the log beside this decision; the plugin is named.',
  ),
  CONDITION_FAILED: errorCode(
    'The predicate of a `when` threw or gave something other than true or false.',
    'Let the predicate answer a boolean, synchronously.',
  ),
  VERDICT_MALFORMED: errorCode(
    'A check gave something other than permit, deny or notApplicable, or a fact it does not declare.',
    "Return a verdict made by its constructor, and declare the plugin's facts.",
  ),
  FACT_MISSING: policyCode(
    'A step needs a fact that no check gave for this request.',
    'See the trace: the giver found that it does not apply.',
  ),
  PORT_UNAVAILABLE: errorCode(
    'A dependency behind a port could not be asked.',
    'Look at the dependency: network, permissions, throttling.',
  ),
  OVERRIDE_SOURCE_FAILED: errorCode(
    'An override source threw or rejected.',
    'Read the error in the log beside this decision; the plugin is named.',
  ),
  OVERRIDE_SOURCE_TIMED_OUT: errorCode(
    'An override source had not answered in the time that its `onFailure` gives it.',
    'Look at what it asks; raise `timeoutMs` where the time is too short.',
  ),
  OVERRIDE_MALFORMED: errorCode(
    'An override source gave something other than strings within the limits, made by `overrides`.',
    'Mend the source; the key is named.',
  ),
  OVERRIDE_UNDECLARED: errorCode(
    'An override source gave a key that its plugin does not declare.',
    "Add the key to the plugin's override keys.",
  ),
  OVERRIDE_RESERVED: errorCode(
    'An override source gave a key that begins with AWS::.',
    'Use a parameter of your own; AWS:: belongs to AWS IoT.',
  ),
  OVERRIDE_CONFLICT: errorCode(
    'Two override sources gave one key different values.',
    'Take the key from one source, or name the order with `layered`.',
  ),
  INTENTS_FAILED: errorCode(
    'A plugin threw, or gave something malformed, when asked for its intents.',
    'Read the error in the log beside this decision; the plugin is named.',
  ),
  LEDGER_FAILED: errorCode(
    'The ledger threw before the deadline, or answered something malformed.',
    'Look at the store behind the ledger. Repeating the request is safe.',
  ),
  COMMIT_TOO_LATE: errorCode(
    'Less than half a second was left, so no commit was started.',
    'See the trace for what took the time. Repeating the request is safe.',
  ),
  COMMIT_OUTCOME_UNKNOWN: errorCode(
    'The ledger had not answered at the deadline; it may have committed.',
    'Look at the store behind the ledger. Repeating the request is safe and gives the stored answer.',
  ),
  DEADLINE_EXCEEDED: errorCode(
    'The time for this request ran out.',
    'See the trace for the step that took it.',
  ),
  MONITOR_TIMED_OUT: errorCode(
    'Monitored plugins had not answered in the time that their monitor gives them. Never the reason of a denial.',
    'See the trace for the step that took it; raise `timeoutMs`, or mend the step before it is enforced.',
  ),
  HOOK_FAILED: errorCode(
    'Gangway itself failed.',
    'Report it, with the log line beside this decision.',
  ),
} as const;
