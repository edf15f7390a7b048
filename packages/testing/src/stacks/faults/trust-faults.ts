import { at, listOf, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** One service alone takes a role on, and does nothing else with it. */
export function trustFaults(
  { id, properties }: StackResource,
  service: string,
): readonly StackFault[] {
  const statements = objectsOf(at(properties.AssumeRolePolicyDocument, 'Statement'));
  const [only] = statements;
  const principals = Object.entries(Object(only?.Principal));
  return unless(
    statements.length === 1 &&
      only?.Effect === 'Allow' &&
      only.Action === 'sts:AssumeRole' &&
      shown(principals) === shown([['Service', service]]),
    'ROLE_TRUST',
    id,
    `trusts ${shown(statements)}`,
  );
}

/**
 * The service takes the role on for this source of this account: else it could be asked on behalf of somebody else to use
 * it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function trustConditionFaults(
  { place }: Stack,
  { id, properties }: StackResource,
  wanted: string,
): readonly StackFault[] {
  const [only] = objectsOf(at(properties.AssumeRolePolicyDocument, 'Statement'));
  const source = conditionOn(only, 'aws:SourceArn');
  const account = conditionOn(only, 'aws:SourceAccount');
  return [
    ...unless(
      source === wanted,
      'ROLE_TRUST_SOURCE_ARN',
      id,
      `has aws:SourceArn ${shown(source)} in its trust, instead of ${wanted}`,
    ),
    ...unless(
      account === place.account,
      'ROLE_TRUST_SOURCE_ACCOUNT',
      id,
      `has aws:SourceAccount ${shown(account)} in its trust`,
    ),
  ];
}

/** The one value that a key is held to. Several would hold it to less. */
function conditionOn(statement: unknown, key: string): unknown {
  const operators = ['StringEquals', 'ArnEquals', 'ArnLike', 'StringLike'];
  const values = operators.flatMap((operator) => listOf(at(statement, 'Condition', operator, key)));
  return values.length === 1 ? values[0] : undefined;
}
