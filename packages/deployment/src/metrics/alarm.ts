/** One series of CloudWatch's, and how its points of one period become one number. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'p99';
}

/**
 * An alarm as data, for whoever renders it: a construct, a plain template, a check of what is deployed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface Alarm {
  /** In Pascal case, and the same in every deployment: names the construct and the row in docs/alarms.md. */
  readonly id: string;
  /** What it means, and what to do first. At most 1,024 characters, which is what CloudWatch takes. */
  readonly description: string;
  /** One metric as it is, or an expression of metric math over several, by their names in it. */
  readonly watches:
    | { readonly kind: 'metric'; readonly metric: WatchedMetric }
    | {
        readonly kind: 'expression';
        readonly expression: string;
        readonly metrics: Readonly<Record<string, WatchedMetric>>;
      };
  readonly periodSeconds: number;
  /** How many of the latest periods are looked at. */
  readonly evaluationPeriods: number;
  /** How many of them must be at the threshold or above. */
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: 'GreaterThanOrEqualToThreshold';
  /** A hook that nobody asks is not in trouble. */
  readonly treatMissingData: 'notBreaching';
}
