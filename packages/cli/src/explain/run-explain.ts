import type { ReasonCodes } from '@gangway/core';
import type { ExplainFilter, ExplainInput } from '../commands/explain.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { openInput, unreadable } from '../terminal/read-input.js';
import { isMonitored } from '../terminal/render-trace.js';
import { linesOf } from './lines-of.js';
import { type LoggedDecision, parseLogLine } from './logged-decision.js';
import { meaningsFor } from './meanings.js';
import { createNewest } from './newest.js';
import { renderExplanation } from './render-explanation.js';
import { createCounter } from './tally.js';

// CloudWatch takes events of at most 1 MB; what is longer is no log line of ours.
const lineLimit = 1_048_576;

/** Says why devices were refused, from a log. */
export async function runExplain(input: ExplainInput, io: Io): Promise<ExitCode> {
  const counter = createCounter();
  const newest = createNewest<LoggedDecision>(input.last);
  try {
    for await (const line of linesOf(await openInput(input.log, 'LOG', io), lineLimit)) {
      counter.line();
      const decision = line === undefined ? undefined : parseLogLine(line);
      if (decision === undefined) counter.skip();
      else if (matches(decision, input)) {
        counter.match(decision);
        newest.add(decision, decision.time);
      }
    }
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
    throw unreadable(input.log, 'LOG', error);
  }
  const decisions = newest.inOrder();
  const meanings = await meaningsFor(decisions);
  const summary = { ...counter.tally(), shown: decisions.length };
  io.out(
    input.json === true
      ? `${JSON.stringify({ summary, decisions: decisions.map((one) => withMeaning(one, meanings)) })}\n`
      : renderExplanation(decisions, summary, meanings, io.paint),
  );
  return summary.matched > 0 ? exitCode.done : exitCode.denied;
}

const matches = (decision: LoggedDecision, filter: ExplainFilter): boolean =>
  (['certificateId', 'clientId', 'requestId'] as const).every(
    (name) => filter[name] === undefined || filter[name] === decision[name],
  ) &&
  (filter.code === undefined || isDeniedWith(decision, filter.code));

// Of the alternatives of an `anyOf` one gives the reason, and each stands in the trace. Of an allow, only what monitors would
// have denied: an alternative that said no did not matter.
const isDeniedWith = ({ outcome, code, trace }: LoggedDecision, wanted: string): boolean =>
  (outcome !== 'ALLOW' && code === wanted) ||
  trace.some((row) => row.code === wanted && (outcome !== 'ALLOW' || isMonitored(row)));

function withMeaning(decision: LoggedDecision, meanings: ReasonCodes) {
  const { code = '' } = decision;
  const known = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  if (decision.outcome === 'ALLOW') return decision;
  return { ...decision, meaning: known?.meaning ?? null, remedy: known?.remedy ?? null };
}
