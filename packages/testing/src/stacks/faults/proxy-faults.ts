import { at, isObject, listOf } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import type { FunctionNeeds } from '../stack-faults.js';
import { containerFaults } from './container-faults.js';
import { networkFaults } from './network-faults.js';
import { type StackFault, unless } from './stack-fault.js';

/** A proxy in a VPC, the container behind it, and the key that both sign with. */
export function proxyFaults(
  stack: Stack,
  fn: StackResource,
  permissions: FunctionNeeds['permissions'],
): readonly StackFault[] {
  const network = at(fn.properties, 'VpcConfig');
  const placed = [at(network, 'SubnetIds'), at(network, 'SecurityGroupIds')];
  return [
    ...unless(
      placed.every((list) => listOf(list).length > 0),
      'PROXY_OUTSIDE',
      fn.id,
      'is in no VPC, where its container is',
    ),
    ...wayFaults(stack, fn),
    ...secretFaults(stack, fn),
    ...networkFaults(stack, fn),
    ...containerFaults(stack, permissions),
  ];
}

/** The function asks by TLS, by the name that the certificate is for. */
function wayFaults(stack: Stack, { id, properties }: StackResource): readonly StackFault[] {
  const addresses = stack
    .ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')
    .map((one) => `https://${stack.value({ 'Fn::GetAtt': [one.id, 'DNSName'] })}`);
  const told = Object(at(properties, 'Environment', 'Variables'));
  return [
    ...unless(
      addresses.includes(String(told.GANGWAY_HOOK_URL)),
      'PROXY_ADDRESS',
      id,
      `asks ${String(told.GANGWAY_HOOK_URL)}, which is not the load balancer by TLS`,
    ),
    ...unless(
      typeof told.GANGWAY_SERVERNAME === 'string',
      'PROXY_SERVERNAME',
      id,
      "is not told the certificate's name, and believes none",
    ),
  ];
}

/** Nobody ever sees the key: Secrets Manager draws it, and the function is told where it is. */
function secretFaults(stack: Stack, fn: StackResource): readonly StackFault[] {
  const told = at(fn.properties, 'Environment', 'Variables', 'GANGWAY_HOP_SECRET');
  const secret = stack.ofType('AWS::SecretsManager::Secret').find(({ ref }) => ref === told);
  if (secret === undefined) {
    return [{ code: 'SECRET_ABSENT', where: fn.id, what: 'is told of no secret of the stack' }];
  }
  const { GenerateSecretString: drawn, SecretString: written } = secret.properties;
  return unless(
    isObject(drawn) &&
      written === undefined &&
      drawn.GenerateStringKey === 'whsec' &&
      Number(at(drawn, 'PasswordLength')) >= 32,
    'SECRET_WRITTEN',
    secret.id,
    'has a key that stands in the template, or a short one',
  );
}
