import { objectsOf } from './json.js';
import type { Stack } from './read-stack.js';

/** A rule of a security group. */
export interface NetworkRule {
  /** Logical id of what has it. */
  readonly where: string;
  readonly direction: 'in' | 'out';
  readonly group: string;
  /** The other security group; `undefined` of a range of addresses, or of a list of them. */
  readonly other: string | undefined;
  readonly protocol: unknown;
  /** Both ends of the range of ports. */
  readonly ports: readonly [unknown, unknown];
}

/** All rules of all security groups, whether they stand within them or by themselves. */
export function networkRules(stack: Stack): readonly NetworkRule[] {
  const groups = stack.ofType('AWS::EC2::SecurityGroup');
  const rule = (
    direction: NetworkRule['direction'],
    where: string,
    group: string,
    terms: Readonly<Record<string, unknown>>,
  ): NetworkRule => {
    const other =
      direction === 'in' ? terms.SourceSecurityGroupId : terms.DestinationSecurityGroupId;
    return {
      where,
      direction,
      group,
      other: typeof other === 'string' ? other : undefined,
      protocol: terms.IpProtocol,
      ports: [terms.FromPort, terms.ToPort],
    };
  };
  return [
    ...groups.flatMap(({ id, ref, properties }) => [
      ...objectsOf(properties.SecurityGroupIngress).map((one) => rule('in', id, ref, one)),
      ...objectsOf(properties.SecurityGroupEgress).map((one) => rule('out', id, ref, one)),
    ]),
    ...stack
      .ofType('AWS::EC2::SecurityGroupIngress')
      .map(({ id, properties }) => rule('in', id, String(properties.GroupId), properties)),
    ...stack
      .ofType('AWS::EC2::SecurityGroupEgress')
      .map(({ id, properties }) => rule('out', id, String(properties.GroupId), properties)),
  ];
}
