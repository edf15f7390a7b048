import type { LintFinding } from '@gangway/template';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';

/** What a lint says of one file. */
export interface LintReport {
  readonly outcome: 'CLEAN' | 'FAULTY';
  readonly file: string;
  readonly findings: readonly LintFinding[];
}

/** A lint's findings as text for a terminal; the first line of each names its place as compilers do, so that editors can follow it. */
export function renderFindings({ outcome, file, findings }: LintReport, paint: Paint): string {
  const name = printable(file === '-' ? 'standard input' : file);
  const lines = findings.flatMap(({ line, column, level, code, message }) => [
    `${name}:${line}:${column}: ${paintLevel(level, paint)} ${paint.strong(printable(code))}`,
    `  ${printable(message)}`,
  ]);
  const verdict = outcome === 'CLEAN' ? paint.good(outcome) : paint.bad(outcome);
  return `${[...lines, `${verdict} ${name}: ${countsOf(findings)}`].join('\n')}\n`;
}

const paintLevel = (level: LintFinding['level'], paint: Paint): string =>
  ({ error: paint.bad, warning: paint.warn, info: paint.faint })[level](level);

function countsOf(findings: readonly LintFinding[]): string {
  const count = (level: LintFinding['level'], one: string, many: string) => {
    const { length } = findings.filter((finding) => finding.level === level);
    return length === 0 ? [] : [`${length} ${length === 1 ? one : many}`];
  };
  const told = [
    ...count('error', 'error', 'errors'),
    ...count('warning', 'warning', 'warnings'),
    ...count('info', 'remark', 'remarks'),
  ];
  return told.length === 0 ? 'nothing to say' : told.join(', ');
}
