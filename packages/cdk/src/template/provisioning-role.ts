import {
  provisioningRolePermissions,
  provisioningRoleTrust,
  statementsFor,
} from '@gangway/deployment';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { policyDocument } from '../function/policy-document.js';
import { placeOf } from '../place-of.js';
import type { LintedBody } from './linted-body.js';
import { namedTemplate } from './named-template.js';

/** The role that AWS IoT takes for one template: what the body's resources need, for AWS IoT on behalf of this template alone. */
export function provisioningRole(
  scope: Construct,
  templateName: string,
  { template, reveal }: LintedBody,
): iam.Role {
  const place = placeOf(scope);
  const { service, conditions } = namedTemplate(scope, templateName, (name) =>
    provisioningRoleTrust(place, name),
  );
  const permissions = provisioningRolePermissions(template).map(({ action, resource }) => ({
    action,
    resource: reveal(resource),
  }));
  return new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal(service, { conditions: { ...conditions } }),
    inlinePolicies: { gangway: policyDocument(statementsFor(permissions, place)) },
  });
}
