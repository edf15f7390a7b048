import type { BundleManifest } from '@gangway/deployment';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import type { Caller } from '../policy/service-grant.js';
import { functionConfiguration } from '../questions.js';
import { examineAlarms } from './alarms.js';
import { examineCode } from './bundled-code.js';
import { examineConcurrency } from './concurrency.js';
import { examineFailures, type FailureDestination } from './failure-destination.js';
import { examineAlias } from './function-alias.js';
import { examineFunctionRole } from './function-role.js';
import { configurationAnswer, type Duty, examineSettings } from './function-settings.js';
import { examineInsight } from './insight-rule.js';
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
  const failures =
    duty === 'lifecycle' ? await examineFailures(of, configuration, context) : nothingLost;
  const { destination } = failures;
  const proxy = manifest?.function.kind === 'proxy';
  const parts = await Promise.all([
    policy,
    examineSettings(of, configuration, duty),
    manifest === undefined ? notCompared(of) : examineCode(of, configuration, manifest, context),
    examineAlias(of, context),
    examineConcurrency(of, context),
    examineFunctionRole(
      configuration,
      {
        logGroup,
        ...(destination === undefined ? {} : { destination }),
        ...(manifest === undefined ? {} : { manifest }),
      },
      context,
    ),
    examineLogGroup(logGroup, context),
    failures.findings,
    examineAlarms(of, { duty, proxy, timeoutSeconds: configuration.Timeout }, context),
    duty === 'hook' ? examineInsight({ logGroup, proxy }, context) : [],
  ]);
  return parts.flat();
}

const nothingLost: FailureDestination = { findings: [] };

const notCompared = ({ name }: FunctionArn): readonly Finding[] => [
  found('MANIFEST_ABSENT', {
    what: `No manifest of the bundle of ${name} is given.`,
    mend: 'Examine with --bundle and the folder that `gangway bundle` made.',
    where: name,
  }),
];
