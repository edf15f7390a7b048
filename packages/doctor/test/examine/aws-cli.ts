import type { Service } from '@gangway/doctor';
import type { Output } from './damage.js';
import { answer, type Recorded } from './recorded.js';

/** What a call of the AWS CLI is given, by option. */
type Options = Readonly<Record<string, readonly string[]>>;

/** What a call does to an account, told by what the account answers afterwards. */
type Effect = (recorded: Recorded[], options: Options) => void;

const one = (options: Options, name: string): string => {
  const [value] = options[name] ?? [];
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
};

/** The answer to a question, to be changed; of one that is not answered, what it begins as. */
function output(
  recorded: Recorded[],
  [service, operation, input]: readonly [Service, string, Readonly<Record<string, unknown>>],
  initial?: Output,
): Output {
  const asks = (it: Recorded) =>
    it.service === service &&
    it.operation === operation &&
    JSON.stringify(it.input) === JSON.stringify(input);
  const at = recorded.findIndex(asks);
  const asked = recorded[at]?.asked;
  if (asked?.kind === 'answer') return asked.output;
  if (initial === undefined) throw new Error(`${service} ${operation}: there is no such thing`);
  if (at >= 0) recorded.splice(at, 1);
  recorded.push(answer(service, operation, input, initial));
  return initial;
}

/** Every answer of an operation, such as those about a function's qualifiers. */
const outputs = (recorded: Recorded[], operation: string, matching: (input: Output) => boolean) =>
  recorded.flatMap((it): Output[] =>
    it.operation === operation && it.asked.kind === 'answer' && matching(it.input)
      ? [it.asked.output]
      : [],
  );

const configurations = (recorded: Recorded[], options: Options) =>
  outputs(recorded, 'GetFunctionConfiguration', ({ FunctionName }) =>
    FunctionName.includes(`:function:${one(options, 'function-name')}`),
  );

/** `a=b,c=d` */
const shorthand = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2)));

const policyOf = (recorded: Recorded[], options: Options) => {
  const FunctionName = one(options, 'function-name');
  const { qualifier: [Qualifier] = [] } = options;
  const input = Qualifier === undefined ? { FunctionName } : { FunctionName, Qualifier };
  const held = output(recorded, ['lambda', 'GetPolicy', input], { Policy: '{"Statement":[]}' });
  const policy: Output = JSON.parse(held.Policy);
  return {
    policy,
    resource: [configurations(recorded, options)[0].FunctionArn],
    write() {
      held.Policy = JSON.stringify(policy);
    },
  };
};

const tableInput = (options: Options) => ({ TableName: one(options, 'table-name') });
const roleInput = (options: Options) => ({ RoleName: one(options, 'role-name') });
const nothing: Effect = () => undefined;

/** What the AWS CLI does, as far as a finding asks for it. */
export const awsCli: Readonly<Record<string, Effect>> = {
  'lambda add-permission'(recorded, options) {
    const { policy, resource, write } = policyOf(recorded, options);
    const Sid = one(options, 'statement-id');
    if (policy.Statement.some((it: Output) => it.Sid === Sid)) throw new Error(`${Sid} is taken`);
    policy.Statement.push({
      ...{ Sid, Effect: 'Allow', Principal: { Service: one(options, 'principal') } },
      ...{ Action: one(options, 'action'), Resource: resource },
      Condition: {
        StringEquals: { 'AWS:SourceAccount': one(options, 'source-account') },
        ArnLike: { 'AWS:SourceArn': one(options, 'source-arn') },
      },
    });
    write();
  },
  'lambda remove-permission'(recorded, options) {
    const { policy, write } = policyOf(recorded, options);
    const Sid = one(options, 'statement-id');
    const kept = policy.Statement.filter((it: Output) => it.Sid !== Sid);
    if (kept.length === policy.Statement.length) throw new Error(`there is no statement ${Sid}`);
    policy.Statement = kept;
    write();
  },
  'lambda update-function-configuration'(recorded, options) {
    for (const configuration of configurations(recorded, options)) {
      const { timeout, runtime, handler, 'memory-size': memory, 'logging-config': log } = options;
      if (timeout) configuration.Timeout = Number(timeout[0]);
      if (runtime) [configuration.Runtime] = runtime;
      if (handler) [configuration.Handler] = handler;
      if (memory) configuration.MemorySize = Number(memory[0]);
      // What is not given of it is what Lambda sets.
      const own = { LogGroup: `/aws/lambda/${one(options, 'function-name')}` };
      if (log?.[0]) configuration.LoggingConfig = { ...own, ...shorthand(log[0]) };
    }
  },
  'lambda wait': nothing,
  'lambda publish-version': nothing,
  'lambda update-alias'(recorded, options) {
    const input = { FunctionName: one(options, 'function-name'), Name: one(options, 'name') };
    const alias = output(recorded, ['lambda', 'GetAlias', input]);
    if (options['routing-config']) delete alias.RoutingConfig;
    if (options['function-version']) [alias.FunctionVersion] = options['function-version'];
  },
  'lambda get-function-configuration': nothing,
  'lambda delete-function-concurrency'(recorded, options) {
    const FunctionName = one(options, 'function-name');
    const held = output(recorded, ['lambda', 'GetFunctionConcurrency', { FunctionName }]);
    delete held.ReservedConcurrentExecutions;
  },
  'logs create-log-group'(recorded, options) {
    const logGroupName = one(options, 'log-group-name');
    const input = { logGroupNamePrefix: logGroupName };
    const held = output(recorded, ['logs', 'DescribeLogGroups', input]);
    held.logGroups.push({ logGroupName });
  },
  'logs put-retention-policy'(recorded, options) {
    const logGroupName = one(options, 'log-group-name');
    const input = { logGroupNamePrefix: logGroupName };
    const { logGroups } = output(recorded, ['logs', 'DescribeLogGroups', input]);
    const group = logGroups.find((it: Output) => it.logGroupName === logGroupName);
    group.retentionInDays = Number(one(options, 'retention-in-days'));
  },
  'iam put-role-policy'(recorded, options) {
    const [RoleName, PolicyName] = [one(options, 'role-name'), one(options, 'policy-name')];
    const { PolicyNames } = output(recorded, ['iam', 'ListRolePolicies', { RoleName }]);
    if (!PolicyNames.includes(PolicyName)) PolicyNames.push(PolicyName);
    const question = ['iam', 'GetRolePolicy', { RoleName, PolicyName }] as const;
    output(recorded, question, {}).PolicyDocument = one(options, 'policy-document');
  },
  'iam detach-role-policy'(recorded, options) {
    const held = output(recorded, ['iam', 'ListAttachedRolePolicies', roleInput(options)]);
    const arn = one(options, 'policy-arn');
    held.AttachedPolicies = held.AttachedPolicies.filter((it: Output) => it.PolicyArn !== arn);
  },
  'iam update-assume-role-policy'(recorded, options) {
    const { Role } = output(recorded, ['iam', 'GetRole', roleInput(options)]);
    Role.AssumeRolePolicyDocument = one(options, 'policy-document');
  },
  'iot update-provisioning-template'(recorded, options) {
    const templateName = one(options, 'template-name');
    const held = output(recorded, ['iot', 'DescribeProvisioningTemplate', { templateName }]);
    if (options.enabled) held.enabled = true;
    const { 'pre-provisioning-hook': [hook] = [] } = options;
    if (hook !== undefined) held.preProvisioningHook = shorthand(hook);
  },
  'iot enable-topic-rule'(recorded, options) {
    const ruleName = one(options, 'rule-name');
    output(recorded, ['iot', 'GetTopicRule', { ruleName }]).rule.ruleDisabled = false;
  },
  'cloudwatch put-metric-alarm'(recorded, options) {
    const { Metrics, ...alarm }: Output = {
      AlarmName: one(options, 'alarm-name'),
      AlarmActions: options['alarm-actions'] ?? [],
      ...(options.metrics
        ? { Metrics: JSON.parse(one(options, 'metrics')) }
        : {
            Namespace: one(options, 'namespace'),
            MetricName: one(options, 'metric-name'),
            Dimensions: options.dimensions?.map(shorthand),
            Statistic: options.statistic?.[0],
            ExtendedStatistic: options['extended-statistic']?.[0],
          }),
    };
    const [held] = outputs(recorded, 'DescribeAlarms', () => true);
    held.MetricAlarms.push(Metrics ? { ...alarm, Metrics } : alarm);
  },
  'cloudwatch enable-alarm-actions'(recorded, options) {
    const [{ MetricAlarms }] = outputs(recorded, 'DescribeAlarms', () => true) as [Output];
    for (const alarm of MetricAlarms) {
      if (options['alarm-names']?.includes(alarm.AlarmName)) alarm.ActionsEnabled = true;
    }
  },
  'cloudwatch put-insight-rule'(recorded, options) {
    const [{ InsightRules }] = outputs(recorded, 'DescribeInsightRules', () => true) as [Output];
    InsightRules.push({
      Name: one(options, 'rule-name'),
      State: one(options, 'rule-state'),
      Definition: one(options, 'rule-definition'),
    });
  },
  'cloudwatch enable-insight-rules'(recorded, options) {
    const [{ InsightRules }] = outputs(recorded, 'DescribeInsightRules', () => true) as [Output];
    for (const rule of InsightRules) {
      if (options['rule-names']?.includes(rule.Name)) rule.State = 'ENABLED';
    }
  },
  'dynamodb update-table'(recorded, options) {
    const { Table } = output(recorded, ['dynamodb', 'DescribeTable', tableInput(options)]);
    if (options['deletion-protection-enabled']) Table.DeletionProtectionEnabled = true;
  },
  'dynamodb wait'(recorded, options) {
    const { Table } = output(recorded, ['dynamodb', 'DescribeTable', tableInput(options)]);
    Table.TableStatus = 'ACTIVE';
  },
  'dynamodb update-continuous-backups'(recorded, options) {
    const question = ['dynamodb', 'DescribeContinuousBackups', tableInput(options)] as const;
    output(recorded, question).ContinuousBackupsDescription = {
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
    };
  },
  'dynamodb update-time-to-live'(recorded, options) {
    const { Enabled, AttributeName } = shorthand(one(options, 'time-to-live-specification'));
    const question = ['dynamodb', 'DescribeTimeToLive', tableInput(options)] as const;
    output(recorded, question).TimeToLiveDescription =
      Enabled === 'true'
        ? { TimeToLiveStatus: 'ENABLED', AttributeName }
        : { TimeToLiveStatus: 'DISABLED' };
  },
};

/** Does what a call of the AWS CLI does. */
export function runAws(recorded: Recorded[], [service, operation, ...words]: readonly string[]) {
  const options: Record<string, string[]> = {};
  let last: string[] = [];
  for (const word of words) {
    if (word.startsWith('--')) {
      last = [];
      options[word.slice(2)] = last;
    } else last.push(word);
  }
  const effect = awsCli[`${service} ${operation}`];
  if (effect === undefined) throw new Error(`nobody does aws ${service} ${operation}`);
  effect(recorded, options);
}
