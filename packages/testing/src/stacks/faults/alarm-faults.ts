import { isDeepStrictEqual } from 'node:util';
import type { FunctionCall } from '../reading/functions.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type Series, type WatchingAlarm, watchingAlarm } from '../reading/watching-alarm.js';
import { type StackFault, unless } from './stack-fault.js';

/** What must be watched of a function, and how it is known in an alarm. */
interface Watch {
  readonly code: string;
  readonly what: string;
  readonly finds: (alarm: WatchingAlarm, fn: StackResource) => boolean;
}

/** A quarter of an hour: who is told later is told too late. */
const longestPeriod = 900;

/** A function that ends at its timeout has answered nobody: whoever is told then is told too late. */
const nearMs = (timeout: unknown): number => (Number(timeout) * 1_000 * 9) / 10;

const watches: Readonly<Record<FunctionCall['caller'], readonly Watch[]>> = {
  template: [
    {
      code: 'ALARM_DENY_ERROR',
      what: 'nobody is told when the hook cannot ask',
      finds: ({ first, series }, { ref }) =>
        first <= 1 && series.some((one) => isDecisions(one, ref, 'DENY_ERROR')),
    },
    {
      code: 'ALARM_REFUSALS',
      what: 'nobody is told when much is refused',
      finds: ({ threshold, series, expression = '' }, { ref }) => {
        const refused = series.find((one) => isDecisions(one, ref, 'DENY_POLICY'));
        const decided = series.find((one) => isDecisions(one, ref));
        const share = `100 * ${refused?.id} / ${decided?.id}`;
        return threshold <= 100 && expression.includes(share);
      },
    },
    {
      code: 'ALARM_DURATION',
      what: 'nobody is told when answers come near the deadline',
      finds: ({ threshold, series }, { ref, properties }) =>
        threshold < nearMs(properties.Timeout) &&
        series.some((one) => isOfLambda(one, ref, 'Duration', 'p99')),
    },
    {
      code: 'ALARM_THROTTLES',
      what: 'nobody is told when Lambda turns calls away',
      finds: atTheFirst('Throttles'),
    },
    {
      code: 'ALARM_ERRORS',
      what: 'nobody is told when the function fails',
      finds: atTheFirst('Errors'),
    },
  ],
  // Lambda delivers again what failed: what counts is what it gives up.
  rule: [
    {
      code: 'ALARM_DROPPED',
      what: 'nobody is told when a presence event is given up',
      finds: atTheFirst('AsyncEventsDropped'),
    },
  ],
};

/** Who is told when the function that is called does not do its part. */
export function alarmFaults(stack: Stack, { caller, fn }: FunctionCall): readonly StackFault[] {
  if (fn === undefined) return [];
  const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(watchingAlarm);
  return watches[caller].flatMap(({ code, what, finds }) =>
    unless(
      alarms.some((alarm) => finds(alarm, fn)),
      code,
      fn.id,
      what,
    ),
  );
}

/** One of them is one too many. */
function atTheFirst(metric: string): Watch['finds'] {
  return ({ first, series }, { ref }) =>
    first <= 1 && series.some((one) => isOfLambda(one, ref, metric, 'Sum'));
}

const isOfLambda = (series: Series, ref: string, metric: string, statistic: string): boolean =>
  isSeries(series, { FunctionName: ref }, ['AWS/Lambda', metric, statistic]);

const isDecisions = (series: Series, ref: string, outcome?: string): boolean =>
  isSeries(series, { FunctionName: ref, ...(outcome === undefined ? {} : { outcome }) }, [
    ...['Gangway', 'Decisions', 'Sum'],
  ]);

/** A series has the dimensions that were written with it, all of them: with one more or less it is another, and empty. */
const isSeries = (
  { namespace, metric, statistic, period, dimensions }: Series,
  wanted: Readonly<Record<string, string>>,
  names: readonly string[],
): boolean =>
  isDeepStrictEqual([namespace, metric, statistic], names) &&
  isDeepStrictEqual(dimensions, wanted) &&
  period <= longestPeriod;
