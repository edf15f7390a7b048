import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { connect } from './hop-network.js';

export interface SecretsEndpointProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Who may use it. */
  readonly from: ec2.SecurityGroup;
  /** The one secret that can be read through it. */
  readonly secretArn: string;
}

/**
 * The function's own way to Secrets Manager. It has no private DNS name: that would lead every other program of the VPC here,
 * where it is not let in, and cannot be had where the VPC has such an endpoint already.
 */
export class SecretsEndpoint extends Construct {
  /** For `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    { vpc, subnets, from, secretArn }: SecretsEndpointProps,
  ) {
    super(scope, id);
    const group = new ec2.SecurityGroup(this, 'Group', {
      vpc,
      description: 'Way of the Lambda proxy to Secrets Manager',
      allowAllOutbound: false,
    });
    connect(from, group, 443, 'keys of the hop');
    const endpoint = new ec2.InterfaceVpcEndpoint(this, 'Endpoint', {
      vpc,
      subnets,
      service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      securityGroups: [group],
      open: false,
      privateDnsEnabled: false,
    });
    endpoint.addToPolicy(
      new iam.PolicyStatement({
        principals: [new iam.AnyPrincipal()],
        actions: ['secretsmanager:GetSecretValue'],
        resources: [secretArn],
      }),
    );
    // The first entry is the name that leads to every zone, behind its hosted zone and a colon.
    const entry = Fn.select(0, endpoint.vpcEndpointDnsEntries);
    this.url = `https://${Fn.select(1, Fn.split(':', entry))}`;
  }
}
