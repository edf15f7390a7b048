import { at, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** The log group that a function names, where the stack has it. */
export const logGroupOf = (stack: Stack, fn: StackResource): StackResource | undefined =>
  stack
    .ofType('AWS::Logs::LogGroup')
    .find(({ ref }) => ref === at(fn.properties, 'LoggingConfig', 'LogGroup'));

/** A log group that Lambda makes by itself keeps what it gets for ever. */
export const ownLogFaults = (stack: Stack, fn: StackResource): readonly StackFault[] =>
  unless(
    logGroupOf(stack, fn) !== undefined,
    'LOG_GROUP_ABSENT',
    fn.id,
    'names no log group of the stack',
  );

/** Of each log group, whoever writes to it. */
export const retentionFaults = (stack: Stack): readonly StackFault[] =>
  stack
    .ofType('AWS::Logs::LogGroup')
    .flatMap(({ id, properties: { RetentionInDays: days } }) =>
      unless(
        typeof days === 'number' && days > 0,
        'LOG_RETENTION',
        id,
        `keeps its events for ${shown(days)} days`,
      ),
    );
