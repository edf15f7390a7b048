import { both, change, type Damage, gone, type Output } from '../damage.js';
import type { PlantedFault } from './planted-fault.js';

const hookArn = 'arn:aws:lambda:us-east-1:123456789012:function:fleet-hook:live';
const setting = (edit: (output: Output) => void) =>
  change(`lambda GetFunctionConfiguration ${hookArn}`, edit);

/** Has the function write to a log group that is not called after it. */
const sharedLog: Damage = (recorded) => {
  const text = JSON.stringify(recorded)
    .replaceAll('/aws/lambda/fleet-hook', '/fleet/log')
    .replaceAll('%2Faws%2Flambda%2Ffleet-hook', '%2Ffleet%2Flog');
  recorded.splice(0, recorded.length, ...JSON.parse(text));
};

export const functionFaults: readonly PlantedFault[] = [
  {
    fault: 'the function is gone',
    code: 'FUNCTION_ABSENT',
    damage: gone(`lambda GetFunctionConfiguration ${hookArn}`),
  },
  {
    fault: 'the function is being made',
    code: 'FUNCTION_NOT_ACTIVE',
    damage: setting((output) => {
      output.State = 'Pending';
      output.StateReason = 'The function is being created.';
    }),
  },
  {
    fault: 'the last update failed',
    code: 'FUNCTION_UPDATE_FAILED',
    damage: setting((output) => {
      output.LastUpdateStatus = 'Failed';
    }),
  },
  {
    fault: 'the function may take longer than AWS IoT waits',
    code: 'TIMEOUT_TOO_LONG',
    damage: setting((output) => {
      output.Timeout = 30;
    }),
  },
  {
    fault: 'the function has the timeout that Lambda sets',
    code: 'TIMEOUT_TOO_SHORT',
    damage: setting((output) => {
      output.Timeout = 3;
    }),
  },
  {
    fault: 'the function has a second',
    code: 'TIMEOUT_TOO_SHORT',
    damage: setting((output) => {
      output.Timeout = 1;
    }),
  },
  {
    fault: 'the function has the smallest memory',
    code: 'MEMORY_SMALL',
    damage: setting((output) => {
      output.MemorySize = 128;
    }),
  },
  {
    fault: 'the runtime is the one before',
    code: 'RUNTIME_OLD',
    damage: setting((output) => {
      output.Runtime = 'nodejs22.x';
    }),
  },
  {
    fault: 'the runtime is out of support',
    code: 'RUNTIME_UNSUPPORTED',
    damage: setting((output) => {
      output.Runtime = 'nodejs16.x';
    }),
  },
  {
    fault: 'the runtime is for another language',
    code: 'RUNTIME_UNSUPPORTED',
    damage: setting((output) => {
      output.Runtime = 'python3.13';
    }),
  },
  {
    fault: 'the handler has another name than in the bundle',
    code: 'HANDLER_WRONG',
    damage: setting((output) => {
      output.Handler = 'lambda.handler';
    }),
  },
  {
    fault: 'the log is text',
    code: 'LOG_FORMAT_TEXT',
    damage: setting((output) => {
      output.LoggingConfig.LogFormat = 'Text';
    }),
  },
  {
    fault: 'the log is text, in a group that other functions share',
    code: 'LOG_FORMAT_TEXT',
    damage: both(
      sharedLog,
      setting((output) => {
        output.LoggingConfig.LogFormat = 'Text';
      }),
    ),
  },
  {
    fault: 'the log takes errors alone',
    code: 'LOG_LEVEL_HIGH',
    damage: setting((output) => {
      output.LoggingConfig.ApplicationLogLevel = 'ERROR';
    }),
  },
  {
    fault: 'no concurrency is left to the function',
    code: 'CONCURRENCY_NONE',
    damage: change('lambda GetFunctionConcurrency fleet-hook', (output) => {
      output.ReservedConcurrentExecutions = 0;
    }),
  },
  {
    fault: 'the alias stands for $LATEST',
    code: 'HOOK_UNVERSIONED',
    damage: change('lambda GetAlias fleet-hook live', (output) => {
      output.FunctionVersion = '$LATEST';
    }),
  },
  {
    fault: 'the alias stands for two versions',
    code: 'ALIAS_SPLIT',
    damage: change('lambda GetAlias fleet-hook live', (output) => {
      output.RoutingConfig = { AdditionalVersionWeights: { 2: 0.1 } };
    }),
  },
  {
    fault: 'there is no log group',
    code: 'LOG_GROUP_ABSENT',
    damage: change('logs DescribeLogGroups /aws/lambda/fleet-hook', (output) => {
      output.logGroups.pop();
    }),
  },
  {
    fault: 'the log is of a class without metrics',
    code: 'LOG_CLASS_WRONG',
    damage: change('logs DescribeLogGroups /aws/lambda/fleet-hook', (output) => {
      output.logGroups[1].logGroupClass = 'INFREQUENT_ACCESS';
    }),
  },
  {
    fault: 'the log is kept for ever',
    code: 'LOG_RETENTION_ABSENT',
    damage: change('logs DescribeLogGroups /aws/lambda/fleet-hook', (output) => {
      delete output.logGroups[1].retentionInDays;
    }),
  },
];
