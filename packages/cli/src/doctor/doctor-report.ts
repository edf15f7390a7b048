import type { Examination, Finding, Snapshot } from '@gangway/doctor';
import { type ExitCode, exitCode } from '../exit-code.js';

/** What an examination comes to. */
export interface DoctorReport extends Examination {
  /** `UNKNOWN`: nothing is wrong of what could be examined, and something could not. */
  readonly outcome: 'CLEAN' | 'FAULTY' | 'UNKNOWN';
  /** Where the answers are from, as far as they tell. */
  readonly account: string | null;
  readonly region: string | null;
}

export function toReport(
  examination: Examination,
  { account, region }: Pick<Snapshot, 'account' | 'region'>,
  strict: boolean,
): DoctorReport {
  const outcome = outcomeOf(examination.findings, strict);
  // Which was asked first depends on which answer came first; two runs are to be compared.
  const examined = examination.examined.toSorted();
  return { outcome, account, region, ...examination, examined };
}

/** What is wrong is wrong, whatever else is unknown. */
function outcomeOf(findings: readonly Finding[], strict: boolean): DoctorReport['outcome'] {
  const some = (wanted: Finding['level']) => findings.some(({ level }) => level === wanted);
  if (some('error') || (strict && some('warning'))) return 'FAULTY';
  return some('unknown') ? 'UNKNOWN' : 'CLEAN';
}

/** How the command ends. */
export const exitCodeOf = ({ outcome }: DoctorReport): ExitCode =>
  ({ CLEAN: exitCode.done, FAULTY: exitCode.denied, UNKNOWN: exitCode.fault })[outcome];
