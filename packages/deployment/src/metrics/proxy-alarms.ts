import type { Alarm } from './alarm.js';
import { type AlarmTexts, functionAlarms, type WatchedFunction } from './function-alarms.js';
import { unansweredTexts } from './hook-alarms.js';

const texts: AlarmTexts = {
  ...unansweredTexts,
  DenyError:
    'A device was refused because the proxy could not ask the container, or could not believe the answer (DENY_ERROR). No device can cause this. ' +
    'First: `aws logs tail <log group> --since 1h --filter-pattern DENY_ERROR` on the log of the proxy; the code says where it broke (connection, TLS, keys, time, signature), and docs/reason-codes.md what to do. ' +
    'Devices may simply try again afterwards. See docs/alarms.md.',
  RefusalRate:
    'The container refused many requests, and a large share of all. The proxy is not told why: it may be policy, or the container itself may have failed. ' +
    'First: `gangway explain` on the log of the container tells them apart. For DENY_ERROR look at what the container depends on; ' +
    'for DENY_POLICY find the claim certificate that is refused most, which `gangway block` stops at a stroke. See docs/alarms.md.',
  NearDeadline:
    'For a quarter of an hour, one call in a hundred took most of the time that a decision has; past that time the proxy refuses with PROXY_TIMEOUT. ' +
    'First: compare durationMs in the log of the proxy with that of the container: what is between them is the network; ' +
    'what is in the container, `gangway explain` shows step by step. See docs/alarms.md.',
};

/**
 * The alarms of a Lambda proxy. What the container denies by an error of its own is a refusal here: nobody but its own log tells it
 * apart, so the container wants an alarm on its metrics too.
 *
 * @see docs/alarms.md
 * @example
 * proxyAlarms({ functionName: 'fleet-proxy', timeoutSeconds: 4 }).map(({ id }) => id);
 * // ['DenyError', 'RefusalRate', 'NearDeadline', 'Throttles', 'FunctionErrors']
 */
export const proxyAlarms = (watched: WatchedFunction): readonly Alarm[] =>
  functionAlarms(watched, texts);
