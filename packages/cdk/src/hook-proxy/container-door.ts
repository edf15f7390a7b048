import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';

export interface ContainerDoorProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly service: ecs.FargateService;
  readonly containerPort: number;
  /** Where it takes calls. */
  readonly port: number;
  /** Ends TLS; without one there is none. */
  readonly certificate: acm.ICertificate | undefined;
}

/**
 * Where the function finds the container: an internal network load balancer, which hands on every octet as it came. One that speaks
 * HTTP itself would write headers anew and answer for a container that does not, and neither is an answer to the function.
 *
 * @see docs/hop.md
 */
export class ContainerDoor extends Construct {
  readonly balancer: elb.NetworkLoadBalancer;

  constructor(scope: Construct, id: string, props: ContainerDoorProps) {
    super(scope, id);
    const { vpc, subnets, securityGroup, service, containerPort, port, certificate } = props;
    this.balancer = new elb.NetworkLoadBalancer(this, 'Balancer', {
      vpc,
      vpcSubnets: subnets,
      internetFacing: false,
      securityGroups: [securityGroup],
      // A zone whose only task is away is not without a hook.
      crossZoneEnabled: true,
    });
    const listener = this.balancer.addListener('Listener', {
      port,
      ...(certificate === undefined
        ? { protocol: elb.Protocol.TCP }
        : {
            protocol: elb.Protocol.TLS,
            certificates: [certificate],
            sslPolicy: elb.SslPolicy.TLS13_RES,
          }),
    });
    listener.addTargets('Container', {
      port: containerPort,
      protocol: elb.Protocol.TCP,
      targets: [service.loadBalancerTarget({ containerName: 'hook', containerPort })],
      // As the function's calls, so that the container's group knows one source.
      preserveClientIp: false,
      deregistrationDelay: Duration.seconds(30),
      healthCheck: {
        protocol: elb.Protocol.HTTP,
        path: '/readyz',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
  }
}
