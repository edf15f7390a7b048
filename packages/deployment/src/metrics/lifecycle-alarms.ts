import type { Alarm } from './alarm.js';
import type { WatchedFunction } from './function-alarms.js';
import { ringsAtTheFirst } from './ring.js';
import { lambdaMetric } from './watched-metrics.js';

/**
 * The alarms of the function behind the rule on presence events. Lambda delivers an event again that failed, so an error alone is
 * nothing yet; one that is given up is a claim that nobody has confirmed.
 *
 * @see docs/alarms.md
 * @example
 * lifecycleAlarms({ functionName: 'fleet-lifecycle' }).map(({ id }) => id); // ['EventsDropped']
 */
export const lifecycleAlarms = ({
  functionName,
}: Pick<WatchedFunction, 'functionName'>): readonly Alarm[] => [
  ringsAtTheFirst(
    'EventsDropped',
    'Lambda has given up a presence event: every delivery failed, or it grew too old. The claim of that device is not confirmed, and another may take it when its lease is over; ' +
      'the event is at the failure destination, if there is one. ' +
      'First: `aws logs tail` on the log group for the PortError of the ledger; when the store answers again, invoke the function with the events that were kept. ' +
      'A device that connects again confirms its claim too. See docs/alarms.md.',
    lambdaMetric('AsyncEventsDropped', functionName),
  ),
];
