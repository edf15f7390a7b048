import type { Stack } from '../reading/read-stack.js';
import type { StackFault } from './stack-fault.js';

/** CloudFormation takes no template in which something is named that is not there. */
export const referenceFaults = (stack: Stack): readonly StackFault[] =>
  stack.dangling.map((name) => ({
    code: 'REFERENCE_DANGLING',
    where: name,
    what: 'is named, and is not in the template',
  }));
