import type { Service } from '@gangway/doctor';
import { isObject, type Json, type JsonObject } from '../plain/json.js';
import type { Answers, Deployed } from './answers.js';
import { text } from './resource-names.js';

/** What the other services tell of the resources of a stack. */
export function otherAnswers(
  deployed: Deployed,
): Readonly<Record<Exclude<Service, 'iam' | 'lambda'>, Answers>> {
  const { partition, region, account, all } = deployed;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const ruleArn = (name: Json | undefined) => arn('iot', `rule/${name}`);
  const tableOf = (name: unknown) =>
    all('AWS::DynamoDB::Table').find(({ TableName }) => TableName === name);
  return {
    cloudwatch: {
      DescribeAlarms: () => ({ MetricAlarms: all('AWS::CloudWatch::Alarm') }),
      DescribeInsightRules: () => ({
        InsightRules: all('AWS::CloudWatch::InsightRule').map((it) => ({
          Name: it.RuleName ?? null,
          State: it.RuleState ?? null,
          Definition: it.RuleBody ?? null,
        })),
      }),
    },
    dynamodb: {
      DescribeTable({ TableName }) {
        const table = tableOf(TableName);
        return table && { Table: { ...table, TableStatus: 'ACTIVE' } };
      },
      DescribeContinuousBackups({ TableName }) {
        const { PointInTimeRecoverySpecification: told } = tableOf(TableName) ?? {};
        const enabled = isObject(told) && told.PointInTimeRecoveryEnabled === true;
        const PointInTimeRecoveryStatus = enabled ? 'ENABLED' : 'DISABLED';
        return {
          ContinuousBackupsDescription: {
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
          },
        };
      },
      DescribeTimeToLive({ TableName }) {
        const { TimeToLiveSpecification: told } = tableOf(TableName) ?? {};
        const enabled = isObject(told) && told.Enabled === true;
        return {
          TimeToLiveDescription: {
            TimeToLiveStatus: enabled ? 'ENABLED' : 'DISABLED',
            ...(enabled ? { AttributeName: told.AttributeName ?? null } : {}),
          },
        };
      },
    },
    iot: {
      DescribeProvisioningTemplate({ templateName }) {
        const template = all('AWS::IoT::ProvisioningTemplate').find(
          ({ TemplateName }) => TemplateName === templateName,
        );
        return (
          template && {
            type: template.TemplateType ?? 'FLEET_PROVISIONING',
            enabled: false,
            ...lowered(template),
            templateArn: arn('iot', `provisioningtemplate/${templateName}`),
          }
        );
      },
      ListTopicRules: () => ({
        rules: all('AWS::IoT::TopicRule').map(({ RuleName = null, TopicRulePayload }) => ({
          ruleName: RuleName,
          ruleArn: ruleArn(RuleName),
          topicPattern: topicOf(TopicRulePayload),
        })),
      }),
      GetTopicRule({ ruleName }) {
        const rule = all('AWS::IoT::TopicRule').find(({ RuleName }) => RuleName === ruleName);
        const told = lowered(rule?.TopicRulePayload ?? {});
        return (
          rule && {
            ruleArn: ruleArn(rule.RuleName),
            rule: { ...(told as JsonObject), ruleName: String(ruleName) },
          }
        );
      },
    },
    logs: {
      DescribeLogGroups: ({ logGroupNamePrefix }) => ({
        logGroups: all('AWS::Logs::LogGroup')
          .filter((it) => String(it.LogGroupName).startsWith(String(logGroupNamePrefix)))
          .map(({ LogGroupName = null, RetentionInDays: days, LogGroupClass = 'STANDARD' }) => ({
            logGroupName: LogGroupName,
            logGroupClass: LogGroupClass,
            ...(days === undefined ? {} : { retentionInDays: days }),
          })),
      }),
    },
  };
}

/** AWS IoT's API has the members of CloudFormation in small letters. */
function lowered<Value extends Json>(value: Value): Value;
function lowered(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => lowered(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      lowered(member),
    ]),
  );
}

const topicOf = (payload: Json | undefined): string =>
  /FROM '([^']+)'/.exec((isObject(payload) && text(payload.Sql)) || '')?.[1] ?? '';
