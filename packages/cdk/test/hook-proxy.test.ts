import { ClaimLifecycle, HookProxy, type HookProxyProps } from '@gangway/cdk';
import { GangwayError } from '@gangway/core';
import { proxyAlarms } from '@gangway/deployment';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { expect } from 'chai';
import { resourceOf, resourcesOf, statementsOf } from './cloud-formation.js';
import { fixture } from './hook-stack.js';
import { closeStacks, hopStack, proxyStack } from './hop-stack.js';
import { opened } from './security-groups.js';

const logOf = (id: string) => ({
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Effect: 'Allow',
  Resource: {
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':logs:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        ':log-group:',
        { Ref: id },
        ':*',
      ],
    ],
  },
});
const network = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

describe('HookProxy', function () {
  this.timeout(60_000);
  after(closeStacks);
  let template: Template;
  let proxy: HookProxy;
  before(() => {
    const made = proxyStack();
    proxy = made.proxy;
    proxy.allowTemplate('first-fleet');
    template = made.template();
  });
  const the = (type: string, beginning?: string) => resourceOf(template, type, beginning);

  describe('nothing is open but', () => {
    it('the way from the function to the container, and those to what each of them needs', () => {
      const { out, in: inward } = opened(template);
      expect(inward).to.deep.equal([
        'Balancer -> Container : tcp 8080',
        'Proxy -> Balancer : tcp 443',
        'Proxy -> SecretsEndpointGroup : tcp 443',
      ]);
      expect(out).to.deep.equal([
        'Balancer -> Container : tcp 8080',
        'Container -> 0.0.0.0/0 : tcp 443',
        'Proxy -> Balancer : tcp 443',
        'Proxy -> SecretsEndpointGroup : tcp 443',
      ]);
    });

    it('inside of the VPC', () => {
      const balancer = the('AWS::ElasticLoadBalancingV2::LoadBalancer').Properties;
      expect(balancer).to.include({ Scheme: 'internal', Type: 'network' });
      expect(
        the('AWS::ECS::Service').Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp,
      ).to.equal('DISABLED');
      expect(resourcesOf(template, 'AWS::Lambda::Url')).to.be.empty;
    });
  });

  describe('each role may', () => {
    it('as the function: read the one secret, write its log, be put into the VPC by Lambda and not by its code', () => {
      const { id } = the('AWS::Lambda::Function', 'HookFunction');
      expect(statementsOf(template, the('AWS::IAM::Role', 'HookFunctionRole').id)).to.deep.equal([
        { Action: network, Effect: 'Allow', Resource: '*' },
        logOf(the('AWS::Logs::LogGroup', 'HookFunction').id),
        {
          Action: 'secretsmanager:GetSecretValue',
          Effect: 'Allow',
          Resource: { Ref: the('AWS::SecretsManager::Secret').id },
        },
        {
          Action: network,
          Effect: 'Deny',
          Resource: '*',
          Condition: { ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
        },
      ]);
    });

    it('as the task: what the hook in the container says', () => {
      const role = the('AWS::IAM::Role', 'HookContainerTaskRole');
      expect(statementsOf(template, role.id)).to.deep.equal([
        {
          Action: 'dynamodb:GetItem',
          Effect: 'Allow',
          Resource: {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':dynamodb:',
                { Ref: 'AWS::Region' },
                ':',
                { Ref: 'AWS::AccountId' },
                ':table/devices',
              ],
            ],
          },
        },
      ]);
      const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
      expect(trust.Principal).to.deep.equal({ Service: 'ecs-tasks.amazonaws.com' });
      expect(trust.Condition.StringEquals).to.deep.equal({
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
      });
    });

    it('as what starts the task: read the one secret and write its log', () => {
      const role = the('AWS::IAM::Role', 'HookContainerExecutionRole');
      expect(statementsOf(template, role.id)).to.have.deep.members([
        {
          Action: 'secretsmanager:GetSecretValue',
          Effect: 'Allow',
          Resource: { Ref: the('AWS::SecretsManager::Secret').id },
        },
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [the('AWS::Logs::LogGroup', 'HookContainer').id, 'Arn'] },
        },
      ]);
      const { DependsOn } = the('AWS::ECS::Service');
      expect(DependsOn).to.include(the('AWS::IAM::Policy', 'HookContainerExecutionRole').id);
    });
  });

  it('is called by AWS IoT alone, for one template of this account', () => {
    expect(the('AWS::Lambda::Permission').Properties).to.deep.equal({
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: the('AWS::Lambda::Alias').id },
      Principal: 'iot.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iot:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            ':provisioningtemplate/first-fleet',
          ],
        ],
      },
    });
  });

  it('tells the function where the container is, by which name its certificate goes, and where the keys are', () => {
    const { Variables } = the('AWS::Lambda::Function', 'HookFunction').Properties.Environment;
    const balancer = the('AWS::ElasticLoadBalancingV2::LoadBalancer').id;
    expect(Variables).to.have.all.keys(
      'GANGWAY_HOOK_URL',
      'GANGWAY_HOP_SECRET',
      'GANGWAY_SERVERNAME',
      'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    );
    expect(Variables.GANGWAY_HOOK_URL).to.deep.equal({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [balancer, 'DNSName'] }]],
    });
    expect(Variables.GANGWAY_HOP_SECRET).to.deep.equal({
      Ref: the('AWS::SecretsManager::Secret').id,
    });
    expect(Variables.GANGWAY_SERVERNAME).to.equal('hook.example.com');
  });

  it('hands octets on as they come, by TLS 1.2 at least, and asks whether the container is ready', () => {
    expect(the('AWS::ElasticLoadBalancingV2::Listener').Properties).to.include({
      Port: 443,
      Protocol: 'TLS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    });
    expect(the('AWS::ElasticLoadBalancingV2::TargetGroup').Properties).to.include({
      Port: 8080,
      Protocol: 'TCP',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: '/readyz',
    });
  });

  it('runs two tasks, read-only, as nobody, without rights, and takes a bad deployment back', () => {
    const task = the('AWS::ECS::TaskDefinition').Properties;
    const [container] = task.ContainerDefinitions;
    expect(container).to.include({ User: '65532', ReadonlyRootFilesystem: true });
    expect(container.LinuxParameters.Capabilities).to.deep.equal({ Drop: ['ALL'] });
    expect(container.Environment).to.deep.equal([
      { Name: 'GANGWAY_HOST', Value: '0.0.0.0' },
      { Name: 'GANGWAY_PORT', Value: '8080' },
    ]);
    expect(container.Secrets).to.deep.equal([
      { Name: 'GANGWAY_KEYS', ValueFrom: { Ref: the('AWS::SecretsManager::Secret').id } },
    ]);
    expect(container.LogConfiguration.LogDriver).to.equal('awslogs');
    expect(the('AWS::Logs::LogGroup', 'HookContainer').Properties.RetentionInDays).to.equal(90);
    const service = the('AWS::ECS::Service').Properties;
    expect(service.DesiredCount).to.equal(2);
    expect(service.DeploymentConfiguration.DeploymentCircuitBreaker).to.deep.equal({
      Enable: true,
      Rollback: true,
    });
    expect(service.EnableExecuteCommand ?? false).to.equal(false);
  });

  it('has an endpoint of its own to Secrets Manager, for that secret alone, which no other program notices', () => {
    const endpoint = the('AWS::EC2::VPCEndpoint').Properties;
    expect(endpoint.PrivateDnsEnabled).to.equal(false);
    expect(endpoint.PolicyDocument.Statement).to.deep.equal([
      {
        Action: 'secretsmanager:GetSecretValue',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Resource: { Ref: the('AWS::SecretsManager::Secret').id },
      },
    ]);
  });

  it('has the alarms of a proxy, and ranks claim certificates by what the container has logged', () => {
    expect([...(proxy.alarms?.alarms.keys() ?? [])]).to.deep.equal(
      proxyAlarms({ functionName: 'any', timeoutSeconds: 4 }).map(({ id }) => id),
    );
    const rule = the('AWS::CloudWatch::InsightRule').Properties;
    expect(JSON.stringify(rule.RuleBody)).to.contain(
      the('AWS::Logs::LogGroup', 'HookContainer').id,
    );
  });

  it('tells what its function is', () => {
    expect(proxy.manifest.function.kind).to.equal('proxy');
    expect(proxy.manifest.function.permissions.map(({ action }) => action)).to.deep.equal([
      'secretsmanager:GetSecretValue',
    ]);
  });

  it('asks the hook itself what the task does, in the environment that the container will have', () => {
    const { stack, props } = hopStack();
    const table = new dynamodb.CfnTable(stack, 'Devices', {
      billingMode: 'PAY_PER_REQUEST',
      attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    });
    new HookProxy(stack, 'Hook', {
      ...props,
      container: {
        ...props.container,
        hook: { entry: fixture('hook.mjs') },
        environment: { DEVICES: table.ref },
      },
    });
    const asked = Template.fromStack(stack);
    const { id } = resourceOf(asked, 'AWS::IAM::Role', 'HookContainerTaskRole');
    const [statement, ...more] = statementsOf(asked, id);
    expect(more).to.be.empty;
    expect(JSON.stringify(statement)).to.contain(':table/",{"Ref":"Devices"}]');
    const [container] = resourceOf(asked, 'AWS::ECS::TaskDefinition').Properties
      .ContainerDefinitions;
    expect(container.Environment).to.deep.include({ Name: 'DEVICES', Value: { Ref: 'Devices' } });
  });

  it('takes no program for its function that is no proxy', () => {
    const { stack, props } = hopStack();
    const code = { entry: fixture('hook.mjs') };
    expect(() => new HookProxy(stack, 'Hook', { ...props, code }))
      .to.throw(GangwayError, /is a hook, and this takes a Lambda proxy/)
      .with.property('code', 'BUNDLE_WRONG_KIND');
  });

  it('carries presence events as well, by the same way', () => {
    const made = proxyStack();
    new ClaimLifecycle(made.stack, 'Lifecycle', { proxy: made.proxy });
    const both = made.template();
    const { Properties } = resourceOf(both, 'AWS::Lambda::Function', 'Lifecycle');
    const hook = resourceOf(both, 'AWS::Lambda::Function', 'HookFunction').Properties;
    expect(Properties.Environment).to.deep.equal(hook.Environment);
    expect(Properties.VpcConfig).to.deep.equal(hook.VpcConfig);
    const role = resourceOf(both, 'AWS::IAM::Role', 'LifecycleFunctionRole');
    const statements = statementsOf(both, role.id) as readonly { readonly Action: unknown }[];
    expect(statements.flatMap(({ Action }) => Action).sort()).to.deep.equal(
      [
        ...network,
        ...network,
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'secretsmanager:GetSecretValue',
        'sqs:SendMessage',
      ].sort(),
    );
  });

  it('may be told to use the way to Secrets Manager that the VPC has', () => {
    const all = proxyStack((props) => ({ ...props, secretsEndpoint: 'vpc' })).template();
    all.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(opened(all).out).to.include('Proxy -> 0.0.0.0/0 : tcp 443');
  });

  it('goes without TLS only where it is told to, and warns of it', () => {
    const { stack, template: plain } = proxyStack(({ tls: _, ...props }) => ({
      ...props,
      plainHttp: true,
    }));
    plain().hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ GANGWAY_PLAIN_HTTP: 'true' }) },
    });
    plain().hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      Protocol: 'TCP',
    });
    Annotations.fromStack(stack).hasWarning('/Fleet/Hook', Match.stringLikeRegexp('plain text'));
  });

  const { props: good } = hopStack();
  const { tls, container } = good;
  const wrong: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['no word on TLS', { ...good, tls: undefined }, 'OPTION_INVALID', /"tls": .*plainHttp/],
    ['TLS and none', { ...good, plainHttp: true }, 'OPTION_INVALID', /"plainHttp"/],
    ['an option that is none', { ...good, vpcs: good.vpc }, 'OPTION_UNKNOWN', /Did you mean "vpc"/],
    ['no VPC', { ...good, vpc: 'vpc-1' }, 'OPTION_INVALID', /"vpc": must be a VPC/],
    [
      'a size that Fargate has not',
      { ...good, container: { ...container, cpu: 256, memoryMb: 4_096 } },
      'OPTION_INVALID',
      /"container": .*Fargate/,
    ],
    [
      'unsigned calls',
      { ...good, container: { ...container, environment: { GANGWAY_INSECURE: 'anywhere' } } },
      'OPTION_INVALID',
      /"container\.environment": .*GANGWAY_INSECURE/,
    ],
    ['no task', { ...good, container: { ...container, tasks: 0 } }, 'OPTION_INVALID', /tasks/],
    ['a CA that is no PEM', { ...good, tls: { ...tls, ca: 'x' } }, 'OPTION_INVALID', /tls\.ca/],
  ];
  for (const [what, props, code, message] of wrong) {
    it(`is refused at synth with ${what}`, () => {
      const { stack } = hopStack();
      expect(() => new HookProxy(stack, 'Hook', props as HookProxyProps))
        .to.throw(GangwayError, message)
        .that.satisfies(
          (error: GangwayError) => error.code === code && error.message.startsWith('Fleet/Hook'),
        );
    });
  }
});
