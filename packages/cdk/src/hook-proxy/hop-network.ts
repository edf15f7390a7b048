import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface HopNetworkProps {
  readonly vpc: ec2.IVpc;
  /** Where the load balancer takes calls. */
  readonly listenerPort: number;
  /** Where the container takes them. */
  readonly containerPort: number;
}

/**
 * Who may speak with whom: the function with the load balancer on its one port, that one with the container on its one port,
 * and nobody else with either. The container reaches AWS over HTTPS; whatever else its hook asks is opened for it by whoever
 * knows what that is.
 */
export class HopNetwork extends Construct {
  readonly proxy: ec2.SecurityGroup;
  readonly balancer: ec2.SecurityGroup;
  readonly container: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, { vpc, listenerPort, containerPort }: HopNetworkProps) {
    super(scope, id);
    const group = (name: string, description: string) =>
      new ec2.SecurityGroup(this, name, { vpc, description, allowAllOutbound: false });
    this.proxy = group('Proxy', 'Lambda proxy of a pre-provisioning hook');
    this.balancer = group('Balancer', 'Internal load balancer before the container of a hook');
    this.container = group('Container', 'Container of a pre-provisioning hook');
    connect(this.proxy, this.balancer, listenerPort, 'calls of the hop');
    connect(this.balancer, this.container, containerPort, 'calls of the hop and health checks');
    this.container.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS, and the image');
  }
}

/** Opens both ends of a way. */
export function connect(
  from: ec2.SecurityGroup,
  to: ec2.SecurityGroup,
  port: number,
  what: string,
): void {
  from.addEgressRule(to, ec2.Port.tcp(port), what);
  to.addIngressRule(from, ec2.Port.tcp(port), what);
}
