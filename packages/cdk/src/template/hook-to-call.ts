import type { BundleManifest } from '@gangway/deployment';
import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { synthError } from '../options/synth-error.js';
import { allowTemplate } from './allow-template.js';
import type { ForeignFunction, TemplateHook } from './template-hook.js';

/** A hook that AWS IoT may call for a template. */
export interface CallableHook {
  readonly arn: string;
  readonly permission: CfnPermission;
  readonly manifest?: BundleManifest;
}

/**
 * Lets AWS IoT call a hook for a template. AWS IoT calls functions of the template's own account and region alone.
 *
 * The permission stands beside the template, not beside the hook: one in the hook's stack would go with a new name of the template
 * before the template of another stack has it, and until then every device would be refused.
 *
 * @throws GangwayError `HOOK_FOREIGN_ACCOUNT`, `HOOK_FOREIGN_REGION`
 */
export function hookToCall(
  scope: Construct,
  hook: TemplateHook | ForeignFunction,
  templateName: string,
): CallableHook {
  for (const part of ['account', 'region'] as const) refuseForeign(scope, hook, part);
  const own = 'allowTemplate' in hook;
  const arn = own ? hook.arn : hook.functionArn;
  const permission = allowTemplate(scope, 'AllowHook', arn, templateName);
  return { arn, permission, ...(own ? { manifest: hook.manifest } : {}) };
}

function refuseForeign(
  scope: Construct,
  { env }: TemplateHook | ForeignFunction,
  part: 'account' | 'region',
): void {
  const [own, other] = [Stack.of(scope)[part], env[part]];
  if (own === other || Token.isUnresolved(other)) return;
  if (Token.isUnresolved(own)) {
    Annotations.of(scope).addWarningV2(
      '@gangway/cdk:HOOK_PLACE_UNKNOWN',
      `The hook is in ${part} ${other}, and this stack does not say where it goes: give it \`env.${part}\`, so that a hook that AWS IoT would not call is found before it is deployed.`,
    );
    return;
  }
  throw synthError(
    scope,
    part === 'account' ? 'HOOK_FOREIGN_ACCOUNT' : 'HOOK_FOREIGN_REGION',
    'hook',
    `The function is in ${part} ${other}, the template in ${own}; AWS IoT calls none but of its own ${part}.`,
  );
}
