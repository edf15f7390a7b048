import { properties, type SettingMutation } from './setting-mutation.js';

/** Settings of a proxy, its network and its container. */
export const proxyMutations: readonly SettingMutation[] = [
  ...properties(
    'AWS::Lambda::Function',
    ['VpcConfig.SecurityGroupIds', 'PROXY_OUTSIDE', [undefined]],
    ['VpcConfig.SubnetIds', 'PROXY_OUTSIDE', [undefined]],
    ['VpcConfig', 'PROXY_OUTSIDE', [undefined]],
    ['Environment.Variables.GANGWAY_HOP_SECRET', 'SECRET_ABSENT', [undefined]],
    // Where there is one it is put together.
    ['Environment.Variables.GANGWAY_HOOK_URL.Fn::Sub', 'PROXY_ADDRESS', ['http://hook.invalid']],
    ['Environment.Variables.GANGWAY_SERVERNAME', 'PROXY_SERVERNAME', [undefined]],
  ),
  ...properties(
    'AWS::SecretsManager::Secret',
    ['SecretString', 'SECRET_WRITTEN', ['whsec_in_the_clear']],
    ['GenerateSecretString.PasswordLength', 'SECRET_WRITTEN', [8]],
    ['GenerateSecretString.GenerateStringKey', 'SECRET_WRITTEN', ['other']],
  ),
  ...properties(
    'AWS::EC2::SecurityGroup',
    [
      'SecurityGroupIngress',
      'GROUP_OPEN',
      [[{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }]],
    ],
    ['SecurityGroupEgress', 'GROUP_OPEN', [[{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }]]],
  ),
  ...['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'].flatMap((type) =>
    properties(
      type,
      ['FromPort', 'GROUP_WIDE', [0]],
      ['IpProtocol', 'GROUP_WIDE', ['-1']],
      ['GroupId', 'WAY_CLOSED', ['elsewhere']],
    ),
  ),
  ...properties(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ['Scheme', 'BALANCER_PUBLIC', [undefined, 'internet-facing']],
    ['SecurityGroups', 'WAY_CLOSED', [undefined]],
  ),
  ...properties(
    'AWS::ElasticLoadBalancingV2::Listener',
    ['Protocol', 'BALANCER_TLS', ['TCP']],
    ['SslPolicy', 'BALANCER_TLS', [undefined, 'ELBSecurityPolicy-2016-08']],
    ['Port', 'WAY_CLOSED', [80]],
    ['DefaultActions', 'BALANCER_TARGET', [[{ Type: 'forward', TargetGroupArn: 'elsewhere' }]]],
  ),
  ...properties(
    'AWS::ECS::TaskDefinition',
    ['ContainerDefinitions.0.ReadonlyRootFilesystem', 'CONTAINER_WRITABLE', [undefined, false]],
    ['ContainerDefinitions.0.User', 'CONTAINER_USER', [undefined, '0', 'root']],
    ['ContainerDefinitions.0.LinuxParameters', 'CONTAINER_RIGHTS', [undefined]],
    [
      'ContainerDefinitions.0.LinuxParameters.Capabilities.Add',
      'CONTAINER_RIGHTS',
      [['SYS_PTRACE']],
    ],
    [
      'ContainerDefinitions.0.Environment.0',
      'CONTAINER_INSECURE',
      [{ Name: 'GANGWAY_INSECURE', Value: 'true' }],
    ],
    ['ContainerDefinitions.0.Privileged', 'CONTAINER_PRIVILEGED', [true]],
    ['ContainerDefinitions.0.Secrets', 'CONTAINER_KEYS', [undefined]],
    ['ContainerDefinitions.0.LogConfiguration', 'CONTAINER_LOG', [undefined]],
    ['TaskRoleArn', 'ROLE_ABSENT', [undefined, 'arn:aws:iam::123456789012:role/Admin']],
    ['ExecutionRoleArn', 'ROLE_ABSENT', ['arn:aws:iam::123456789012:role/Admin']],
  ),
  ...properties(
    'AWS::EC2::VPCEndpoint',
    ['PolicyDocument', 'ENDPOINT_OPEN', [undefined]],
    ['PrivateDnsEnabled', 'ENDPOINT_NAME', [undefined, true]],
  ),
  ...properties('AWS::ElasticLoadBalancingV2::TargetGroup', [
    'HealthCheckPath',
    'BALANCER_HEALTH',
    [undefined, '/livez'],
  ]),
  ...properties(
    'AWS::ECS::Service',
    ['DesiredCount', 'SERVICE_ALONE', [0, 1]],
    ['NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', 'SERVICE_PUBLIC', ['ENABLED']],
    ['NetworkConfiguration.AwsvpcConfiguration.SecurityGroups', 'WAY_CLOSED', [undefined]],
    ['EnableExecuteCommand', 'SERVICE_SHELL', [true]],
    ['DeploymentConfiguration.MinimumHealthyPercent', 'SERVICE_GAP', [0]],
    ['DeploymentConfiguration.DeploymentCircuitBreaker', 'SERVICE_ROLLBACK', [undefined]],
  ),
];
