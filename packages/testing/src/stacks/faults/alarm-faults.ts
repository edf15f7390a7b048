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
}

/** What must be watched, and how it is known in an alarm. */
interface Watch {
  readonly code: string;
  readonly what: string;
  readonly finds: (series: Series) => boolean;
}

const watches: Readonly<Record<FunctionCall['caller'], readonly Watch[]>> = {
  template: [
    {
      code: 'ALARM_DENY_ERROR',
      what: 'nobody is told when the hook cannot ask',
      finds: ({ namespace, metric, dimensions }) =>
        namespace === 'Gangway' && metric === 'Decisions' && dimensions.outcome === 'DENY_ERROR',
    },
    {
      code: 'ALARM_REFUSALS',
      what: 'nobody is told when more is refused than usual',
      finds: ({ namespace, metric, dimensions }) =>
        namespace === 'Gangway' && metric === 'Decisions' && dimensions.outcome === 'DENY_POLICY',
    },
    {
      code: 'ALARM_DURATION',
      what: 'nobody is told when answers come near the deadline',
      finds: ({ metric, statistic }) =>
        (metric === 'Duration' || metric === 'DecisionDuration') && statistic === 'p99',
    },
  ],
  rule: [],
};

const lambdaMetric =
  (name: string) =>
  ({ namespace, metric }: Series) =>
    namespace === 'AWS/Lambda' && metric === name;

const always: readonly Watch[] = [
  {
    code: 'ALARM_THROTTLES',
    what: 'nobody is told when Lambda turns calls away',
    finds: lambdaMetric('Throttles'),
  },
  {
    code: 'ALARM_ERRORS',
    what: 'nobody is told when the function fails',
    finds: lambdaMetric('Errors'),
  },
];

/** Who is told when the function that is called does not do its part. */
export function alarmFaults(stack: Stack, { caller, fn }: FunctionCall): readonly StackFault[] {
  if (fn === undefined) return [];
  const alarms = stack.ofType('AWS::CloudWatch::Alarm');
  const watched = alarms
    .flatMap(seriesOf)
    .filter(({ dimensions }) => dimensions.FunctionName === fn.ref);
  return [...watches[caller], ...always].flatMap(({ code, what, finds }) =>
    unless(watched.some(finds), code, fn.id, what),
  );
}

/** Of each alarm, whatever it watches. */
export const alarmTermFaults = (stack: Stack): readonly StackFault[] =>
  stack.ofType('AWS::CloudWatch::Alarm').flatMap(({ id, properties }) => [
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
  const stats = objectsOf(properties.Metrics).map(({ MetricStat }) => MetricStat);
  return [
    {
      namespace: properties.Namespace,
      metric: properties.MetricName,
      statistic: properties.ExtendedStatistic ?? properties.Statistic,
      dimensions: dimensionsOf(properties.Dimensions),
    },
    ...stats.map((stat) => ({
      namespace: at(stat, 'Metric', 'Namespace'),
      metric: at(stat, 'Metric', 'MetricName'),
      statistic: at(stat, 'Stat'),
      dimensions: dimensionsOf(at(stat, 'Metric', 'Dimensions')),
    })),
  ];
}

const dimensionsOf = (dimensions: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(objectsOf(dimensions).map(({ Name, Value }) => [String(Name), Value]));
