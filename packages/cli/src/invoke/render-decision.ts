import type { Decision, OverrideOrigin, ReasonCodes } from '@gangway/core';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { paintOutcome, renderReason } from '../terminal/render-reason.js';
import { renderTrace } from '../terminal/render-trace.js';
import { table } from '../terminal/table.js';
import type { DecisionReport } from './report.js';

/** A decision as text for a terminal. */
export function renderDecision(
  decision: Decision,
  report: DecisionReport,
  codes: ReasonCodes,
  { paint, explain }: { readonly paint: Paint; readonly explain: boolean },
): string {
  const lines = [
    `${paintOutcome(report.outcome, paint)}${paint.faint(` in ${report.durationMs.toFixed(1)} ms`)}`,
    ...indent(
      decision.outcome === 'ALLOW'
        ? renderOverrides(report.parameterOverrides, decision.overrideOrigins, paint)
        : renderReason(decision.reason, codes, paint),
    ),
    ...(explain ? ['', ...indent(renderTrace(report.trace, paint))] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function renderOverrides(
  values: Readonly<Record<string, string>>,
  origins: Readonly<Record<string, OverrideOrigin>>,
  paint: Paint,
): readonly string[] {
  const rows = Object.entries(values).map(([key, value]) => [
    printable(key),
    printable(JSON.stringify(value)),
    paint.faint(printable(originOf(origins[key]))),
  ]);
  return rows.length === 0 ? ['no overrides'] : table(rows);
}

function originOf(origin: OverrideOrigin | undefined): string {
  if (origin === undefined) return 'source unknown';
  const version = origin.version === undefined ? '' : `, version ${origin.version}`;
  const replaced = origin.replaced ? ", in place of the device's own" : '';
  return `from ${origin.source}${version}${origin.secret ? ', secret' : ''}${replaced}`;
}

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
