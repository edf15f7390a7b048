import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** How a function gets to the container: what it is told, and where it runs. */
export interface Passage {
  readonly environment: Readonly<Record<string, string>>;
  readonly network: {
    readonly vpc: ec2.IVpc;
    readonly vpcSubnets: ec2.SubnetSelection;
    readonly securityGroups: ec2.ISecurityGroup[];
  };
}
