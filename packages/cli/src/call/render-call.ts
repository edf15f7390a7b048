import { proxyReasonCodes } from '@gangway/adapter-lambda/proxy';
import { coreReasonCodes, type ReasonCodes } from '@gangway/core';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { paintOutcome, renderReason } from '../terminal/render-reason.js';
import { table } from '../terminal/table.js';
import type { CallReport } from './call-report.js';

const codes: ReasonCodes = { ...coreReasonCodes, ...proxyReasonCodes };

/** What came of a call, as text for a terminal. */
export function renderCall(report: CallReport, paint: Paint): string {
  const { outcome, reason, durationMs, requestId, response } = report;
  const lines = [
    `${paintOutcome(outcome, paint)}${paint.faint(` in ${durationMs.toFixed(1)} ms`)}`,
    ...indent(
      reason === null
        ? renderValues(response.parameterOverrides)
        : [
            ...renderReason({ ...reason, plugin: 'the proxy' }, codes, paint),
            ...ofContainer(reason.detail, paint),
          ],
    ),
    ...(requestId === null ? [] : [paint.faint(`  request ${printable(requestId)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The code that the container gave with a refusal stands at the end of the detail. */
function ofContainer(detail: string, paint: Paint): readonly string[] {
  const [, code = ''] = /: ([A-Z][A-Z0-9_]*)$/.exec(detail) ?? [];
  return Object.hasOwn(coreReasonCodes, code)
    ? renderReason({ code, plugin: 'the container' }, codes, paint)
    : [];
}

function renderValues(values: Readonly<Record<string, string>>): readonly string[] {
  const rows = Object.entries(values).map(([key, value]) => [
    printable(key),
    printable(JSON.stringify(value)),
  ]);
  return rows.length === 0 ? ['no overrides'] : table(rows);
}

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
