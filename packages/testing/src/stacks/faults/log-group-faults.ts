import { at, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** The log group that a function names, where the stack has it. */
export const logGroupOf = (stack: Stack, fn: StackResource): StackResource | undefined =>
  stack
    .ofType('AWS::Logs::LogGroup')
    .find(({ ref }) => ref === at(fn.properties, 'LoggingConfig', 'LogGroup'));

/** A log group that Lambda makes by itself keeps what it gets for ever. */
export function logGroupFaults(stack: Stack, fn: StackResource): readonly StackFault[] {
  const group = logGroupOf(stack, fn);
  if (group === undefined) {
    return [{ code: 'LOG_GROUP_ABSENT', where: fn.id, what: 'names no log group of the stack' }];
  }
  const days = group.properties.RetentionInDays;
  return unless(
    typeof days === 'number' && days > 0,
    'LOG_RETENTION',
    group.id,
    `keeps its events for ${shown(days)} days`,
  );
}
