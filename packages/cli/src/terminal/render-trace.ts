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
  readonly class?: string;
  readonly detail?: string;
  readonly durationMs?: number;
  /** For a monitor: how the overrides of its plugins stand to the answer, by key. */
  readonly compared?: Readonly<Record<string, string>>;
}

/** Whether a row tells of what was only monitored. */
export const isMonitored = ({ step, verdict }: TraceRow): boolean =>
  step === 'monitor' || verdict.startsWith('would');

/** Whether a row tells of a source that failed, and that the request went on without. */
const isPassedOver = ({ verdict }: TraceRow): boolean => ['skipped', 'lastGood'].includes(verdict);

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
    ...trace.flatMap((row) => renderComparison(row, paint)),
  ];
}

/**
 * Where several steps said no, as the alternatives of an `anyOf` do, what each found: the reason tells one of them. And what
 * monitored ones would have said, and why a source was passed over, which no reason tells.
 */
function renderDetails(trace: readonly TraceRow[], paint: Paint): readonly string[] {
  const denials = trace.filter(({ code, detail }) => code !== undefined && detail !== undefined);
  if (denials.length < 2 && !denials.some(isMonitored) && !denials.some(isPassedOver)) return [];
  const told = denials.map(({ code, detail }) => [
    paint.faint(printable(code ?? '')),
    printable(detail ?? ''),
  ]);
  // A monitor's own row repeats that of its step.
  return [...new Set(table(told))];
}

function renderComparison({ name, compared = {} }: TraceRow, paint: Paint): readonly string[] {
  const keys = Object.entries(compared);
  if (keys.length === 0) return [];
  const told = keys.map(([key, how]) => `${printable(key)} ${comparisons[how] ?? printable(how)}`);
  return [`${paint.faint(`${printable(name)} would give`)} ${told.join(', ')}`];
}

const comparisons: Readonly<Record<string, string>> = {
  same: 'as answered',
  differs: 'another value',
  absent: 'in addition',
};

function paintVerdict(verdict: string, paint: Paint): string {
  if (['deny', 'refused', 'failed'].includes(verdict)) return paint.bad(printable(verdict));
  return ['wouldDeny', 'skipped', 'lastGood'].includes(verdict)
    ? paint.warn(verdict)
    : printable(verdict);
}
