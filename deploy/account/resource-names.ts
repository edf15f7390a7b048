import type { Place } from '@gangway/deployment';
import type { Json, JsonObject } from '../plain/json.js';

export interface Resource {
  readonly Type: string;
  readonly Properties: JsonObject;
}

/** Where a resource has its name, of those that get one without being given it. */
export const nameProperties: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IoT::ProvisioningTemplate': 'TemplateName',
  'AWS::IoT::TopicRule': 'RuleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** What CloudFormation calls a resource that it made. */
export interface MadeResource {
  /** Of `Ref`. */
  readonly ref: string;
  /** Of `Fn::GetAtt`. */
  readonly attributes: Readonly<Record<string, Json>>;
}

/** The names that resources of a stack come to have; where the template gives none, the logical id is one. */
export function madeResource(
  id: string,
  { Type, Properties }: Resource,
  { partition, region, account }: Place,
): MadeResource {
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const name = (property: string) => text(Properties[property]) ?? id;
  const named = (ref: string, Arn: string, more: object = {}): MadeResource => ({
    ref,
    attributes: { Arn, ...more },
  });
  switch (Type) {
    case 'AWS::DynamoDB::Table':
      return named(name('TableName'), arn('dynamodb', `table/${name('TableName')}`));
    case 'AWS::IAM::Role':
      return named(name('RoleName'), `arn:${partition}:iam::${account}:role/${name('RoleName')}`);
    case 'AWS::IoT::ProvisioningTemplate': {
      const template = name('TemplateName');
      return named(template, arn('iot', `provisioningtemplate/${template}`));
    }
    case 'AWS::IoT::TopicRule':
      return named(name('RuleName'), arn('iot', `rule/${name('RuleName')}`));
    case 'AWS::Lambda::Alias': {
      const alias = arn('lambda', `function:${name('FunctionName')}:${name('Name')}`);
      return { ref: alias, attributes: {} };
    }
    case 'AWS::Lambda::Function':
      return named(name('FunctionName'), arn('lambda', `function:${name('FunctionName')}`));
    case 'AWS::Lambda::Version':
      return {
        ref: arn('lambda', `function:${name('FunctionName')}:1`),
        attributes: { Version: '1' },
      };
    case 'AWS::Logs::LogGroup':
      return named(name('LogGroupName'), arn('logs', `log-group:${name('LogGroupName')}:*`));
    case 'AWS::SecretsManager::Secret':
      return { ref: arn('secretsmanager', `secret:${id}-AbCdEf`), attributes: {} };
    case 'AWS::SQS::Queue':
      return named(`https://sqs/${account}/${id}`, arn('sqs', id), { QueueName: id });
    default:
      // Of others an examination sees nothing but that there is a name.
      return named(id, arn('other', id), { DNSName: id, GroupId: id, DnsEntries: [`zone:${id}`] });
  }
}

export const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
