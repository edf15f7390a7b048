import type { Finding } from '@gangway/doctor';
import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import type { DoctorReport } from './doctor-report.js';

/** An examination as text for a terminal; a command that mends stands alone on its line, so that it can be copied. */
export function renderReport(report: DoctorReport, paint: Paint): string {
  const { findings, examined, outcome, templateName } = report;
  return `${[
    ...findings.flatMap((finding) => [...findingLines(finding, paint), '']),
    `${paint.faint('examined')} ${examined.map(printable).join(', ')}`,
    `${paintOutcome(outcome, paint)} ${printable(templateName)}${placeOf(report)}: ${countsOf(findings)}`,
  ].join('\n')}\n`;
}

const findingLines = (
  { level, code, where, what, why, mend }: Finding,
  paint: Paint,
): readonly string[] => [
  `${paintLevel(level, paint)} ${paint.strong(printable(code))} ${printable(where)}`,
  `  ${printable(what)}`,
  `  ${paint.faint(printable(why))}`,
  `  ${printable(mend)}`,
];

const paintLevel = (level: Finding['level'], paint: Paint): string =>
  ({ error: paint.bad, warning: paint.warn, unknown: paint.warn })[level](level);

const paintOutcome = (outcome: DoctorReport['outcome'], paint: Paint): string =>
  ({ CLEAN: paint.good, FAULTY: paint.bad, UNKNOWN: paint.warn })[outcome](outcome);

const placeOf = ({ account, region }: DoctorReport): string =>
  account === null || region === null ? '' : ` in ${printable(region)} of ${account}`;

function countsOf(findings: readonly Finding[]): string {
  const count = (level: Finding['level'], one: string, many: string) => {
    const { length } = findings.filter((finding) => finding.level === level);
    return length === 0 ? [] : [`${length} ${length === 1 ? one : many}`];
  };
  const told = [
    ...count('error', 'error', 'errors'),
    ...count('unknown', 'thing unknown', 'things unknown'),
    ...count('warning', 'warning', 'warnings'),
  ];
  return told.length === 0 ? 'nothing is wrong' : told.join(', ');
}
