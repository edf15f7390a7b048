import {
  dynamodbTableDefinition,
  dynamodbTimeToLiveAttribute,
} from '@gangway/plugins/dynamodb-device-registry';
import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { checkOptions } from './options/check-options.js';
import { constructOption } from './options/construct-option.js';

export interface DeviceRegistryTableProps {
  /** 3 to 255 characters of `[a-zA-Z0-9_.-]`; CloudFormation names it unless given. */
  readonly tableName?: string;
  /** A customer's key; the table is encrypted with the AWS managed key of DynamoDB unless given. */
  readonly encryptionKey?: kms.IKey;
  /** Whether DynamoDB refuses to delete the table; true unless given. */
  readonly deletionProtection?: boolean;
  /** Whether the table stays when the stack goes; true unless given. */
  readonly retain?: boolean;
}

const tableName = v.pipe(
  v.string('must be a text'),
  v.check(
    (name) => Token.isUnresolved(name) || /^[a-zA-Z0-9_.-]{3,255}$/.test(name),
    'is not the name of a table',
  ),
);

const flag = v.optional(v.boolean('must be true or false'), true);

export const tableOptions = v.strictObject({
  tableName: v.optional(tableName),
  encryptionKey: v.optional(constructOption<kms.IKey>('a key of KMS', 'keyArn')),
  deletionProtection: flag,
  retain: flag,
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const keyActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
];

/**
 * The table of `dynamodbDeviceRegistry`. A registry that is lost lets every device claim once more, so it has point-in-time
 * recovery, and neither a stack that is deleted nor a change that would replace the table takes it along.
 *
 * @throws GangwayError `OPTION_UNKNOWN`, `OPTION_INVALID`
 * @example
 * const devices = new DeviceRegistryTable(stack, 'Devices', {});
 * new PreProvisioningHook(stack, 'Hook', {
 *   code: { entry: 'lambda.ts' },
 *   environment: { DEVICES_TABLE: devices.tableName },
 * });
 */
export class DeviceRegistryTable extends Construct {
  readonly #key: kms.IKey | undefined;
  readonly tableName: string;
  readonly tableArn: string;

  constructor(scope: Construct, id: string, props: DeviceRegistryTableProps = {}) {
    super(scope, id);
    const given = checkOptions(this, tableOptions, props);
    const key = given.encryptionKey;
    // The name in it is left out where CloudFormation is to find one.
    const definition = dynamodbTableDefinition(given.tableName ?? '');
    const table = new dynamodb.CfnTable(this, 'Resource', {
      attributeDefinitions: definition.AttributeDefinitions.map((one) => ({
        attributeName: one.AttributeName,
        attributeType: one.AttributeType,
      })),
      keySchema: definition.KeySchema.map((one) => ({
        attributeName: one.AttributeName,
        keyType: one.KeyType,
      })),
      billingMode: definition.BillingMode,
      timeToLiveSpecification: { attributeName: dynamodbTimeToLiveAttribute, enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      sseSpecification: {
        sseEnabled: true,
        ...(key === undefined ? {} : { sseType: 'KMS', kmsMasterKeyId: key.keyArn }),
      },
      deletionProtectionEnabled: given.deletionProtection,
      ...(given.tableName === undefined ? {} : { tableName: given.tableName }),
    });
    table.applyRemovalPolicy(given.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    this.#key = key;
    this.tableName = table.ref;
    this.tableArn = table.attrArn;
  }

  /** Lets a function use the customer's key, which DynamoDB asks for on its behalf; nothing where there is none. */
  grantKey(grantee: iam.IGrantable): void {
    this.#key?.grant(grantee, ...keyActions);
  }
}
