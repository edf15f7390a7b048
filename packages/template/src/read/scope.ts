import type { ListExpression, TextExpression } from '../expression.js';
import type { ReadingFaultCode } from '../faults/reading-faults.js';
import type { Template } from '../template.js';

/** Notes a fault. It gives nothing, so that a reader can return it for what could not be read. */
export type Report = (code: ReadingFaultCode, at: string, message: string) => undefined;

/** What the readers of values know: the names that the template declares, and how expressions are read. */
export interface Scope {
  readonly parameters: ReadonlySet<string>;
  readonly mappings: Template['mappings'];
  readonly report: Report;
  text(value: unknown, at: string): TextExpression | undefined;
  list(value: unknown, at: string): ListExpression | undefined;
}
