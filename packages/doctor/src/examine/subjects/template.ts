import { hookSettings } from '@gangway/deployment';
import * as v from 'valibot';
import { type FunctionArn, readFunctionArn } from '../arn.js';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';

/** What `DescribeProvisioningTemplate` answers; of the body, the default version. */
export const templateAnswer = v.looseObject({
  templateArn: v.string(),
  templateBody: v.string(),
  enabled: v.boolean(),
  type: v.optional(v.string()),
  provisioningRoleArn: v.string(),
  preProvisioningHook: v.optional(
    v.looseObject({ payloadVersion: v.optional(v.string()), targetArn: v.string() }),
  ),
});

export type DeployedTemplate = v.InferOutput<typeof templateAnswer>;

/** What the template says of itself and of its hook. */
export function examineTemplate(template: DeployedTemplate, context: Context): readonly Finding[] {
  const { templateName, templateArn: where, region } = context;
  const update = (...words: readonly string[]) =>
    aws(
      ...['iot', 'update-provisioning-template', '--template-name', templateName],
      ...[...words, '--region', region],
    );
  const findings: Finding[] = [];
  if (!template.enabled) {
    findings.push(
      found('TEMPLATE_DISABLED', {
        what: `The template ${templateName} is not enabled.`,
        mend: update('--enabled'),
        where,
      }),
    );
  }
  if (template.type !== undefined && template.type !== 'FLEET_PROVISIONING') {
    findings.push(
      found('TEMPLATE_TYPE_WRONG', {
        what: `The template ${templateName} is of the type ${template.type}.`,
        mend: 'In CDK: make the template anew with ProvisioningTemplate, under another name.',
        where,
      }),
    );
  }
  const { preProvisioningHook: hook } = template;
  if (hook === undefined) {
    const what = `The template ${templateName} has no pre-provisioning hook.`;
    const mend = 'In CDK: give ProvisioningTemplate its `hook`, and deploy.';
    return [...findings, found('HOOK_ABSENT', { what, mend, where })];
  }
  if (hook.payloadVersion !== hookSettings.payloadVersion) {
    findings.push(
      found('PAYLOAD_VERSION_WRONG', {
        what: `The payload version of the hook is ${hook.payloadVersion ?? 'not said'}.`,
        mend: update(
          '--pre-provisioning-hook',
          `payloadVersion=${hookSettings.payloadVersion},targetArn=${hook.targetArn}`,
        ),
        where,
      }),
    );
  }
  return findings;
}

/** The function that the template names, and what is wrong with the name itself. */
export function hookOf(
  targetArn: string,
  { region, account, templateName, templateArn }: Context,
): { readonly hook?: FunctionArn; readonly findings: readonly Finding[] } {
  const target = readFunctionArn(targetArn);
  const particulars = (what: string) => ({
    what,
    mend: 'In CDK: give ProvisioningTemplate a `hook` of its own account and Region, and deploy.',
    where: templateArn,
  });
  if (target === undefined) {
    const what = `The hook of ${templateName} is ${targetArn}, which is no Lambda function.`;
    return { findings: [found('HOOK_NOT_A_FUNCTION', particulars(what))] };
  }
  if (target.region === region && target.account === account) return { hook: target, findings: [] };
  const what = `The hook of ${templateName} is ${targetArn}; the template is in ${region} of ${account}.`;
  return { findings: [found('HOOK_FOREIGN', particulars(what))] };
}
