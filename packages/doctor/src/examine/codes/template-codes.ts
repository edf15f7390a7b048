import { error, warning } from '../code.js';

export const templateCodes = {
  TEMPLATE_ABSENT: error(
    'There is no such provisioning template in this account and Region: no device comes aboard.',
    'Deploy the template, or examine another account, Region or name.',
  ),
  TEMPLATE_DISABLED: error(
    'AWS IoT refuses every device that names the template, and never asks the hook.',
    'Enable the template.',
  ),
  TEMPLATE_TYPE_WRONG: error(
    'A template of just-in-time provisioning takes no hook: whoever holds a certificate of its CA comes aboard.',
    'Make a template of the type FLEET_PROVISIONING; the type of one cannot be changed.',
  ),
  TEMPLATE_BODY_WRONG: error(
    'AWS IoT provisions no device with this body, or not as it is meant to.',
    'Correct the body and make it the default version.',
  ),
  TEMPLATE_BODY_DOUBTFUL: warning(
    'Some device may not be provisioned, or may do more than it should.',
    'Correct the body and make it the default version.',
  ),
  HOOK_ABSENT: error(
    'The template has no hook: whoever holds a claim certificate comes aboard, as any device.',
    'Give the template its hook.',
  ),
  HOOK_NOT_A_FUNCTION: error(
    'AWS IoT calls Lambda functions alone: every device is refused.',
    'Give the template the ARN of the function, with its alias.',
  ),
  HOOK_FOREIGN: error(
    'AWS IoT calls functions of its own account and Region alone: every device is refused.',
    'Deploy the function beside the template.',
  ),
  HOOK_UNVERSIONED: warning(
    'AWS IoT calls $LATEST, which is whatever was uploaded last: no deployment can be taken back, and a half-done one is live.',
    'Publish a version, give it an alias, and name the alias in the template.',
  ),
  HOOK_REFUSES_TEMPLATE: error(
    'By its plugins the hook lets nobody in through this template: every device is refused, and no part of the deployment is wrong.',
    'Name the ARN of the template in the hook, as in `allowedTemplates`, and deploy it.',
  ),
  PAYLOAD_VERSION_WRONG: error(
    'The payload version says what AWS IoT sends to the hook, and a hook of Gangway reads 2020-04-01 alone.',
    'Set the payload version of the hook to 2020-04-01.',
  ),
};
