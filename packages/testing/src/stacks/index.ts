export type { StackFault } from './faults/stack-fault.js';
export { type StackMutation, stackMutations } from './mutations/stack-mutations.js';
export type { ResourceDeclaration, StackPlace, StackTemplate } from './reading/template.js';
export { type FunctionNeeds, type StackExpectation, stackFaults } from './stack-faults.js';
