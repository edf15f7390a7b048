import type { ReasonCodes } from '@gangway/core';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { paintOutcome, renderReason } from '../terminal/render-reason.js';
import { renderTrace } from '../terminal/render-trace.js';
import { table } from '../terminal/table.js';
import type { LoggedDecision } from './logged-decision.js';
import type { Tally } from './tally.js';
import type { MonitorTally } from './tally-monitors.js';

/** Decisions of a log as text for a terminal, the newest last, and a summary. */
export function renderExplanation(
  decisions: readonly LoggedDecision[],
  summary: Tally & { readonly shown: number },
  meanings: ReasonCodes,
  paint: Paint,
): string {
  const lines = [
    ...decisions.flatMap((decision) => [...renderLogged(decision, meanings, paint), '']),
    ...renderSummary(summary, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function renderLogged(decision: LoggedDecision, meanings: ReasonCodes, paint: Paint) {
  const { code, outcome, detail, plugin, trace } = decision;
  const ids = (['clientId', 'certificateId', 'requestId'] as const).flatMap((name) => {
    const id = decision[name];
    return id === undefined ? [] : [[paint.faint(idNames[name]), printable(id)]];
  });
  const reason = {
    code: code ?? 'no code',
    ...(detail === undefined ? {} : { detail }),
    ...(plugin === undefined ? {} : { plugin }),
  };
  return [
    `${printable(decision.time ?? 'no time')} ${paintOutcome(outcome, paint)}`,
    ...[
      ...(outcome === 'ALLOW' ? [] : renderReason(reason, meanings, paint)),
      ...table(ids),
      ...(trace.length === 0 ? [] : renderTrace(trace, paint)),
    ].map((line) => `  ${line}`),
  ];
}

const idNames = {
  clientId: 'client id',
  certificateId: 'certificate id',
  requestId: 'request id',
} as const;

function renderSummary(summary: Tally & { readonly shown: number }, paint: Paint) {
  const { lines, skipped, decisions, matched, shown } = summary;
  const notShown = shown < matched ? `, the newest ${shown} shown` : '';
  return [
    paint.strong(
      `${matched} of ${decisions} decisions match${notShown}; ${skipped} of ${lines} lines are no decisions`,
    ),
    ...table(
      [...Object.entries(summary.outcomes), ...Object.entries(summary.codes)].map(
        ([name, count]) => [`  ${printable(name)}`, `${count}`],
      ),
    ),
    ...Object.entries(summary.monitors).flatMap((monitor) => renderMonitor(...monitor, paint)),
  ];
}

function renderMonitor(name: string, counted: MonitorTally, paint: Paint): readonly string[] {
  const { watched, wouldDeny, wouldDenyAllowed, wouldOverrideOtherwise } = counted;
  return [
    paint.strong(`${printable(name)} watched ${watched} of them`),
    ...table([
      ['  would deny', `${wouldDeny}, of which ${wouldDenyAllowed} were allowed`],
      ...Object.entries(counted.codes).map(([code, count]) => [
        `    ${printable(code)}`,
        `${count}`,
      ]),
      ['  would override otherwise', `${wouldOverrideOtherwise}`],
    ]),
  ];
}
