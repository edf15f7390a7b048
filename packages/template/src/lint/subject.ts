import type { EvaluationFaultCode } from '../faults/evaluation-faults.js';
import type { Template, TemplateFault } from '../template.js';
import type { HookUse } from './finding.js';
import type { LintCode } from './lint-codes.js';

/** What a rule looks at: a template that reads well, and the hook that stands before it, where that is known. */
export interface LintSubject {
  readonly template: Template;
  readonly hook?: HookUse;
}

/** What a rule finds. Level and position are the lint's to add. */
export interface Found {
  readonly code: LintCode | EvaluationFaultCode;
  /** JSON Pointer (RFC 6901). */
  readonly at: string;
  readonly message: string;
}

export type LintRule = (subject: LintSubject) => readonly (Found | TemplateFault)[];
