import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { showCount } from '../terminal/progress.js';
import { table } from '../terminal/table.js';
import type { BadRow } from './bad-rows.js';

/** What came of an import, as `--json` prints it. */
export interface ImportReport {
  readonly outcome: 'IMPORTED' | 'REFUSED';
  readonly list: string;
  readonly registry: string;
  /** What the registry remembers the list by. */
  readonly key: string;
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  /** What an earlier run had written; 0 where this one began at the start. */
  readonly resumedAfterLine: number;
  readonly bad: { readonly count: number; readonly first: readonly BadRow[] };
  readonly seconds: number;
}

/** What came of an import, for people. */
export function renderImport(report: ImportReport, name: string, paint: Paint): string {
  const { outcome, bad, rows, seconds } = report;
  const imported = outcome === 'IMPORTED';
  const lines = [
    imported
      ? `${paint.good('imported')} ${printable(name)} to ${printable(report.registry)}`
      : `${paint.bad('refused')} ${printable(name)}: nothing was written; --skip-invalid imports the rest`,
    ...table([
      ['  rows', showCount(rows)],
      ...(imported ? countsOf(report) : []),
      ...(bad.count === 0 ? [] : [[`  ${paint.warn('bad')}`, showCount(bad.count)]]),
    ]),
    ...renderBad(bad, paint),
    ...(imported ? [paint.faint(`in ${seconds.toFixed(1)} s`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const countsOf = ({ added, updated, resumedAfterLine }: ImportReport) => [
  ['  added', showCount(added)],
  ['  updated', showCount(updated)],
  ...(resumedAfterLine === 0
    ? []
    : [['  before', `up to line ${resumedAfterLine}, written by an earlier run`]]),
];

function renderBad({ count, first }: ImportReport['bad'], paint: Paint): readonly string[] {
  const more = count - first.length;
  return [
    ...table(first.map(({ line, reason }) => [paint.strong(`  line ${line}`), printable(reason)])),
    ...(more > 0 ? [`  and ${showCount(more)} more`] : []),
  ];
}
