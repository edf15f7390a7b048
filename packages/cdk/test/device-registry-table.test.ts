import { DeviceRegistryTable, type DeviceRegistryTableProps } from '@gangway/cdk';
import {
  dynamodbTableDefinition,
  dynamodbTimeToLiveAttribute,
} from '@gangway/plugins/dynamodb-device-registry';
import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { expect } from 'chai';
import { resourceOf, resourcesOf } from './cloud-formation.js';
import { openApp, refusalOf } from './hook-stack.js';

function tableOf(props?: DeviceRegistryTableProps) {
  using open = openApp();
  const stack = open.stack();
  new DeviceRegistryTable(stack, 'Devices', props);
  return resourceOf(Template.fromStack(stack), 'AWS::DynamoDB::Table');
}

describe('DeviceRegistryTable', () => {
  it('is the table that dynamodbDeviceRegistry asks for', () => {
    const { Properties } = tableOf({ tableName: 'devices' });
    const definition = dynamodbTableDefinition('devices');
    // All that the definition says, so that an index of it is not left out.
    expect(Properties).to.deep.include(definition);
    expect(Object.keys(Properties)).to.have.members([
      ...Object.keys(definition),
      'DeletionProtectionEnabled',
      'PointInTimeRecoverySpecification',
      'SSESpecification',
      'TimeToLiveSpecification',
    ]);
  });

  it('forgets counters and nonces by the attribute that the plugin writes', () => {
    expect(tableOf().Properties.TimeToLiveSpecification).to.deep.equal({
      AttributeName: dynamodbTimeToLiveAttribute,
      Enabled: true,
    });
  });

  it('can be restored to any second, and goes neither with the stack nor by a call', () => {
    const table = tableOf();
    expect(table.Properties).to.deep.include({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true },
    });
    expect(table).to.include({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('goes with the stack where that is asked for', () => {
    const table = tableOf({ retain: false, deletionProtection: false });
    expect(table).to.include({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(table.Properties).to.include({ DeletionProtectionEnabled: false });
  });

  it('is named by CloudFormation unless it is given a name, or a token for one', () => {
    expect(tableOf().Properties).to.not.have.property('TableName');
    using open = openApp();
    const stack = open.stack();
    const { valueAsString } = new CfnParameter(stack, 'Name');
    new DeviceRegistryTable(stack, 'Devices', { tableName: valueAsString });
    expect(
      resourceOf(Template.fromStack(stack), 'AWS::DynamoDB::Table').Properties.TableName,
    ).to.deep.equal({ Ref: 'Name' });
  });

  it("is encrypted with a customer's key, which a function that is let may use", () => {
    using open = openApp();
    const stack = open.stack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    new DeviceRegistryTable(stack, 'Devices', { encryptionKey }).grantKey(role);
    const template = Template.fromStack(stack);
    const key = { 'Fn::GetAtt': [resourceOf(template, 'AWS::KMS::Key').id, 'Arn'] };
    expect(resourceOf(template, 'AWS::DynamoDB::Table').Properties.SSESpecification).to.deep.equal({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: key,
    });
    expect(
      resourceOf(template, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement,
    ).to.deep.equal([
      {
        Effect: 'Allow',
        Action: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        Resource: key,
      },
    ]);
  });

  it('grants nothing where there is no key', () => {
    using open = openApp();
    const stack = open.stack();
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    new DeviceRegistryTable(stack, 'Devices').grantKey(role);
    expect(resourcesOf(Template.fromStack(stack), 'AWS::IAM::Policy')).to.be.empty;
  });

  const wrong: readonly (readonly [string, string, object])[] = [
    ['OPTION_UNKNOWN', 'tabelName', { tabelName: 'devices' }],
    ['OPTION_INVALID', 'tableName', { tableName: 'my devices' }],
    ['OPTION_INVALID', 'tableName', { tableName: 'ab' }],
    ['OPTION_INVALID', 'encryptionKey', { encryptionKey: 'alias/fleet' }],
    ['OPTION_INVALID', 'retain', { retain: 'yes' }],
    ['OPTION_INVALID', 'deletionProtection', { deletionProtection: 0 }],
  ];
  for (const [code, option, props] of wrong) {
    it(`refuses ${JSON.stringify(props)}, naming path and option`, () => {
      using open = openApp();
      const stack = open.stack();
      const refusal = refusalOf(() =>
        Reflect.construct(DeviceRegistryTable, [stack, 'Devices', props]),
      );
      expect(refusal.code).to.equal(code);
      expect(refusal.message).to.contain('Fleet/Devices').and.contain(`option "${option}"`);
    });
  }
});
