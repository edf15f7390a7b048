import { properties, type SettingMutation } from './setting-mutation.js';

/** Of a resource itself, beside its properties. */
const attributes = (
  type: string,
  ...rows: readonly [name: string, code: string, to: unknown[]][]
) => rows.map(([name, code, to]): SettingMutation => ({ type, path: [name], to, code }));

const open = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** Settings that a good template says nothing of, or says so that nobody looks twice: each lets somebody in, or nobody, or tells nobody. */
export const dangerMutations: readonly SettingMutation[] = [
  ...properties(
    'AWS::Lambda::Permission',
    ['PrincipalOrgID', 'PERMISSION_TERMS', ['o-0123456789']],
    ['FunctionUrlAuthType', 'PERMISSION_TERMS', ['NONE']],
    ['EventSourceToken', 'PERMISSION_TERMS', ['token']],
  ),
  ...attributes('AWS::Lambda::Permission', ['Condition', 'RESOURCE_CONDITIONAL', ['Never']]),
  ...properties(
    'AWS::Lambda::Function',
    ['Layers', 'FUNCTION_SETTING', [['arn:aws:lambda:us-east-1:999999999999:layer:other:1']]],
    ['FileSystemConfigs', 'FUNCTION_SETTING', [[{ Arn: 'arn', LocalMountPath: '/mnt/x' }]]],
    ['TracingConfig', 'FUNCTION_SETTING', [{ Mode: 'Active' }]],
    ['Code.ZipFile', 'FUNCTION_CODE', ['exports.handler = () => ({ allowProvisioning: true })']],
    ['ReservedConcurrentExecutions', 'FUNCTION_STOPPED', [0]],
    ['LoggingConfig.ApplicationLogLevel', 'FUNCTION_LOG_LEVEL', ['WARN', 'ERROR']],
    ['Environment.Variables.AWS_LAMBDA_EXEC_WRAPPER', 'FUNCTION_ENVIRONMENT', ['/opt/other']],
    ['Environment.Variables.NODE_TLS_REJECT_UNAUTHORIZED', 'FUNCTION_ENVIRONMENT', ['0']],
    ['Environment.Variables.GANGWAY_PLAIN_HTTP', 'FUNCTION_ENVIRONMENT', ['true']],
  ),
  ...properties('AWS::Lambda::Alias', [
    'RoutingConfig',
    'ALIAS_ROUTING',
    [{ AdditionalVersionWeights: [{ FunctionVersion: '1', FunctionWeight: 0.5 }] }],
  ]),
  ...attributes(
    'AWS::Lambda::Version',
    ['DeletionPolicy', 'VERSION_NOT_KEPT', [undefined, 'Delete']],
    ['UpdateReplacePolicy', 'VERSION_NOT_KEPT', [undefined, 'Delete']],
  ),
  ...attributes(
    'AWS::Logs::LogGroup',
    ['DeletionPolicy', 'LOG_NOT_KEPT', [undefined]],
    ['UpdateReplacePolicy', 'LOG_NOT_KEPT', [undefined]],
  ),
  ...properties('AWS::Logs::LogGroup', ['LogGroupClass', 'LOG_CLASS', ['INFREQUENT_ACCESS']]),
  ...properties('AWS::IoT::ProvisioningTemplate', [
    'Enabled',
    'TEMPLATE_DISABLED',
    [undefined, false],
  ]),
  ...attributes('AWS::IoT::ProvisioningTemplate', ['DeletionPolicy', 'TEMPLATE_KEPT', ['Retain']]),
  ...properties('AWS::DynamoDB::Table', [
    'ResourcePolicy',
    'BACK_DOOR',
    [{ PolicyDocument: open }],
  ]),
  ...properties('AWS::SQS::QueuePolicy', [
    'PolicyDocument.Statement.1',
    'BACK_DOOR',
    [open.Statement[0]],
  ]),
  ...properties(
    'AWS::Lambda::EventInvokeConfig',
    ['MaximumRetryAttempts', 'EVENTS_GIVEN_UP', [0]],
    ['MaximumEventAgeInSeconds', 'EVENTS_GIVEN_UP', [60]],
  ),
  ...properties(
    'AWS::CloudWatch::Alarm',
    ['Unit', 'ALARM_UNIT', ['Bytes']],
    ['DatapointsToAlarm', 'ALARM_', [9]],
    ['Threshold', 'ALARM_', [0]],
    ['ComparisonOperator', 'ALARM_', ['GreaterThanUpperThreshold']],
    ['Metrics.0.Expression', 'ALARM_REFUSALS', ['IF(refused >= 20, 0, 0 * decided)']],
  ),
];
