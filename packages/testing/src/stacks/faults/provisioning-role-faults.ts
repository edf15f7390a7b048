import { provisioningRolePermissions } from '@gangway/deployment';
import { readTemplate } from '@gangway/template';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { grantFaults } from './grant-faults.js';
import { needsIn } from './needs.js';
import type { StackFault } from './stack-fault.js';
import { trustConditionFaults, trustFaults } from './trust-faults.js';

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
  return [
    ...trustFaults(role, 'iot.amazonaws.com'),
    ...trustConditionFaults(stack, role, template.arn),
    ...grantFaults(stack, role, needs),
  ];
}
