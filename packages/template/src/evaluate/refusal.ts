import type { EvaluationFaultCode } from '../faults/evaluation-faults.js';
import type { TemplateFault } from '../template.js';

/** Ends an evaluation from within an expression; it does not leave `evaluateTemplate`. */
export class Refusal extends Error {
  readonly fault: TemplateFault;

  /** @param message names no value: values come from devices and secrets. */
  constructor(code: EvaluationFaultCode, at: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.fault = { code, at, message };
  }
}
