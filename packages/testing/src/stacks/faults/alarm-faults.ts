import type { FunctionCall } from '../reading/functions.js';
import { at, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** A series of numbers that an alarm looks at. */
interface Series {
  readonly namespace: unknown;
  readonly metric: unknown;
  readonly statistic: unknown;
  readonly dimensions: Readonly<Record<string, unknown>>;
  /** At which number the alarm rings. */
  readonly threshold: number;
}

/** What must be watched, and how it is known in an alarm. */
interface Watch {
  readonly code: string;
  readonly what: string;
  readonly finds: (series: Series) => boolean;
}

const outcome = (name: string) => (series: Series) =>
  series.namespace === 'Gangway' &&
  series.metric === 'Decisions' &&
  series.dimensions.outcome === name;

/** One of them is one too many. */
const atTheFirst = (name: string) => (series: Series) =>
  series.namespace === 'AWS/Lambda' &&
  series.metric === name &&
  series.statistic === 'Sum' &&
  series.threshold <= 1;

/** AWS IoT waits five seconds. */
const deadlineMs = 5_000;

const watches: Readonly<Record<FunctionCall['caller'], readonly Watch[]>> = {
  template: [
    {
      code: 'ALARM_DENY_ERROR',
      what: 'nobody is told when the hook cannot ask',
      finds: (series) => outcome('DENY_ERROR')(series) && series.threshold <= 1,
    },
    {
      code: 'ALARM_REFUSALS',
      what: 'nobody is told when much is refused',
      finds: (series) => outcome('DENY_POLICY')(series) && series.threshold <= 100,
    },
    {
      code: 'ALARM_DURATION',
      what: 'nobody is told when answers come near the deadline',
      finds: ({ metric, statistic, threshold }) =>
        metric === 'Duration' && statistic === 'p99' && threshold < deadlineMs,
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
  const watched = stack
    .ofType('AWS::CloudWatch::Alarm')
    .flatMap(seriesOf)
    .filter(({ dimensions }) => dimensions.FunctionName === fn.ref);
  return watches[caller].flatMap(({ code, what, finds }) =>
    unless(watched.some(finds), code, fn.id, what),
  );
}

/** Of each alarm, whatever it watches. */
export const alarmTermFaults = (stack: Stack): readonly StackFault[] =>
  stack
    .ofType('AWS::CloudWatch::Alarm')
    .flatMap(({ id, properties }) => [
      ...unless(
        properties.TreatMissingData === 'notBreaching',
        'ALARM_MISSING_DATA',
        id,
        `takes no data as ${shown(properties.TreatMissingData)}: no device came, and nothing is wrong`,
      ),
      ...unless(
        properties.ActionsEnabled !== false,
        'ALARM_ACTIONS_DISABLED',
        id,
        'tells nobody whatever happens',
      ),
      ...unless(
        typeof properties.AlarmDescription === 'string' && properties.AlarmDescription.length > 20,
        'ALARM_DESCRIPTION',
        id,
        'does not say what to do',
      ),
      ...unless(
        String(properties.ComparisonOperator).startsWith('GreaterThan'),
        'ALARM_COMPARISON',
        id,
        `rings when the number is ${shown(properties.ComparisonOperator)}`,
      ),
    ]);

function seriesOf({ properties }: StackResource): readonly Series[] {
  // What is no number rings never, and is at no threshold.
  const threshold = Number(properties.Threshold ?? Number.NaN);
  const stats = objectsOf(properties.Metrics).map(({ MetricStat }) => MetricStat);
  return [
    {
      namespace: properties.Namespace,
      metric: properties.MetricName,
      statistic: properties.ExtendedStatistic ?? properties.Statistic,
      dimensions: dimensionsOf(properties.Dimensions),
      threshold,
    },
    ...stats.map((stat) => ({
      namespace: at(stat, 'Metric', 'Namespace'),
      metric: at(stat, 'Metric', 'MetricName'),
      statistic: at(stat, 'Stat'),
      dimensions: dimensionsOf(at(stat, 'Metric', 'Dimensions')),
      threshold,
    })),
  ];
}

const dimensionsOf = (dimensions: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(objectsOf(dimensions).map(({ Name, Value }) => [String(Name), Value]));
