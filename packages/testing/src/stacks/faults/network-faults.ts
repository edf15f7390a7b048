import { at, listOf, objectsOf, shown } from '../reading/json.js';
import { type NetworkRule, networkRules } from '../reading/network-rules.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { balancerFaults } from './balancer-faults.js';
import { type StackFault, unless } from './stack-fault.js';

/** Who may speak with whom between the function and the container: each on the one port that it needs, and nobody else. */
export function networkFaults(stack: Stack, fn: StackResource): readonly StackFault[] {
  const rules = networkRules(stack);
  const groups = stack.ofType('AWS::EC2::SecurityGroup');
  return [
    ...rules.flatMap(openFaults),
    ...groups.flatMap(({ id, ref }) =>
      // EC2 lets a group out to everywhere as long as it has no rule about it.
      unless(
        rules.some(({ direction, group }) => direction === 'out' && group === ref),
        'GROUP_OUT_OF_BOUNDS',
        id,
        'may speak with everybody',
      ),
    ),
    ...waysOf(stack, fn).flatMap((way) => wayFaults(rules, way)),
    ...balancerFaults(stack),
  ];
}

/** Nothing comes in from addresses. What goes out to them is HTTPS: AWS, and whoever has the image. */
function openFaults({ where, direction, other, protocol, ports }: NetworkRule) {
  const none = protocol === 'icmp';
  const https = direction === 'out' && protocol === 'tcp' && shown(ports) === '[443,443]';
  return [
    ...unless(
      other !== undefined || https || (direction === 'out' && none),
      'GROUP_OPEN',
      where,
      `lets ${direction} whatever has an address, on ${shown(protocol)} ${shown(ports)}`,
    ),
    ...unless(
      other === undefined || (protocol === 'tcp' && ports[0] === ports[1]),
      'GROUP_WIDE',
      where,
      `is for ${shown(protocol)} on ${shown(ports)}`,
    ),
  ];
}

/** A way that must be open at both ends. */
interface Way {
  readonly what: string;
  readonly from: readonly unknown[];
  readonly to: readonly unknown[];
  readonly port: unknown;
}

function waysOf(stack: Stack, fn: StackResource): readonly Way[] {
  const groupsOf = (type: string, ...path: readonly string[]) =>
    stack.ofType(type).flatMap(({ properties }) => listOf(at(properties, ...path)));
  const proxy = listOf(at(fn.properties, 'VpcConfig', 'SecurityGroupIds'));
  const balancer = groupsOf('AWS::ElasticLoadBalancingV2::LoadBalancer', 'SecurityGroups');
  const container = groupsOf(
    ...(['AWS::ECS::Service', 'NetworkConfiguration', 'AwsvpcConfiguration'] as const),
    'SecurityGroups',
  );
  const ports = stack
    .ofType('AWS::ECS::Service')
    .flatMap(({ properties }) => objectsOf(properties.LoadBalancers))
    .map(({ ContainerPort }) => ContainerPort);
  const listeners = stack
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .map(({ properties }) => properties.Port);
  const endpoint = groupsOf('AWS::EC2::VPCEndpoint', 'SecurityGroupIds');
  return [
    { what: 'the function to the load balancer', from: proxy, to: balancer, port: listeners[0] },
    { what: 'the load balancer to the container', from: balancer, to: container, port: ports[0] },
    ...(endpoint.length === 0
      ? []
      : [{ what: 'the function to Secrets Manager', from: proxy, to: endpoint, port: 443 }]),
  ];
}

function wayFaults(rules: readonly NetworkRule[], { what, from, to, port }: Way) {
  const open = (direction: NetworkRule['direction'], group: unknown, other: unknown) =>
    rules.some(
      (rule) =>
        rule.direction === direction &&
        rule.group === group &&
        rule.other === other &&
        rule.ports[0] === port,
    );
  const [here] = from;
  const [there] = to;
  return unless(
    open('out', here, there) && open('in', there, here),
    'WAY_CLOSED',
    String(here),
    `from ${what} no way is open on ${shown(port)}`,
  );
}
