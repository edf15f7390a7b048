import type { DecisionRecord } from '../domain/decision.js';
import { timing } from '../domain/limits.js';
import type { Clock } from '../ports/clock.js';
import type { DecisionSink, SinkContext } from '../ports/decision-sink.js';
import type { Logger } from '../ports/logger.js';
import { first, isPromise } from './deadline.js';
import { describeError } from './describe-error.js';

/**
 * Shows a decision to every sink, all at once and for a short, fixed time. Whatever a sink does, the answer stands.
 */
export async function tellSinks(
  record: DecisionRecord,
  sinks: readonly DecisionSink[],
  clock: Clock,
  logger: Logger,
  known: Omit<SinkContext, 'signal'>,
): Promise<void> {
  const controller = new AbortController();
  const complain = (error: unknown) =>
    logger.log('error', 'a decision sink failed', { error: describeError(error).text });
  const context = Object.freeze({ ...known, signal: controller.signal });
  const waiting: Promise<void>[] = [];
  for (const sink of sinks) {
    try {
      const recorded = sink.record(record, context);
      if (isPromise(recorded)) waiting.push(Promise.resolve(recorded).catch(complain));
    } catch (error) {
      complain(error);
    }
  }
  // A sink that only writes a line is done by now, and costs no timer.
  if (waiting.length === 0) return;
  const cancel = clock.after(timing.sinkBudgetMs, () =>
    controller.abort(new Error(`not done after ${timing.sinkBudgetMs} ms`)),
  );
  try {
    await first(Promise.all(waiting), controller.signal);
  } catch (error) {
    complain(error);
  } finally {
    cancel();
  }
}
