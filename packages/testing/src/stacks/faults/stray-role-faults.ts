import type { Stack } from '../reading/read-stack.js';
import type { StackFault } from './stack-fault.js';

/** A role that nothing in the stack takes on: nobody has looked at what it may do. */
export function strayRoleFaults(stack: Stack): readonly StackFault[] {
  const used = JSON.stringify(
    stack.resources.filter(({ type }) => type !== 'AWS::IAM::Role').map((one) => one.properties),
  );
  return stack
    .ofType('AWS::IAM::Role')
    .filter(({ arn }) => !used.includes(JSON.stringify(arn)))
    .map(({ id }) => ({ code: 'ROLE_STRAY', where: id, what: 'is taken on by nothing' }));
}
