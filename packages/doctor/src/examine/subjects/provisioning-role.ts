import { provisioningRolePermissions, statementsFor } from '@gangway/deployment';
import { readTemplate } from '@gangway/template';
import type { Context } from '../context.js';
import type { Finding } from '../finding.js';
import { iotService } from '../policy/service-grant.js';
import { examineRole } from './role.js';
import type { DeployedTemplate } from './template.js';

/** The role under which AWS IoT makes things, certificates and policies for a device that the hook let in. */
export function examineProvisioningRole(
  { provisioningRoleArn, templateBody }: DeployedTemplate,
  context: Context,
): Promise<readonly Finding[]> {
  const { templateArn, account } = context;
  const reading = readTemplate(templateBody);
  return examineRole(
    {
      arn: provisioningRoleArn,
      taker: { service: iotService, source: { arn: templateArn, account } },
      lacks: 'PROVISIONING_ROLE_LACKS',
      ...(reading.kind === 'refused'
        ? {}
        : { needed: statementsFor(provisioningRolePermissions(reading.template), context) }),
    },
    context,
  );
}
