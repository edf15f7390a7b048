import type { FindingLevel } from './code.js';
import { type DoctorCode, doctorCodes } from './codes/doctor-codes.js';

/** One thing that is to be said about a deployment. */
export interface Finding {
  /** Stable; `doctorCodes` is the table of them. */
  readonly code: DoctorCode;
  readonly level: FindingLevel;
  /** What is found, with the names of this deployment. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** A command of the AWS CLI, which begins with `aws `, or a step in words. */
  readonly mend: string;
  /** The resource: an ARN where it has one. */
  readonly where: string;
}

/** What came of an examination. */
export interface Examination {
  readonly templateName: string;
  /** ARNs and names of what was looked at. */
  readonly examined: readonly string[];
  /** Errors first, then what could not be found out, then warnings. */
  readonly findings: readonly Finding[];
}

/** What of a finding depends on the deployment. */
export type Particulars = Pick<Finding, 'what' | 'mend' | 'where'>;

export function found(code: DoctorCode, { what, mend, where }: Particulars): Finding {
  const { level, why } = doctorCodes[code];
  return { code, level, what, why, mend, where };
}
