import { bundleFunctionSync } from '@gangway/bundle';
import { type AlarmsOption, DeviceRegistryTable, PreProvisioningHook } from '@gangway/cdk';
import { hookAlarms } from '@gangway/deployment';
import { CfnParameter } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { expect } from 'chai';
import { resourceOf, resourcesOf, statementsOf } from './cloud-formation.js';
import { arnIn, fixture, hookCode, openApp, place, refusalOf } from './hook-stack.js';

const roleOf = (template: Template) => resourceOf(template, 'AWS::IAM::Role', 'Hook').id;

describe('PreProvisioningHook', function () {
  this.timeout(60_000);

  describe('with nothing but its code', () => {
    let template: Template;
    before(() => {
      using open = openApp();
      const stack = open.stack();
      new PreProvisioningHook(stack, 'Hook', { code: hookCode });
      template = Template.fromStack(stack);
    });
    const the = (type: string) => resourceOf(template, type);

    it('runs on Node 24 and arm64, and ends before AWS IoT gives up', () => {
      expect(the('AWS::Lambda::Function').Properties).to.deep.include({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Timeout: 4,
        MemorySize: 512,
      });
    });

    it('has no environment, no reserved share and no tracing', () => {
      expect(the('AWS::Lambda::Function').Properties).to.not.have.any.keys(
        'Environment',
        'ReservedConcurrentExecutions',
        'TracingConfig',
        'VpcConfig',
      );
    });

    it('writes JSON to a log group of its own, which is kept for 90 days and outlives the stack', () => {
      const group = the('AWS::Logs::LogGroup');
      expect(group).to.deep.include({
        Properties: { RetentionInDays: 90 },
        DeletionPolicy: 'Retain',
      });
      expect(the('AWS::Lambda::Function').Properties.LoggingConfig).to.deep.equal({
        LogFormat: 'JSON',
        LogGroup: { Ref: group.id },
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
      });
    });

    it('is called by an alias of a version that stays when the next is published', () => {
      const version = the('AWS::Lambda::Version');
      expect(version).to.include({ DeletionPolicy: 'Retain' });
      expect(the('AWS::Lambda::Alias').Properties).to.deep.include({
        Name: 'live',
        FunctionVersion: { 'Fn::GetAtt': [version.id, 'Version'] },
      });
    });

    it('may do what its plugins say that they do, and write its log', () => {
      expect(statementsOf(template, roleOf(template))).to.deep.equal([
        {
          Effect: 'Allow',
          Action: 'dynamodb:GetItem',
          Resource: arnIn('dynamodb', 'table/devices'),
        },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                `:logs:${place.region}:${place.account}:log-group:`,
                { Ref: the('AWS::Logs::LogGroup').id },
                ':*',
              ],
            ],
          },
        },
      ]);
    });

    it('waits for its role as it names it, and says so once', () => {
      expect(the('AWS::Lambda::Function')).to.not.have.property('DependsOn');
    });

    it('may be called by nobody', () => {
      expect(resourcesOf(template, 'AWS::Lambda::Permission')).to.be.empty;
    });
  });

  it('takes what it is given in place of its defaults', () => {
    using open = openApp();
    const stack = open.stack();
    new PreProvisioningHook(stack, 'Hook', {
      code: hookCode,
      memoryMb: 1_024,
      timeoutSeconds: 5,
      reservedConcurrency: 20,
      logRetentionDays: 365,
    });
    const template = Template.fromStack(stack);
    expect(resourceOf(template, 'AWS::Lambda::Function').Properties).to.include({
      MemorySize: 1_024,
      Timeout: 5,
      ReservedConcurrentExecutions: 20,
    });
    expect(resourceOf(template, 'AWS::Logs::LogGroup').Properties).to.deep.equal({
      RetentionInDays: 365,
    });
  });

  it('may ask the table that its environment names by token, and no other', () => {
    using open = openApp();
    const stack = open.stack();
    const { tableName } = new DeviceRegistryTable(stack, 'Devices');
    new PreProvisioningHook(stack, 'Hook', {
      code: hookCode,
      environment: { DEVICES: tableName },
    });
    const template = Template.fromStack(stack);
    const table = { Ref: resourceOf(template, 'AWS::DynamoDB::Table').id };
    expect(resourceOf(template, 'AWS::Lambda::Function').Properties.Environment).to.deep.equal({
      Variables: { DEVICES: table },
    });
    const [statement] = statementsOf(template, roleOf(template));
    expect(statement).to.deep.include({
      Resource: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            `:dynamodb:${place.region}:${place.account}:table/`,
            table,
          ],
        ],
      },
    });
  });

  it('may read the secret whose ARN its environment names by token', () => {
    using open = openApp();
    const stack = open.stack();
    const { secretArn } = new secretsmanager.Secret(stack, 'Overrides');
    new PreProvisioningHook(stack, 'Hook', {
      code: hookCode,
      environment: { SECRET: secretArn },
    });
    const template = Template.fromStack(stack);
    expect(statementsOf(template, roleOf(template))).to.deep.include({
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: { Ref: resourceOf(template, 'AWS::SecretsManager::Secret').id },
    });
  });

  it('may ask the table that a bundle is told here, not the one that it was told when it was made', () => {
    using open = openApp();
    const stack = open.stack();
    const bundle = `${open.app.outdir}/bundle`;
    bundleFunctionSync({ file: hookCode.entry, out: bundle, environment: { DEVICES: 'old' } });
    new PreProvisioningHook(stack, 'Hook', {
      code: { bundle },
      environment: { DEVICES: 'new' },
    });
    const template = Template.fromStack(stack);
    const [statement] = statementsOf(template, roleOf(template));
    expect(statement).to.deep.include({ Resource: arnIn('dynamodb', 'table/new') });
  });

  it('may ask what a bundle asks without the environment that it was made in, where it is given none', () => {
    using open = openApp();
    const stack = open.stack();
    const out = `${open.app.outdir}/bundle`;
    bundleFunctionSync({ file: hookCode.entry, out, environment: { DEVICES: 'elsewhere' } });
    new PreProvisioningHook(stack, 'Hook', { code: { bundle: out } });
    const template = Template.fromStack(stack);
    const granted = JSON.stringify(statementsOf(template, roleOf(template)));
    expect(granted).to.contain(':table/devices').and.not.contain('elsewhere');
  });

  it('warns of what bundling warns of, unless it is meant', () => {
    const warningsOf = (without: readonly string[]) => {
      using open = openApp();
      const stack = open.stack();
      const code = { entry: fixture('lacks-devices.mjs'), without };
      new PreProvisioningHook(stack, 'Hook', { code });
      const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
      return found.map(({ id, entry }) => `${id} ${entry.data}`);
    };
    const [warning, ...others] = warningsOf([]);
    expect(warning).to.match(/^\/Fleet\/Hook ASSET_MISSING .*no-devices\.csv/);
    expect(others).to.deep.equal([]);
    expect(warningsOf(['./no-devices.csv'])).to.deep.equal([]);
  });

  it('shows a grant beside its own in a policy of its own', () => {
    using open = openApp();
    const stack = open.stack();
    const key = new kms.Key(stack, 'Key');
    const hook = new PreProvisioningHook(stack, 'Hook', { code: hookCode });
    key.grantDecrypt(hook);
    const template = Template.fromStack(stack);
    const policy = resourceOf(template, 'AWS::IAM::Policy');
    expect(policy.Properties.PolicyDocument.Statement).to.deep.equal([
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: { 'Fn::GetAtt': [resourceOf(template, 'AWS::KMS::Key').id, 'Arn'] },
      },
    ]);
    // So that no device meets a function that may not do yet what it was let.
    expect(resourceOf(template, 'AWS::Lambda::Function').DependsOn).to.deep.equal([policy.id]);
  });

  it('gives the same zip, and so the same version, when nothing has changed', () => {
    const synthesise = () => {
      using open = openApp();
      const stack = open.stack();
      new PreProvisioningHook(stack, 'Hook', { code: hookCode });
      return Template.fromStack(stack).toJSON();
    };
    expect(synthesise()).to.deep.equal(synthesise());
  });

  describe('alarms', () => {
    const synthesised = (alarms?: AlarmsOption) => {
      using open = openApp();
      const stack = open.stack();
      new PreProvisioningHook(stack, 'Hook', {
        code: hookCode,
        timeoutSeconds: 3,
        ...(alarms === undefined ? {} : { alarms }),
      });
      return Template.fromStack(stack);
    };

    it('watch the function by its own timeout, and rank claim certificates by its own log', () => {
      const template = synthesised();
      const { id } = resourceOf(template, 'AWS::Lambda::Function');
      const expected = hookAlarms({ functionName: id, timeoutSeconds: 3 });
      const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map((one) => one.Properties);
      expect(alarms.map(({ AlarmDescription }) => AlarmDescription)).to.have.members(
        expected.map(({ description }) => description),
      );
      expect(alarms.map(({ Threshold }) => Threshold)).to.have.members(
        expected.map(({ threshold }) => threshold),
      );
      for (const alarm of alarms) {
        expect(JSON.stringify(alarm)).to.contain(`{"Ref":"${id}"}`);
        expect(alarm).to.not.have.property('AlarmActions');
      }
      const rule = resourceOf(template, 'AWS::CloudWatch::InsightRule');
      expect(JSON.stringify(rule.Properties)).to.contain(
        `{"Ref":"${resourceOf(template, 'AWS::Logs::LogGroup').id}"}`,
      );
    });

    it('tell whom they are given, and are left out when that is asked for', () => {
      using open = openApp();
      const stack = open.stack();
      const topic = new sns.Topic(stack, 'OnCall');
      new PreProvisioningHook(stack, 'Hook', { code: hookCode, alarms: { actions: [topic] } });
      const template = Template.fromStack(stack);
      const [first] = resourcesOf(template, 'AWS::CloudWatch::Alarm');
      expect(first?.Properties.AlarmActions).to.deep.equal([
        { Ref: resourceOf(template, 'AWS::SNS::Topic').id },
      ]);
      const none = synthesised(false);
      for (const type of ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::InsightRule']) {
        expect(resourcesOf(none, type)).to.be.empty;
      }
    });
  });

  describe('allowTemplate', () => {
    it('lets AWS IoT call it for this template of this account, and asks no more when asked again', () => {
      using open = openApp();
      const stack = open.stack();
      const hook = new PreProvisioningHook(stack, 'Hook', { code: hookCode });
      const [once, again] = ['first-fleet', 'first-fleet'].map((name) => hook.allowTemplate(name));
      expect(once).to.equal(again);
      const template = Template.fromStack(stack);
      expect(resourceOf(template, 'AWS::Lambda::Permission').Properties).to.deep.equal({
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: resourceOf(template, 'AWS::Lambda::Alias').id },
        Principal: 'iot.amazonaws.com',
        SourceAccount: place.account,
        SourceArn: arnIn('iot', 'provisioningtemplate/first-fleet'),
      });
    });

    it('makes one permission for each template', () => {
      using open = openApp();
      const stack = open.stack();
      const hook = new PreProvisioningHook(stack, 'Hook', { code: hookCode });
      for (const name of ['fleet-a', 'fleet_a', 'fleeta']) hook.allowTemplate(name);
      expect(resourcesOf(Template.fromStack(stack), 'AWS::Lambda::Permission')).to.have.length(3);
    });

    it('names it alike whatever was made before it, also where only CloudFormation knows the name', () => {
      const permissionIds = (before: (hook: PreProvisioningHook) => void) => {
        using open = openApp();
        const stack = open.stack();
        const { valueAsString } = new CfnParameter(stack, 'Name');
        const hook = new PreProvisioningHook(stack, 'Hook', { code: hookCode });
        before(hook);
        hook.allowTemplate(`${valueAsString}-fleet`);
        return resourcesOf(Template.fromStack(stack), 'AWS::Lambda::Permission').map(
          ({ id }) => id,
        );
      };
      const [only] = permissionIds(() => {});
      const another = permissionIds((hook) => hook.allowTemplate('another'));
      expect(another).to.have.length(2).and.to.include(only);
    });
  });

  describe('refuses, naming path and option,', () => {
    const refused = (props: object) => {
      using open = openApp();
      const stack = open.stack();
      return refusalOf(() => Reflect.construct(PreProvisioningHook, [stack, 'Hook', props]));
    };

    it('an option that there is not', () => {
      const { code, message } = refused({ code: hookCode, memoryMB: 256 });
      expect(code).to.equal('OPTION_UNKNOWN');
      expect(message).to.equal(
        'Fleet/Hook: There is no option "memoryMB". Did you mean "memoryMb"?',
      );
    });

    const wrong: readonly (readonly [string, object])[] = [
      ['code', {}],
      ['code', { code: 'lambda.ts' }],
      ['code', { code: { entry: '' } }],
      ['code', { code: { ...hookCode, bundle: 'dist' } }],
      ['timeoutSeconds', { code: hookCode, timeoutSeconds: 6 }],
      ['timeoutSeconds', { code: hookCode, timeoutSeconds: 0 }],
      ['memoryMb', { code: hookCode, memoryMb: 127 }],
      ['memoryMb', { code: hookCode, memoryMb: 512.5 }],
      ['logRetentionDays', { code: hookCode, logRetentionDays: 91 }],
      ['logRetentionDays', { code: hookCode, logRetentionDays: 9_999 }],
      ['reservedConcurrency', { code: hookCode, reservedConcurrency: -1 }],
      ['alarms', { code: hookCode, alarms: 'yes' }],
      ['environment.DEVICES', { code: hookCode, environment: { DEVICES: 3 } }],
      ['environment.my-table', { code: hookCode, environment: { 'my-table': 'devices' } }],
      ['environment.AWS_REGION', { code: hookCode, environment: { AWS_REGION: 'eu-west-1' } }],
    ];
    for (const [option, props] of wrong) {
      it(`${option} of ${JSON.stringify(props).replace(hookCode.entry, 'hook.mjs')}`, () => {
        const { code, message } = refused(props);
        expect(code).to.equal('OPTION_INVALID');
        expect(message).to.match(new RegExp(`^Fleet/Hook, option "${option}[".]`));
      });
    }

    it('an option that cannot be read', () => {
      const gone = () => {
        throw new Error('gone');
      };
      const memory = Object.defineProperty({ code: hookCode }, 'memoryMb', {
        get: gone,
        enumerable: true,
      });
      const environment = Object.defineProperty({}, 'DEVICES', { get: gone, enumerable: true });
      for (const [option, props] of [
        ['memoryMb', memory],
        ['environment', { code: hookCode, environment }],
      ] as const) {
        const { code, message } = refused(props);
        expect(code).to.equal('OPTION_INVALID');
        expect(message).to.equal(`Fleet/Hook, option "${option}": cannot be read: gone.`);
      }
    });

    it('a file that is not there', () => {
      const { code, message } = refused({ code: { entry: 'nowhere/hook.ts' } });
      expect(code).to.equal('HOOK_NOT_FOUND');
      expect(message).to.contain('Fleet/Hook, option "code"').and.contain('nowhere/hook.ts');
    });

    it('a hook that does not compose, with the plugin and its option', () => {
      const { code, message } = refused({ code: { entry: fixture('without-table.mjs') } });
      expect(code).to.equal('HOOK_NOT_COMPOSED');
      expect(message)
        .to.contain('Fleet/Hook, option "code"')
        .and.contain('without-table.mjs')
        .and.contain('"dynamodb-device-registry", option "table"');
    });

    it('a bundle whose hook does not compose in the environment that it is given', () => {
      using open = openApp();
      const bundle = `${open.app.outdir}/bundle`;
      const file = fixture('without-table.mjs');
      bundleFunctionSync({ file, out: bundle, environment: { DEVICES: 'devices' } });
      const { code, message } = refused({
        code: { bundle },
        environment: { DEVICES: 'my devices' },
      });
      expect(code).to.equal('HOOK_NOT_COMPOSED');
      expect(message).to.contain('Fleet/Hook, option "code"').and.contain('option "table"');
    });

    it('a folder that is no bundle', () => {
      const { code, message } = refused({ code: { bundle: fixture('.') } });
      expect(code).to.equal('BUNDLE_UNREADABLE');
      expect(message).to.contain('Fleet/Hook, option "code"').and.contain('gangway.json');
    });

    it('a plugin that makes an ARN of its own out of one that only CloudFormation knows', () => {
      using open = openApp();
      const stack = open.stack();
      const { secretArn } = new secretsmanager.Secret(stack, 'Secret');
      const { code, message } = refusalOf(
        () =>
          new PreProvisioningHook(stack, 'Hook', {
            code: { entry: fixture('takes-apart.mjs') },
            environment: { SECRET: secretArn },
          }),
      );
      expect(code).to.equal('ENVIRONMENT_UNREADABLE');
      expect(message).to.match(/^Fleet\/Hook, option "environment": /);
    });

    it('a lifecycle function in place of a hook', () => {
      const { code, message } = refused({ code: { entry: fixture('lifecycle.mjs') } });
      expect(code).to.equal('BUNDLE_WRONG_KIND');
      expect(message).to.match(/^Fleet\/Hook, option "code": .*lifecycle\.mjs is a lifecycle/);
    });
  });
});
