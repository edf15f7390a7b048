import type { Alarm, WatchedMetric } from './alarm.js';

const always = {
  comparison: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
} as const;

/**
 * Rings at the first one. It looks at the minutes one by one, and at the last five of them: a log line that CloudWatch gets late still
 * counts, and five quiet minutes end it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Alarms.html
 */
export const ringsAtTheFirst = (id: string, description: string, metric: WatchedMetric): Alarm => ({
  id,
  description,
  watches: { kind: 'metric', metric },
  periodSeconds: 60,
  evaluationPeriods: 5,
  datapointsToAlarm: 1,
  threshold: 1,
  ...always,
});

/** Rings when it has been so for a quarter of an hour: of few requests the slowest is the 99th percentile. */
export const ringsWhenItStays = (
  id: string,
  description: string,
  metric: WatchedMetric,
  threshold: number,
): Alarm => ({
  id,
  description,
  watches: { kind: 'metric', metric },
  periodSeconds: 300,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  threshold,
  ...always,
});

/** Rings when an expression is at the threshold over five minutes. */
export const ringsAtShare = (
  id: string,
  description: string,
  watches: Omit<Extract<Alarm['watches'], { kind: 'expression' }>, 'kind'>,
  threshold: number,
): Alarm => ({
  id,
  description,
  watches: { kind: 'expression', ...watches },
  periodSeconds: 300,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  threshold,
  ...always,
});
