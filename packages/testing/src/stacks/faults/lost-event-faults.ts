import type { FunctionCall } from '../reading/functions.js';
import { at, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { grantFaults } from './grant-faults.js';
import { queueFaults } from './queue-faults.js';
import { type StackFault, unless } from './stack-fault.js';
import { trustConditionFaults, trustFaults } from './trust-faults.js';

const anHour = 3_600;

/** Events that nobody could take are kept: by Lambda when the function fails, by the rule when Lambda cannot be asked. */
export function lostEventFaults(
  stack: Stack,
  { by, fn, alias }: FunctionCall,
): readonly StackFault[] {
  const queues = stack.ofType('AWS::SQS::Queue');
  const invoked = stack
    .ofType('AWS::Lambda::EventInvokeConfig')
    .filter(
      ({ properties }) =>
        properties.FunctionName === fn?.ref && properties.Qualifier === alias?.properties.Name,
    )
    .map(({ properties }) => properties);
  const kept = invoked.map((config) => at(config, 'DestinationConfig', 'OnFailure', 'Destination'));
  const error = at(by.properties.TopicRulePayload, 'ErrorAction', 'Sqs');
  const errorQueue = queues.find(({ ref }) => ref === at(error, 'QueueUrl'));
  return [
    ...unless(
      queues.some(({ arn }) => kept.includes(arn)),
      'EVENTS_LOST_BY_FUNCTION',
      fn?.id ?? by.id,
      `keeps events that it could not take in ${shown(kept)}`,
    ),
    ...unless(
      invoked.every(
        ({ MaximumRetryAttempts: again = 2, MaximumEventAgeInSeconds: age = anHour }) =>
          Number(again) >= 1 && Number(age) >= anHour,
      ),
      'EVENTS_GIVEN_UP',
      fn?.id ?? by.id,
      'gives an event up when its table is away for a moment',
    ),
    ...unless(
      errorQueue !== undefined,
      'EVENTS_LOST_BY_RULE',
      by.id,
      `keeps events that it could not hand on in ${shown(error)}`,
    ),
    ...(errorQueue === undefined ? [] : errorRoleFaults(stack, by, errorQueue)),
    ...queues.flatMap((queue) => queueFaults(stack, queue)),
  ];
}

function errorRoleFaults(
  stack: Stack,
  rule: StackResource,
  queue: StackResource,
): readonly StackFault[] {
  const wanted = at(rule.properties.TopicRulePayload, 'ErrorAction', 'Sqs', 'RoleArn');
  const role = stack.ofType('AWS::IAM::Role').find(({ arn }) => arn === wanted);
  if (role === undefined) {
    return [{ code: 'ROLE_ABSENT', where: rule.id, what: 'has no role of the stack' }];
  }
  return [
    ...trustFaults(role, 'iot.amazonaws.com'),
    ...trustConditionFaults(stack, role, rule.arn),
    ...grantFaults(stack, role, [{ action: 'sqs:SendMessage', resource: queue.arn }]),
  ];
}
