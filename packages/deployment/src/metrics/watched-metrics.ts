import { metricNames, type Outcome } from '@gangway/core';
import type { WatchedMetric } from './alarm.js';

/** Decisions of a function, or those of them that came out so. */
export const decisionsOf = (functionName: string, outcome?: Outcome): WatchedMetric => ({
  namespace: metricNames.namespace,
  name: metricNames.decisions,
  dimensions: {
    [metricNames.functionName]: functionName,
    ...(outcome === undefined ? {} : { [metricNames.outcome]: outcome }),
  },
  statistic: 'Sum',
});

/**
 * What Lambda itself tells of a function. By its name alone, so that calls of every version and alias are in it: a template that calls
 * `$LATEST` by mistake is not out of sight.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export const lambdaMetric = (
  name: 'Errors' | 'Throttles' | 'Duration' | 'AsyncEventsDropped',
  functionName: string,
): WatchedMetric => ({
  namespace: 'AWS/Lambda',
  name,
  dimensions: { FunctionName: functionName },
  statistic: name === 'Duration' ? 'p99' : 'Sum',
});
