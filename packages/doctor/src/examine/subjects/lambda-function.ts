import type { BundleManifest } from '@gangway/deployment';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import type { Caller } from '../policy/service-grant.js';
import { functionConfiguration } from '../questions.js';
import { examineCode } from './bundled-code.js';
import { examineConcurrency } from './concurrency.js';
import { examineAlias } from './function-alias.js';
import { configurationAnswer, type Duty, examineSettings } from './function-settings.js';
import { examineLogGroup } from './log-group.js';
import { examineResourcePolicy } from './resource-policy.js';

/** A function that AWS IoT calls, and what it is held against. */
export interface Employed {
  readonly of: FunctionArn;
  readonly duty: Duty;
  readonly caller: Caller;
  /** Of its bundle, where one is given. */
  readonly manifest?: BundleManifest;
}

/** A function with all that belongs to it. */
export async function examineFunction(
  { of, duty, caller, manifest }: Employed,
  context: Context,
): Promise<readonly Finding[]> {
  const where = writeFunctionArn(of);
  const reply = await context.inquiry.ask(functionConfiguration(of), configurationAnswer);
  if (reply.kind === 'absent') {
    const what = `There is no function ${where}.`;
    const mend = 'In CDK: deploy the function with its alias.';
    return [found('FUNCTION_ABSENT', { what, mend, where })];
  }
  const policy = examineResourcePolicy(of, caller, context);
  // Without its configuration, who may call it can still be told.
  if (reply.kind === 'unknown') return policy;
  const { value: configuration } = reply;
  const logGroup = configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${of.name}`;
  const parts = await Promise.all([
    policy,
    examineSettings(of, configuration, duty),
    manifest === undefined ? [] : examineCode(of, configuration, manifest),
    examineAlias(of, context),
    examineConcurrency(of, context),
    examineLogGroup(logGroup, context),
  ]);
  return parts.flat();
}
