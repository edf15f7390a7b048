import { type DecisionRecord, DecisionSink, definePlugin, Logger, provide } from '@gangway/core';

/**
 * One log line a decision: `DENY_ERROR` at level error, everything else at level info. `gangway explain` reads these
 * lines. Listed by default.
 *
 * @example
 * defineHook([eventIntegrity(), decisionLog()]);
 */
export const decisionLog = definePlugin({
  name: 'decision-log',
  build: () => ({
    provides: [
      provide(DecisionSink, { logger: Logger }, ({ logger }) => ({
        record(record) {
          const level = record.outcome === 'DENY_ERROR' ? 'error' : 'info';
          logger.log(level, 'decision', toLogFields(record));
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

// Microseconds are what the clock can tell.
const round = (milliseconds: number) => Math.round(milliseconds * 1_000) / 1_000;
