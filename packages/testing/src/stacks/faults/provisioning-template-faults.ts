import type { FunctionCall } from '../reading/functions.js';
import { at, shown } from '../reading/json.js';
import type { Stack } from '../reading/read-stack.js';
import { permissionsOn, sourceOf } from './invoke-permission-faults.js';
import { type StackFault, unless } from './stack-fault.js';

/** A template and its hook: what is called, in which version, and that it may be called before it is. */
export function provisioningTemplateFaults(
  stack: Stack,
  call: FunctionCall,
): readonly StackFault[] {
  const { by, target } = call;
  const { Enabled, TemplateType, TemplateName, PreProvisioningHook } = by.properties;
  const version = at(PreProvisioningHook, 'PayloadVersion');
  const permissions = permissionsOn(stack, target)
    .filter(({ properties }) => properties.SourceArn === sourceOf(call))
    .map(({ id }) => id);
  return [
    ...unless(
      typeof TemplateName === 'string',
      'TEMPLATE_NAMELESS',
      by.id,
      'has no name: nothing can be allowed for it beforehand',
    ),
    ...unless(
      TemplateType === undefined || TemplateType === 'FLEET_PROVISIONING',
      'TEMPLATE_TYPE',
      by.id,
      `is a template of type ${shown(TemplateType)}, which takes no hook`,
    ),
    // CloudFormation's own is that it is not.
    ...unless(
      Enabled === true,
      'TEMPLATE_DISABLED',
      by.id,
      'provisions nothing: say Enabled: true',
    ),
    ...unless(
      [by.deletionPolicy, by.replacePolicy].every((policy) => policy !== 'Retain'),
      'TEMPLATE_KEPT',
      by.id,
      'stays when its hook goes, and refuses every device',
    ),
    ...unless(
      version === '2020-04-01',
      'PAYLOAD_VERSION',
      by.id,
      `asks its hook in version ${shown(version)}`,
    ),
    ...unless(
      permissions.some((id) => by.dependsOn.includes(id)),
      'TEMPLATE_BEFORE_PERMISSION',
      by.id,
      `does not depend on the permission to invoke its hook: ${shown(by.dependsOn)}`,
    ),
  ];
}
