import { hookSettings, lifecycleSettings } from '@gangway/deployment';
import * as v from 'valibot';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { DoctorCode } from '../codes/doctor-codes.js';
import { aws } from '../command.js';
import { type Finding, found } from '../finding.js';
import { changing } from './function-mend.js';

/** What `GetFunctionConfiguration` answers. The environment is not among it: nobody reads its values. */
export const configurationAnswer = v.looseObject({
  Role: v.string(),
  Timeout: v.number(),
  MemorySize: v.number(),
  Runtime: v.optional(v.string()),
  PackageType: v.optional(v.string()),
  Handler: v.optional(v.string()),
  CodeSha256: v.optional(v.string()),
  State: v.optional(v.string()),
  StateReason: v.optional(v.string()),
  LastUpdateStatus: v.optional(v.string()),
  LastUpdateStatusReason: v.optional(v.string()),
  LoggingConfig: v.optional(
    v.looseObject({
      LogFormat: v.optional(v.string()),
      LogGroup: v.optional(v.string()),
      ApplicationLogLevel: v.optional(v.string()),
    }),
  ),
  VpcConfig: v.optional(v.looseObject({ SubnetIds: v.optional(v.array(v.string())) })),
  TracingConfig: v.optional(v.looseObject({ Mode: v.optional(v.string()) })),
  DeadLetterConfig: v.optional(v.looseObject({ TargetArn: v.optional(v.string()) })),
});

export type FunctionConfiguration = v.InferOutput<typeof configurationAnswer>;

/** For what a function is there: it decides whether AWS IoT waits for it. */
export type Duty = 'hook' | 'lifecycle';

/** What may be wrong with a function as it is set up; `undefined` where nothing is. */
type Setting = (
  configuration: FunctionConfiguration,
  duty: Duty,
) =>
  | { readonly code: DoctorCode; readonly what: string; readonly set?: readonly string[] }
  | undefined;

/** Below this a cold start of a bundled hook takes most of AWS IoT's five seconds. */
const leastMemoryMb = 256;

/** What Lambda sets where nobody says. */
const defaultTimeoutSeconds = 3;

const state: Setting = ({ State = 'Active', StateReason = 'no reason given' }) =>
  State === 'Active'
    ? undefined
    : { code: 'FUNCTION_NOT_ACTIVE', what: `is ${State}: ${StateReason}` };

const update: Setting = ({ LastUpdateStatus, LastUpdateStatusReason = 'no reason given' }) =>
  LastUpdateStatus === 'Failed'
    ? { code: 'FUNCTION_UPDATE_FAILED', what: `was not updated: ${LastUpdateStatusReason}` }
    : undefined;

const timeout: Setting = ({ Timeout }, duty) => {
  const { timeoutSeconds, mostTimeoutSeconds } = duty === 'hook' ? hookSettings : lifecycleSettings;
  const what = `has a timeout of ${Timeout} s`;
  const set = ['--timeout', `${timeoutSeconds}`];
  if (Timeout > mostTimeoutSeconds) return { code: 'TIMEOUT_TOO_LONG', what, set };
  return Timeout <= defaultTimeoutSeconds ? { code: 'TIMEOUT_TOO_SHORT', what, set } : undefined;
};

const memory: Setting = ({ MemorySize }) =>
  MemorySize >= leastMemoryMb
    ? undefined
    : {
        code: 'MEMORY_SMALL',
        what: `has ${MemorySize} MB`,
        set: ['--memory-size', `${hookSettings.memoryMb}`],
      };

/** An image brings its own runtime, and no API tells which. */
const runtime: Setting = ({ Runtime, PackageType }) => {
  if (PackageType === 'Image' || Runtime === hookSettings.runtime) return undefined;
  return {
    code: Runtime === 'nodejs22.x' ? 'RUNTIME_OLD' : 'RUNTIME_UNSUPPORTED',
    what: `runs on ${Runtime ?? 'no runtime that is told'}`,
    set: ['--runtime', hookSettings.runtime],
  };
};

const logFormat: Setting = ({ LoggingConfig: { LogFormat = 'Text', LogGroup } = {} }) =>
  LogFormat === hookSettings.logFormat
    ? undefined
    : {
        code: 'LOG_FORMAT_TEXT',
        what: `writes its log in the format ${LogFormat}`,
        set: logging(LogGroup),
      };

/** Levels of Lambda's that keep what has the level info; a decision has. */
const tellingLevels = new Set(['TRACE', 'DEBUG', 'INFO']);

const logLevel: Setting = ({ LoggingConfig: { ApplicationLogLevel = 'INFO', LogGroup } = {} }) =>
  tellingLevels.has(ApplicationLogLevel)
    ? undefined
    : {
        code: 'LOG_LEVEL_HIGH',
        what: `writes nothing to its log below the level ${ApplicationLogLevel}`,
        set: logging(LogGroup, 'ApplicationLogLevel=INFO'),
      };

/** What is not said anew of it, Lambda sets as where nobody said anything. */
const logging = (logGroup: string | undefined, ...more: readonly string[]): readonly string[] => [
  '--logging-config',
  [
    `LogFormat=${hookSettings.logFormat}`,
    ...(logGroup === undefined ? [] : [`LogGroup=${logGroup}`]),
    ...more,
  ].join(),
];

const settings: readonly Setting[] = [state, update, timeout, memory, runtime, logFormat, logLevel];

/** What a function's settings are worth, for AWS IoT's five seconds and for whoever reads its log. */
export function examineSettings(
  of: FunctionArn,
  configuration: FunctionConfiguration,
  duty: Duty,
): readonly Finding[] {
  const where = writeFunctionArn(of);
  return settings.flatMap((setting) => {
    const wrong = setting(configuration, duty);
    if (wrong === undefined) return [];
    const { code, what, set } = wrong;
    return [found(code, { what: `${where} ${what}.`, mend: settingMend(of, set), where })];
  });
}

const settingMend = (of: FunctionArn, set: readonly string[] | undefined): string =>
  set === undefined
    ? aws(
        ...['lambda', 'get-function-configuration', '--function-name', of.name],
        ...['--region', of.region],
      )
    : changing(of, ...set);
