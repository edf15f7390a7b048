import { at, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** Where devices and claims are kept: what is lost with it cannot be made anew. */
export const tableFaults = (stack: Stack): readonly StackFault[] =>
  stack.ofType('AWS::DynamoDB::Table').flatMap(faultsOf);

function faultsOf({ id, properties, ...policies }: StackResource): readonly StackFault[] {
  const recovery = at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled');
  const life = properties.TimeToLiveSpecification;
  const encrypted = at(properties, 'SSESpecification', 'SSEEnabled');
  const kept = [policies.deletionPolicy, policies.replacePolicy];
  const keys = objectsOf(properties.KeySchema).map(({ AttributeName, KeyType }) => [
    AttributeName,
    KeyType,
    objectsOf(properties.AttributeDefinitions).find((one) => one.AttributeName === AttributeName)
      ?.AttributeType,
  ]);
  return [
    ...unless(shown(keys) === '[["pk","HASH","S"]]', 'TABLE_KEYS', id, `has keys ${shown(keys)}`),
    ...unless(
      recovery === true,
      'TABLE_RECOVERY',
      id,
      `has point-in-time recovery: ${shown(recovery)}`,
    ),
    ...unless(
      at(life, 'Enabled') === true && at(life, 'AttributeName') === 'ttl',
      'TABLE_TIME_TO_LIVE',
      id,
      `lets items expire by ${shown(life)}`,
    ),
    ...unless(encrypted === true, 'TABLE_ENCRYPTION', id, `is encrypted: ${shown(encrypted)}`),
    ...unless(
      properties.BillingMode === 'PAY_PER_REQUEST',
      'TABLE_BILLING',
      id,
      `is billed by ${shown(properties.BillingMode)}`,
    ),
    ...unless(
      kept.every((policy) => policy === 'Retain' || policy === 'RetainExceptOnCreate'),
      'TABLE_NOT_KEPT',
      id,
      `goes with its stack: ${shown(kept)}`,
    ),
    ...unless(
      properties.DeletionProtectionEnabled === true,
      'TABLE_DELETION_PROTECTION',
      id,
      'may be deleted by a slip',
    ),
  ];
}
