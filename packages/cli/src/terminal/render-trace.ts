import type { Paint } from './paint.js';
import { printable } from './printable.js';
import { table } from './table.js';

/** One row of a trace, of a decision or of a log line. */
export interface TraceRow {
  readonly step: string;
  readonly name: string;
  readonly plugin?: string;
  readonly verdict: string;
  readonly code?: string;
  readonly detail?: string;
  readonly durationMs?: number;
}

/** A trace as a table. */
export function renderTrace(trace: readonly TraceRow[], paint: Paint): readonly string[] {
  const rows = trace.map(({ step, name, plugin, verdict, code, durationMs }) => [
    printable(step === name ? step : `${step} ${name}`),
    printable(plugin ?? 'core'),
    paintVerdict(verdict, paint),
    printable(code ?? ''),
    durationMs?.toFixed(3) ?? '',
  ]);
  return [
    ...table([['step', 'plugin', 'verdict', 'code', 'ms'].map(paint.faint), ...rows]),
    ...renderDetails(trace, paint),
  ];
}

/** Where several steps said no, as the alternatives of an `anyOf` do, what each found: the reason tells one of them. */
function renderDetails(trace: readonly TraceRow[], paint: Paint): readonly string[] {
  const denials = trace.filter(({ code, detail }) => code !== undefined && detail !== undefined);
  if (denials.length < 2) return [];
  return table(
    denials.map(({ code, detail }) => [
      paint.faint(printable(code ?? '')),
      printable(detail ?? ''),
    ]),
  );
}

function paintVerdict(verdict: string, paint: Paint): string {
  if (['deny', 'refused', 'failed'].includes(verdict)) return paint.bad(printable(verdict));
  return printable(verdict);
}
