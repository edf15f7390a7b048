import { isDeepStrictEqual } from 'node:util';
import { at, listOf, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { watchingAlarm } from '../reading/watching-alarm.js';
import { type StackFault, unless } from './stack-fault.js';

/** As long as SQS keeps anything. */
const fourteenDays = 1_209_600;

/** Where events wait that nobody took: encrypted, reached by TLS alone, kept for long, and somebody is told. */
export const queueFaults = (stack: Stack, queue: StackResource): readonly StackFault[] => {
  const { id, properties } = queue;
  return [
    ...unless(
      properties.SqsManagedSseEnabled === true || properties.KmsMasterKeyId !== undefined,
      'QUEUE_ENCRYPTION',
      id,
      'is not encrypted',
    ),
    ...unless(
      properties.MessageRetentionPeriod === fourteenDays,
      'QUEUE_RETENTION',
      id,
      `keeps events for ${shown(properties.MessageRetentionPeriod)} s`,
    ),
    ...unless(deniesPlainText(stack, queue), 'QUEUE_PLAIN_TEXT', id, 'is reached without TLS'),
    ...unless(
      isWatched(stack, queue),
      'ALARM_WAITING',
      id,
      'nobody is told when events wait in it',
    ),
  ];
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html */
const deniesPlainText = (stack: Stack, { ref, arn }: StackResource): boolean =>
  stack
    .ofType('AWS::SQS::QueuePolicy')
    .filter(({ properties }) => listOf(properties.Queues).includes(ref))
    .flatMap(({ properties }) => objectsOf(at(properties.PolicyDocument, 'Statement')))
    .some(
      ({ Effect, Action, Resource, Principal, Condition }) =>
        isDeepStrictEqual([Effect, Action, Resource], ['Deny', 'sqs:*', arn]) &&
        isDeepStrictEqual(Principal, { AWS: '*' }) &&
        isDeepStrictEqual(Condition, { Bool: { 'aws:SecureTransport': 'false' } }),
    );

/** The last part of a queue's ARN is its name. */
const isWatched = (stack: Stack, { arn }: StackResource): boolean =>
  stack
    .ofType('AWS::CloudWatch::Alarm')
    .map(watchingAlarm)
    .some(
      ({ first, series }) =>
        first <= 1 &&
        series.some(
          ({ namespace, metric, statistic, period, dimensions }) =>
            namespace === 'AWS/SQS' &&
            metric === 'ApproximateNumberOfMessagesVisible' &&
            statistic === 'Maximum' &&
            period <= 900 &&
            isDeepStrictEqual(dimensions, { QueueName: arn.split(':').at(-1) }),
        ),
    );
