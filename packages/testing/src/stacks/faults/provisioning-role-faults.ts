import { provisioningRolePermissions } from '@gangway/deployment';
import { readTemplate } from '@gangway/template';
import { at, listOf, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { grantFaults } from './grant-faults.js';
import { needsIn } from './needs.js';
import { type StackFault, unless } from './stack-fault.js';

/** The role that AWS IoT takes on to make what the template's body names. */
export function provisioningRoleFaults(
  stack: Stack,
  template: StackResource,
): readonly StackFault[] {
  const role = stack
    .ofType('AWS::IAM::Role')
    .find(({ arn }) => arn === template.properties.ProvisioningRoleArn);
  if (role === undefined) {
    return [{ code: 'ROLE_ABSENT', where: template.id, what: 'has no role of the stack' }];
  }
  const reading = readTemplate(String(template.properties.TemplateBody));
  if (reading.kind === 'refused') {
    return reading.faults.map(({ message }) => ({
      code: 'TEMPLATE_BODY',
      where: template.id,
      what: message,
    }));
  }
  const needs = needsIn(stack, provisioningRolePermissions(reading.template));
  return [...iotTrustFaults(stack, template, role), ...grantFaults(stack, role, needs)];
}

/**
 * AWS IoT alone takes the role on, for this template of this account: else AWS IoT could be asked on behalf of somebody
 * else to use it.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/cross-service-confused-deputy-prevention.html
 */
function iotTrustFaults(
  { place }: Stack,
  template: StackResource,
  { id, properties }: StackResource,
): readonly StackFault[] {
  const statements = objectsOf(at(properties.AssumeRolePolicyDocument, 'Statement'));
  const [only] = statements;
  const services = listOf(at(only, 'Principal', 'Service'));
  const source = conditionOn(only, 'aws:SourceArn');
  const account = conditionOn(only, 'aws:SourceAccount');
  return [
    ...unless(
      statements.length === 1 &&
        only?.Effect === 'Allow' &&
        only.Action === 'sts:AssumeRole' &&
        services.length === 1 &&
        services[0] === 'iot.amazonaws.com' &&
        Object.keys(Object(only.Principal)).length === 1,
      'ROLE_TRUST',
      id,
      `trusts ${shown(statements)}`,
    ),
    ...unless(
      source === template.arn,
      'ROLE_TRUST_SOURCE_ARN',
      id,
      `has aws:SourceArn ${shown(source)} in its trust`,
    ),
    ...unless(
      account === place.account,
      'ROLE_TRUST_SOURCE_ACCOUNT',
      id,
      `has aws:SourceAccount ${shown(account)} in its trust`,
    ),
  ];
}

/** The value that a key is compared with, by an operator that holds it to that value. */
function conditionOn(statement: unknown, key: string): unknown {
  const operators = ['StringEquals', 'ArnEquals', 'ArnLike', 'StringLike'];
  return operators
    .flatMap((operator) => listOf(at(statement, 'Condition', operator, key)))
    .find((value) => value !== undefined);
}
