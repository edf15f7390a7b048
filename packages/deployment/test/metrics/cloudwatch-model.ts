import { type CountedDecision, decisionMetrics } from '@gangway/core';
import type { Alarm, WatchedMetric } from '@gangway/deployment';

/** A value that CloudWatch has got. */
export interface Point {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds. */
  readonly at: number;
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

/** The points that the line of a decision brings. */
export function pointsOf(decision: CountedDecision): readonly Point[] {
  const line = decisionMetrics(decision);
  const { CloudWatchMetrics: directives } = line._aws as { CloudWatchMetrics: Directive[] };
  return directives.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((set) =>
      Metrics.map(({ Name: name }) => ({
        namespace,
        name,
        dimensions: Object.fromEntries(set.map((member) => [member, String(line[member])])),
        value: Number(line[name]),
        at: decision.at,
      })),
    ),
  );
}

/**
 * Whether an alarm is in ALARM at a moment: each of the latest periods is breaching, not breaching, or missing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function isRinging(alarm: Alarm, points: readonly Point[], at: number): boolean {
  const periodMs = alarm.periodSeconds * 1_000;
  const latest = Math.floor(at / periodMs);
  const periods = Array.from({ length: alarm.evaluationPeriods }, (_, back) => latest - back);
  const breaching = periods.filter((period) => {
    const within = points.filter((point) => Math.floor(point.at / periodMs) === period);
    const value = numberOf(alarm.watches, within);
    if (value === undefined) return alarm.treatMissingData !== 'notBreaching';
    return value >= alarm.threshold;
  });
  return breaching.length >= alarm.datapointsToAlarm;
}

/** Whether it rings at all, looked at every minute until the last point is an hour old. */
export function ringsEver(alarm: Alarm, points: readonly Point[]): boolean {
  const times = points.map(({ at }) => at);
  const from = Math.min(...times);
  const minutes = Math.ceil((Math.max(...times) - from) / 60_000) + 60;
  return Array.from({ length: minutes }, (_, minute) => from + minute * 60_000).some((at) =>
    isRinging(alarm, points, at),
  );
}

/** The number of one period; `undefined` where there is none. */
function numberOf(watches: Alarm['watches'], points: readonly Point[]): number | undefined {
  if (watches.kind === 'metric') return statisticOf(watches.metric, points);
  const values: Record<string, number> = {};
  for (const [name, metric] of Object.entries(watches.metrics)) {
    const value = statisticOf(metric, points);
    // An expression has a point only where each of its metrics has one.
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return evaluate(watches.expression, values);
}

function statisticOf(metric: WatchedMetric, points: readonly Point[]): number | undefined {
  const series = seriesOf(metric);
  const values = points.filter((point) => seriesOf(point) === series).map(({ value }) => value);
  if (values.length === 0) return undefined;
  if (metric.statistic === 'Sum') return values.reduce((sum, value) => sum + value, 0);
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1];
}

const seriesOf = ({ namespace, name, dimensions }: Omit<WatchedMetric, 'statistic'>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).toSorted()]);

/** Metric math, as far as the alarms use it: what these expressions have in common with JavaScript. */
function evaluate(expression: string, values: Readonly<Record<string, number>>): number {
  const choose = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
  const math = new Function('IF', ...Object.keys(values), `return ${expression};`);
  return Number(math(choose, ...Object.values(values)));
}
