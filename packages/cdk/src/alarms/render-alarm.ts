import type { Alarm, WatchedMetric } from '@gangway/deployment';
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** An alarm that is data, as a resource. It has no name: CloudFormation makes one that no other stack has. */
export function renderAlarm(scope: Construct, alarm: Alarm): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, alarm.id, {
    alarmDescription: alarm.description,
    metric: toMetric(alarm),
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm,
    threshold: alarm.threshold,
    comparisonOperator: comparisons[alarm.comparison],
    treatMissingData: missingData[alarm.treatMissingData],
  });
}

// By what they say and not by text, so that an alarm which the data begins to know is not one that nobody renders.
const comparisons: Readonly<Record<Alarm['comparison'], cloudwatch.ComparisonOperator>> = {
  GreaterThanOrEqualToThreshold: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
};

const missingData: Readonly<Record<Alarm['treatMissingData'], cloudwatch.TreatMissingData>> = {
  notBreaching: cloudwatch.TreatMissingData.NOT_BREACHING,
};

function toMetric({ watches, periodSeconds }: Alarm): cloudwatch.IMetric {
  const period = Duration.seconds(periodSeconds);
  const single = ({ namespace, name, dimensions, statistic }: WatchedMetric) =>
    new cloudwatch.Metric({
      namespace,
      metricName: name,
      dimensionsMap: { ...dimensions },
      statistic,
      period,
    });
  if (watches.kind === 'metric') return single(watches.metric);
  return new cloudwatch.MathExpression({
    expression: watches.expression,
    usingMetrics: Object.fromEntries(
      Object.entries(watches.metrics).map(([name, metric]) => [name, single(metric)]),
    ),
    period,
  });
}
