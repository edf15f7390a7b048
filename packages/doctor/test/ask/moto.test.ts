import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateTopicRuleCommand } from '@aws-sdk/client-iot';
import { awsAccount } from '@gangway/doctor';
import { expect } from 'chai';
import { clientsAt } from './asking.js';
import { type MotoServer, startMoto } from './moto-server.js';

const role = { RoleName: 'hook-role' };

describe('awsAccount with moto', function () {
  this.timeout(60_000);
  let moto: MotoServer | undefined;
  before(async function () {
    moto = await startMoto();
    if (moto === undefined) {
      console.log('    skipped: moto_server is not installed here (pip install "moto[server]")');
      return this.skip();
    }
  });
  after(() => moto?.close());

  it('tells of each service what is there and what is not', async () => {
    const clients = clientsAt(moto?.url ?? '');
    await clients.iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: '{}' }));
    const names = ['a', 'b', 'c'];
    for (const PolicyName of names) {
      await clients.iam.send(
        new PutRolePolicyCommand({
          ...role,
          PolicyName,
          PolicyDocument:
            '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"logs:*","Resource":"*"}}',
        }),
      );
    }
    // Of the lists, moto gives fifty members a page.
    const groups = Array.from({ length: 60 }, (_, index) => `/hook/${index}`).toSorted();
    for (const logGroupName of groups) {
      await clients.logs.send(new CreateLogGroupCommand({ logGroupName }));
    }
    await clients.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'hook errors',
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
      }),
    );
    await clients.dynamodb.send(
      new CreateTableCommand({
        TableName: 'devices',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    await clients.iot.send(
      new CreateTopicRuleCommand({
        ruleName: 'presence',
        topicRulePayload: { sql: "SELECT * FROM 'a'", actions: [] },
      }),
    );
    const account = awsAccount({ clients });
    const output = async (...question: Parameters<typeof account.ask>) => {
      const asked = await account.ask(...question);
      return asked.kind === 'answer' ? asked.output : asked;
    };

    expect(await output('iam', 'GetRole', role)).to.have.nested.property(
      'Role.RoleName',
      'hook-role',
    );
    expect(await output('iam', 'ListRolePolicies', role)).to.have.deep.property(
      'PolicyNames',
      names,
    );
    expect(await output('iam', 'ListAttachedRolePolicies', role)).to.have.deep.property(
      'AttachedPolicies',
      [],
    );
    const { logGroups } = (await output('logs', 'DescribeLogGroups', {
      logGroupNamePrefix: '/hook/',
    })) as { readonly logGroups?: readonly { readonly logGroupName: string }[] };
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).to.have.members(groups);
    expect(
      await output('cloudwatch', 'DescribeAlarms', { AlarmNamePrefix: 'hook' }),
    ).to.have.nested.property('MetricAlarms[0].AlarmName', 'hook errors');
    const table = { TableName: 'devices' };
    expect(await output('dynamodb', 'DescribeTable', table)).to.have.nested.property(
      'Table.TableName',
      'devices',
    );
    expect(await output('dynamodb', 'DescribeContinuousBackups', table)).to.have.property(
      'ContinuousBackupsDescription',
    );
    expect(await output('iot', 'ListTopicRules', {})).to.have.nested.property(
      'rules[0].ruleName',
      'presence',
    );
    expect(await output('iot', 'GetTopicRule', { ruleName: 'presence' })).to.have.nested.property(
      'rule.ruleName',
      'presence',
    );

    const kinds = await Promise.all([
      account.ask('iam', 'GetRole', { RoleName: 'other' }),
      account.ask('dynamodb', 'DescribeTable', { TableName: 'other' }),
      account.ask('lambda', 'GetFunctionConfiguration', { FunctionName: 'other' }),
      account.ask('lambda', 'GetPolicy', { FunctionName: 'other' }),
    ]);
    expect(kinds.map(({ kind }) => kind)).to.deep.equal(Array(4).fill('absent'));
    for (const client of Object.values(clients)) client.destroy();
  });
});
