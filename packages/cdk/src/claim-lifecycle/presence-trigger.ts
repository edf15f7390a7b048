import { presenceRule, statementsFor } from '@gangway/deployment';
import { Names } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as iot from 'aws-cdk-lib/aws-iot';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { policyDocument } from '../function/policy-document.js';
import { placeOf } from '../place-of.js';

export interface PresenceTriggerProps {
  readonly functionArn: string;
  /** Where an event goes that the function could not be invoked with. */
  readonly failures: sqs.IQueue;
}

/**
 * The rule that brings presence events to a function, and what lets it do so. The rule's ARN is made of its name: IAM and the
 * function's policy want it before there is a rule.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html
 */
export class PresenceTrigger extends Construct {
  readonly ruleName: string;

  constructor(scope: Construct, id: string, { functionArn, failures }: PresenceTriggerProps) {
    super(scope, id);
    const place = placeOf(this);
    const { partition, region, account } = place;
    // AWS IoT: letters, digits and underscores, 128 of them.
    this.ruleName = Names.uniqueResourceName(this, { maxLength: 128, separator: '_' }).replaceAll(
      /[^A-Za-z0-9_]/g,
      '_',
    );
    const ruleArn = `arn:${partition}:iot:${region}:${account}:rule/${this.ruleName}`;
    const permission = new lambda.CfnPermission(this, 'AllowRule', {
      functionName: functionArn,
      action: 'lambda:InvokeFunction',
      principal: 'iot.amazonaws.com',
      sourceArn: ruleArn,
      sourceAccount: account,
    });
    const errorRole = new iam.Role(this, 'ErrorRole', {
      assumedBy: new iam.ServicePrincipal('iot.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': ruleArn },
        },
      }),
      inlinePolicies: {
        gangway: policyDocument(
          statementsFor([{ action: 'sqs:SendMessage', resource: failures.queueArn }], place),
        ),
      },
    });
    const rule = new iot.CfnTopicRule(this, 'Rule', {
      ruleName: this.ruleName,
      topicRulePayload: {
        description:
          'Tells the ledger of a pre-provisioning hook which certificates have connected',
        sql: presenceRule.sql,
        awsIotSqlVersion: presenceRule.sqlVersion,
        ruleDisabled: false,
        actions: [{ lambda: { functionArn } }],
        errorAction: {
          sqs: { queueUrl: failures.queueUrl, roleArn: errorRole.roleArn, useBase64: false },
        },
      },
    });
    rule.addResourceDependency(permission);
  }
}
