import type { Outcome } from '../domain/outcome.js';
import { metricNames } from './metric-names.js';

/** A decision as it is counted. */
export interface CountedDecision {
  /** The Lambda function that made it. */
  readonly functionName: string;
  readonly outcome: Outcome;
  /** Of a denial, and only one of a table that is known beforehand: each code that there is costs a series. */
  readonly code: string | undefined;
  readonly durationMs: number;
  /** When, in milliseconds since 1970-01-01T00:00:00Z. CloudWatch takes none that is two weeks old. */
  readonly at: number;
}

const { namespace, decisions, duration, functionName, outcome, code } = metricNames;

const counting = (...dimensions: readonly (readonly string[])[]) => ({
  Namespace: namespace,
  Dimensions: dimensions,
  Metrics: [{ Name: decisions, Unit: 'Count' }],
});

const timed = {
  Namespace: namespace,
  Dimensions: [[functionName]],
  Metrics: [{ Name: duration, Unit: 'Milliseconds' }],
};

// The same for every line, so that a line costs what writing it costs.
const byOutcome = counting([functionName], [functionName, outcome]);
const byCode = counting([functionName], [functionName, outcome], [functionName, outcome, code]);

/**
 * The members that make a decision's log line one in CloudWatch's embedded metric format, those of its dimensions among them. None
 * where the time is no number: a line that is not counted is still worth having.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @example
 * const decision = { functionName: 'fleet-hook', outcome: 'ALLOW', code: undefined, durationMs: 3, at: 0 } as const;
 * decisionMetrics(decision).Decisions; // 1
 */
export function decisionMetrics(decision: CountedDecision): Readonly<Record<string, unknown>> {
  if (!Number.isFinite(decision.at)) return {};
  const counted = decision.code === undefined ? byOutcome : byCode;
  const isTimed = Number.isFinite(decision.durationMs);
  return {
    [functionName]: decision.functionName,
    [outcome]: decision.outcome,
    ...(decision.code === undefined ? {} : { [code]: decision.code }),
    [decisions]: 1,
    ...(isTimed ? { [duration]: decision.durationMs } : {}),
    _aws: {
      Timestamp: Math.trunc(decision.at),
      CloudWatchMetrics: isTimed ? [counted, timed] : [counted],
    },
  };
}
