import { type BundleManifest, hookSettings } from '@gangway/deployment';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { type AlarmsOption, addAlarms, alarmsOption } from './alarms/alarms-option.js';
import { type FunctionProps, functionOptions } from './function/function-options.js';
import { GangwayFunction } from './function/gangway-function.js';
import { openCode } from './function/open-code.js';
import type { HookAlarms } from './hook-alarms.js';
import { checkOptions } from './options/check-options.js';
import { placeOf } from './place-of.js';
import type { Environment, TemplateHook } from './template/template-hook.js';
import { TemplatePermissions } from './template/template-permissions.js';

export interface PreProvisioningHookProps extends FunctionProps {
  /** Whether there are alarms, and whom they tell. */
  readonly alarms?: AlarmsOption;
}

export const hookOptions = v.strictObject({
  ...functionOptions(hookSettings),
  alarms: alarmsOption,
});

/**
 * The Lambda function of a hook. Nobody may call it yet: a `ProvisioningTemplate` lets AWS IoT, for itself alone.
 *
 * What its role may do is what the hook's plugins say that they do, and to write its log. A grant that is made to it beside that
 * stands in a policy of its own, where one sees it.
 *
 * @throws GangwayError `OPTION_UNKNOWN`, `OPTION_INVALID`, `BUNDLE_WRONG_KIND`, and all codes of `@gangway/bundle`, such as
 *   `HOOK_NOT_COMPOSED`
 * @example
 * new PreProvisioningHook(stack, 'Hook', { code: { entry: 'lambda.ts' }, reservedConcurrency: 50 });
 */
export class PreProvisioningHook extends Construct implements TemplateHook, iam.IGrantable {
  readonly function: lambda.Function;
  readonly alias: lambda.Alias;
  readonly role: iam.Role;
  readonly grantPrincipal: iam.IPrincipal;
  readonly logGroup: logs.LogGroup;
  /** What the bundle tells of itself. */
  readonly manifest: BundleManifest;
  readonly arn: string;
  readonly env: Environment;
  /** Unless `alarms` is false. */
  readonly alarms: HookAlarms | undefined;
  readonly #permissions: TemplatePermissions;

  constructor(scope: Construct, id: string, props: PreProvisioningHookProps) {
    super(scope, id);
    const { code, alarms, ...given } = checkOptions(this, hookOptions, props);
    // A child of this name leaves no trace in logical ids.
    const made = new GangwayFunction(this, 'Default', {
      code: openCode(this, code, given.environment, 'hook'),
      options: given,
      settings: hookSettings,
    });
    this.function = made.function;
    this.alias = made.alias;
    this.role = made.role;
    this.grantPrincipal = made.role;
    this.logGroup = made.logGroup;
    this.manifest = made.manifest;
    this.arn = made.alias.functionArn;
    this.#permissions = new TemplatePermissions(this, this.arn);
    this.env = placeOf(this);
    this.alarms = addAlarms(this, alarms, {
      function: made.function,
      timeoutSeconds: given.timeoutSeconds,
      logGroup: made.logGroup,
    });
  }

  /**
   * Lets AWS IoT call the hook for the template of this name, and for no other: for one that is made elsewhere, since
   * `ProvisioningTemplate` does it by itself.
   *
   * @throws GangwayError `TEMPLATE_NAME_INVALID`
   */
  allowTemplate(templateName: string): lambda.CfnPermission {
    return this.#permissions.for(templateName);
  }
}
