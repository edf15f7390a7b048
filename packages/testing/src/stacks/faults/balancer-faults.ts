import { listOf, objectsOf, shown } from '../reading/json.js';
import type { Stack } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

const served = (stack: Stack, group: unknown): boolean =>
  stack
    .ofType('AWS::ECS::Service')
    .flatMap(({ properties }) => objectsOf(properties.LoadBalancers))
    .some(({ TargetGroupArn }) => TargetGroupArn === group);

/** Where the function finds the container, and how it gets to Secrets Manager. */
export const balancerFaults = (stack: Stack): readonly StackFault[] => [
  // Without a policy an endpoint leads to every secret of every account.
  ...stack
    .ofType('AWS::EC2::VPCEndpoint')
    .flatMap(({ id, properties }) => [
      ...unless(
        properties.PolicyDocument !== undefined,
        'ENDPOINT_OPEN',
        id,
        'has no policy of its own',
      ),
      ...unless(
        properties.PrivateDnsEnabled === false,
        'ENDPOINT_NAME',
        id,
        'takes the name of the service for the whole VPC, and lets none but the function in',
      ),
    ]),
  ...stack
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .flatMap(({ id, properties: { DefaultActions } }) =>
      unless(
        objectsOf(DefaultActions).every(({ TargetGroupArn }) => served(stack, TargetGroupArn)),
        'BALANCER_TARGET',
        id,
        `hands calls on to ${shown(DefaultActions)}, where no service of the stack is`,
      ),
    ),
  ...stack
    .ofType('AWS::ElasticLoadBalancingV2::TargetGroup')
    .flatMap(({ id, properties }) =>
      unless(
        properties.HealthCheckPath === '/readyz',
        'BALANCER_HEALTH',
        id,
        `asks ${shown(properties.HealthCheckPath)} whether the container is ready`,
      ),
    ),
  ...stack
    .ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')
    .flatMap(({ id, properties }) =>
      unless(properties.Scheme === 'internal', 'BALANCER_PUBLIC', id, 'faces the internet'),
    ),
  ...stack
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .flatMap(({ id, properties: { Protocol, Certificates, SslPolicy } }) =>
      unless(
        Protocol === 'TLS' &&
          listOf(Certificates).length > 0 &&
          String(SslPolicy).includes('TLS13'),
        'BALANCER_TLS',
        id,
        `takes calls by ${shown(Protocol)} under ${shown(SslPolicy)}`,
      ),
    ),
];
