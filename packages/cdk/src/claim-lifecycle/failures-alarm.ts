import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Rings as long as there is an event in the queue. `EventsDropped` knows of what Lambda gave up alone; the rule puts events there too, when
 * it cannot invoke the function at all.
 */
export const failuresAlarm = (
  scope: Construct,
  id: string,
  failures: sqs.Queue,
): cloudwatch.Alarm =>
  new cloudwatch.Alarm(scope, id, {
    alarmDescription:
      'Presence events are waiting that no function took: the claims of their devices are not confirmed, and others may take them when their lease is over. ' +
      'First: read one with `aws sqs receive-message`. `requestContext` is from Lambda, which gave up: see the log of the function. ' +
      '`failures` is from the rule, which could not invoke it: see the permission of the alias. ' +
      'When it is mended invoke the function with the events, and delete them from the queue. See docs/lifecycle.md.',
    metric: failures.metricApproximateNumberOfMessagesVisible({
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(1),
    }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
