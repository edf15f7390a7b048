import { at, objectsOf } from '../reading/json.js';
import type { StackResource } from '../reading/read-stack.js';

/** A series of numbers that an alarm looks at. */
export interface Series {
  /** In an expression. */
  readonly id: unknown;
  readonly namespace: unknown;
  readonly metric: unknown;
  readonly statistic: unknown;
  readonly period: number;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** What an alarm looks at, and at which number it rings. What is no number rings never, and is at no threshold. */
export interface WatchingAlarm {
  readonly threshold: number;
  /** The least of whole numbers that rings it, where one point of one period is enough. */
  readonly first: number;
  readonly expression: string | undefined;
  readonly series: readonly Series[];
}

/** Reads an alarm on one metric, or on an expression over several. */
export function watchingAlarm({ properties }: StackResource): WatchingAlarm {
  const metrics = objectsOf(properties.Metrics);
  const shown = metrics.filter(({ ReturnData }) => ReturnData !== false);
  const { Expression } = shown[0] ?? {};
  return {
    threshold: numberOf(properties.Threshold),
    first: firstOf(properties),
    expression: shown.length === 1 && typeof Expression === 'string' ? Expression : undefined,
    series: [
      {
        id: undefined,
        namespace: properties.Namespace,
        metric: properties.MetricName,
        statistic: properties.ExtendedStatistic ?? properties.Statistic,
        period: numberOf(properties.Period),
        dimensions: dimensionsOf(properties.Dimensions),
      },
      ...metrics.map(({ Id, MetricStat }) => ({
        id: Id,
        namespace: at(MetricStat, 'Metric', 'Namespace'),
        metric: at(MetricStat, 'Metric', 'MetricName'),
        statistic: at(MetricStat, 'Stat'),
        period: numberOf(at(MetricStat, 'Period')),
        dimensions: dimensionsOf(at(MetricStat, 'Metric', 'Dimensions')),
      })),
    ],
  };
}

function firstOf(properties: StackResource['properties']): number {
  const { Threshold, ComparisonOperator, EvaluationPeriods, DatapointsToAlarm } = properties;
  if (numberOf(DatapointsToAlarm ?? EvaluationPeriods) !== 1) return Number.NaN;
  const threshold = numberOf(Threshold);
  return ComparisonOperator === 'GreaterThanThreshold' ? Math.floor(threshold) + 1 : threshold;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

const dimensionsOf = (dimensions: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(objectsOf(dimensions).map(({ Name, Value }) => [String(Name), Value]));
