import { evaluationFaults } from './evaluation-faults.js';
import type { FaultMeaning } from './fault-meaning.js';
import { readingFaults } from './reading-faults.js';

/** The codes of `TemplateFault` by name: what each means, and what one does about it. */
export const templateFaults: Readonly<Record<string, FaultMeaning>> = Object.freeze({
  ...readingFaults,
  ...evaluationFaults,
});
