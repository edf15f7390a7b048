import {
  type CertificateRequest,
  claimPolicyDocument,
  hookSettings,
  type IotPolicyDocument,
} from '@gangway/deployment';
import * as iot from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { checkOptions } from './options/check-options.js';
import { constructOption } from './options/construct-option.js';
import { placeOf } from './place-of.js';
import { assertLetThrough } from './template/assert-let-through.js';
import { hookToCall } from './template/hook-to-call.js';
import { lintedBody } from './template/linted-body.js';
import { assertTemplateName, namedTemplate } from './template/named-template.js';
import { provisioningRole } from './template/provisioning-role.js';
import { readBody } from './template/read-body.js';
import type { ForeignFunction, TemplateHook } from './template/template-hook.js';

export interface ProvisioningTemplateProps {
  /** 1 to 36 letters, digits, `_` and `-`. The permission names it, so that it is not left to CloudFormation. */
  readonly templateName: string;
  /** The body: an object, its text, or the path of a file. Policies may be named by token. */
  readonly body: string | object;
  /** Who decides: a hook of Gangway's, or a Lambda function of this account and region. */
  readonly hook: TemplateHook | ForeignFunction;
  /** Up to 500 letters. */
  readonly description?: string;
  /** Whether devices can be provisioned with it; true unless given. */
  readonly enabled?: boolean;
  /** The role that AWS IoT takes to make things; one of its own, with the least that the body needs, unless given. */
  readonly role?: { readonly roleArn: string };
}

const isRecord = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

export const templateOptions = v.strictObject({
  templateName: v.string('must be a text'),
  body: v.union(
    // As it is: what is copied is read, and what comes out of a class is not in the copy.
    [v.pipe(v.string(), v.minLength(1)), v.custom<object>(isRecord)],
    'must be an object, a text, or the path of a file',
  ),
  hook: v.union(
    [
      constructOption<TemplateHook>('a hook', 'allowTemplate', 'arn', 'env'),
      constructOption<ForeignFunction>('a function', 'functionArn', 'env'),
    ],
    'must be a PreProvisioningHook, a HookProxy or a Lambda function',
  ),
  description: v.optional(
    v.pipe(
      v.string('must be a text'),
      v.maxLength(500, 'has more than 500 letters'),
      v.regex(/^\P{C}*$/u, 'has control characters'),
    ),
  ),
  enabled: v.optional(v.boolean('must be true or false'), true),
  role: v.optional(constructOption<{ readonly roleArn: string }>('a role', 'roleArn')),
});

/**
 * A fleet provisioning template with a hook before it. AWS IoT may call the hook before the template is there, for this template
 * and for no other.
 *
 * @throws GangwayError `TEMPLATE_NAME_INVALID`, `TEMPLATE_FAULTY`, `TEMPLATE_NOT_FOUND`, `TEMPLATE_NOT_READABLE`,
 *   `HOOK_FOREIGN_ACCOUNT`, `HOOK_FOREIGN_REGION`, `HOOK_REFUSES_TEMPLATE`, `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iot-provisioningtemplate.html
 * @example
 * const hook = new PreProvisioningHook(stack, 'Hook', { code: { entry: 'lambda.ts' } });
 * new ProvisioningTemplate(stack, 'Fleet', { templateName: 'first-fleet', body: template.body, hook });
 */
export class ProvisioningTemplate extends Construct {
  readonly templateName: string;
  readonly templateArn: string;
  /** What AWS IoT is, to make things. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: ProvisioningTemplateProps) {
    super(scope, id);
    const given = checkOptions(this, templateOptions, props);
    const { templateName, description, enabled } = given;
    // Before the hook, which would say that its own option is wrong.
    assertTemplateName(this, templateName);
    const hook = hookToCall(this, given.hook, templateName);
    assertLetThrough(this, templateName, hook.manifest);
    const body = lintedBody(this, readBody(this, given.body), hook.manifest);
    const role = given.role ?? provisioningRole(this, templateName, body);
    const template = new iot.CfnProvisioningTemplate(this, 'Resource', {
      templateName,
      templateType: 'FLEET_PROVISIONING',
      templateBody: body.text,
      provisioningRoleArn: role.roleArn,
      enabled,
      preProvisioningHook: { targetArn: hook.arn, payloadVersion: hookSettings.payloadVersion },
      ...(description === undefined ? {} : { description }),
    });
    // AWS IoT tries whether it may call the hook when the template is made.
    template.addResourceDependency(hook.permission);
    this.templateName = templateName;
    this.templateArn = template.attrTemplateArn;
    this.roleArn = role.roleArn;
  }

  /**
   * The least that a claim certificate of this template needs, for an `AWS::IoT::Policy`.
   *
   * @param requests the ways of asking for a certificate that devices use; both unless given
   */
  claimPolicyDocument(requests?: readonly CertificateRequest[]): IotPolicyDocument {
    return namedTemplate(this, this.templateName, (name) =>
      claimPolicyDocument(placeOf(this), name, requests),
    );
  }
}
