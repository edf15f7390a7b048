// What is deployed: the hook's function, and the template that has AWS IoT ask it.
import { fileURLToPath } from 'node:url';
import { PreProvisioningHook, ProvisioningTemplate } from '@gangway/cdk';
import type { Stack } from 'aws-cdk-lib';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** @param templateName as `allowedTemplates` in hook.ts has it */
export function deployFirstHook(stack: Stack, templateName = 'first-fleet') {
  const hook = new PreProvisioningHook(stack, 'Hook', { code: { entry: file('lambda.ts') } });
  new ProvisioningTemplate(stack, 'Fleet', {
    templateName,
    body: file('first-fleet.template.json'),
    hook,
  });
  return { hook };
}
