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
  stack.ofType('AWS::Logs::LogGroup').flatMap(({ id, properties, ...policies }) => [
    ...unless(
      Number(properties.RetentionInDays) > 0,
      'LOG_RETENTION',
      id,
      `keeps its events for ${shown(properties.RetentionInDays)} days`,
    ),
    ...unless(
      [policies.deletionPolicy, policies.replacePolicy].every((policy) => policy === 'Retain'),
      'LOG_NOT_KEPT',
      id,
      'goes with its stack, and with it who was let aboard',
    ),
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
    ...unless(
      ['STANDARD', undefined].some((logClass) => properties.LogGroupClass === logClass),
      'LOG_CLASS',
      id,
      `is of class ${shown(properties.LogGroupClass)}, which has no metrics out of its events and no Contributor Insights`,
    ),
  ]);
