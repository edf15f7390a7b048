import type { Alarm } from './alarm.js';
import { type AlarmTexts, functionAlarms, type WatchedFunction } from './function-alarms.js';

/** What they say wherever a function refuses without having been asked. */
export const unansweredTexts = Object.freeze({
  Throttles:
    'Lambda turned a call away, so a device was refused and nothing of it stands in the log. ' +
    'First: compare `aws lambda get-function-concurrency` with the ConcurrentExecutions metric; raise what is reserved, or ask for a higher quota. ' +
    'The usual cause is a fleet that is switched on at once. See docs/alarms.md.',
  FunctionErrors:
    'The function ended without an answer, and a device was refused: its init failed, it ran out of memory, or it ran into its timeout. ' +
    'It never throws, so no line of its own tells of it. First: `aws logs tail` on its log group; look for what is no decision: an init that failed, Runtime.ExitError, a timeout. ' +
    'After a deployment, point the alias back at the version before. See docs/alarms.md.',
});

const texts: AlarmTexts = {
  ...unansweredTexts,
  DenyError:
    'A device was refused because the hook could not ask: something it depends on failed, or the hook itself (DENY_ERROR). No device can cause this. ' +
    'First: `aws logs tail <log group> --since 1h --format short | gangway explain -` names the code, the plugin and the remedy; docs/reason-codes.md has every code. ' +
    'Devices may simply try again afterwards. See docs/alarms.md.',
  RefusalRate:
    'Many requests were refused by policy (DENY_POLICY), and a large share of all. ' +
    'Either somebody tries what is not theirs, perhaps with a stolen claim certificate, or a batch, a registry or a new rule is wrong. ' +
    'First: `aws logs tail <log group> --since 1h --format short | gangway explain -` for the codes, then the Contributor Insights rule for the claim certificate that is refused most. ' +
    '`gangway block` stops one at a stroke. See docs/alarms.md.',
  NearDeadline:
    'For a quarter of an hour, one call in a hundred took most of the time that a decision has; past that time the hook refuses with DEADLINE_EXCEEDED. ' +
    'Cold starts come on top: AWS IoT waits five seconds in all. ' +
    'First: `gangway explain -` shows what each step took. Look at the dependency that is slow; a function with more memory has more processor too. See docs/alarms.md.',
};

/**
 * The alarms of a hook: any decision that could not be made, a wave of refusals, answers that come late, and what Lambda knows and
 * the hook never gets to write down.
 *
 * @see docs/alarms.md
 * @example
 * hookAlarms({ functionName: 'fleet-hook', timeoutSeconds: 4 }).map(({ id }) => id);
 * // ['DenyError', 'RefusalRate', 'NearDeadline', 'Throttles', 'FunctionErrors']
 */
export const hookAlarms = (watched: WatchedFunction): readonly Alarm[] =>
  functionAlarms(watched, texts);
