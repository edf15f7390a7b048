import {
  Clock,
  type DecisionRecord,
  DecisionSink,
  decisionMetrics,
  definePlugin,
  Logger,
  provide,
  type SinkContext,
} from '@gangway/core';
import * as v from 'valibot';

const options = v.strictObject({
  /** Whether the line counts in CloudWatch, and as whose. Unless given, it does in a Lambda function, as that. */
  metrics: v.optional(
    v.union(
      [
        v.literal(false),
        v.strictObject({
          functionName: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
        }),
      ],
      'must be false, or { functionName } of 1 to 64 letters, digits, - and _',
    ),
  ),
});

/**
 * One log line a decision: `DENY_ERROR` at level error, everything else at level info. `gangway explain` reads these
 * lines. Listed by default.
 *
 * In a Lambda function the line is also in CloudWatch's embedded metric format, so that decisions are counted by outcome and code
 * without a call to anybody. What is monitored decides nothing and is not counted.
 *
 * @see docs/alarms.md
 * @example
 * defineHook([eventIntegrity(), decisionLog()]);
 * @example decisionLog({ metrics: { functionName: 'fleet-container' } })
 */
export const decisionLog = definePlugin({
  name: 'decision-log',
  options,
  build: ({ metrics }) => ({
    provides: [
      provide(DecisionSink, { logger: Logger, clock: Clock }, ({ logger, clock }) => ({
        record(record, context) {
          const level = record.outcome === 'DENY_ERROR' ? 'error' : 'info';
          const functionName =
            metrics === false ? undefined : (metrics?.functionName ?? context.functionName);
          logger.log(level, 'decision', {
            ...toLogFields(record),
            ...(functionName === undefined ? {} : toMetrics(record, context, functionName, clock)),
          });
        },
      })),
    ],
  }),
});

/**
 * The fields of a decision's log line; flat where an operator filters, nested where one reads.
 *
 * @example
 * const sink = memoryDecisionSink();
 * await composeHook(definition, { replace: [sink.plugin()] }).decide(event);
 * sink.records.map(toLogFields)[0]?.outcome; // 'ALLOW'
 */
export function toLogFields(record: DecisionRecord): Readonly<Record<string, unknown>> {
  const { subject, outcome, reason, overrideOrigins, trace, durationMs } = record;
  return {
    ...subject,
    outcome,
    ...(reason === undefined
      ? {}
      : { code: reason.code, detail: reason.detail, plugin: reason.plugin }),
    ...(overrideOrigins === undefined ? {} : { overrideOrigins }),
    durationMs: round(durationMs),
    trace: trace.map((step) => ({ ...step, durationMs: round(step.durationMs) })),
  };
}

function toMetrics(
  { outcome, reason, durationMs }: DecisionRecord,
  { reasonCodes }: SinkContext,
  functionName: string,
  clock: Clock,
): Readonly<Record<string, unknown>> {
  try {
    // A check may say no with a text of its own making, or of the device's: as a dimension that would be a new series each time.
    const code = reason && Object.hasOwn(reasonCodes, reason.code) ? reason.code : undefined;
    // Not when the request came: of a decision that even failed to begin, nobody knows.
    const at = clock.now();
    return decisionMetrics({ functionName, outcome, code, durationMs: round(durationMs), at });
  } catch {
    // A clock that throws costs the count, and not the line.
    return {};
  }
}

// Microseconds are what the clock can tell.
const round = (milliseconds: number) => Math.round(milliseconds * 1_000) / 1_000;
