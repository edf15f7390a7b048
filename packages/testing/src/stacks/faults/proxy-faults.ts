import type { Stack } from '../reading/read-stack.js';
import type { FunctionNeeds } from '../stack-faults.js';
import type { StackFault } from './stack-fault.js';

export const proxyFaults = (_: Stack, kind: FunctionNeeds['kind']): readonly StackFault[] =>
  kind === 'proxy' ? [] : [];
