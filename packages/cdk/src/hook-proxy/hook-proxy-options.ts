import { hookSettings } from '@gangway/deployment';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as v from 'valibot';
import { type AlarmsOption, alarmsOption } from '../alarms/alarms-option.js';
import { type FunctionProps, functionCode, functionOptions } from '../function/function-options.js';
import { constructOption } from '../options/construct-option.js';
import { containerOptions, type HookContainerProps } from './container-options.js';

// A class of the CDK's is not its own interface where `exactOptionalPropertyTypes` is on; hence both.

/** TLS between the function and the load balancer. */
export interface HookProxyTls {
  /** Of ACM, for the listener of the load balancer. */
  readonly certificate: acm.ICertificate | acm.Certificate;
  /** A name that the certificate is for. Nobody looks it up: it need not be in any DNS. */
  readonly domainName: string;
  /** The certificate of the CA in PEM, where it is none that Node knows. */
  readonly ca?: string;
}

export interface HookProxyProps extends Omit<FunctionProps, 'code'> {
  /** The network of function and container. */
  readonly vpc: ec2.IVpc | ec2.Vpc;
  /** The subnets of function, load balancer and container; those that reach the internet without being reached from it, unless given. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** The container with the hook. */
  readonly container: HookContainerProps;
  /** TLS on the way; there is no default. */
  readonly tls?: HookProxyTls;
  /** In place of `tls`: events and overrides can be read in the VPC. */
  readonly plainHttp?: boolean;
  /** How functions reach Secrets Manager: by an endpoint of their own, or as the VPC does. */
  readonly secretsEndpoint?: 'own' | 'vpc';
  /** A program in place of the construct's own. */
  readonly code?: FunctionProps['code'];
  /** Whether there are alarms, and whom they tell. */
  readonly alarms?: AlarmsOption;
}

const { code: _, ...ofFunction } = functionOptions(hookSettings);

export const hookProxyOptions = v.strictObject({
  vpc: constructOption<ec2.IVpc>('a VPC', 'vpcId'),
  vpcSubnets: v.optional(
    v.custom<ec2.SubnetSelection>(
      (given) => typeof given === 'object' && given !== null,
      'must be a selection of subnets',
    ),
  ),
  container: containerOptions,
  tls: v.optional(
    v.strictObject({
      certificate: constructOption<acm.ICertificate>('a certificate of ACM', 'certificateArn'),
      domainName: v.pipe(v.string('must be a name in the certificate'), v.minLength(1, 'is empty')),
      ca: v.optional(v.pipe(v.string(), v.includes('-----BEGIN CERTIFICATE-----', 'is no PEM'))),
    }),
  ),
  plainHttp: v.optional(v.boolean('must be true or false'), false),
  secretsEndpoint: v.optional(v.picklist(['own', 'vpc'], 'must be own or vpc'), 'own'),
  code: v.optional(functionCode),
  ...ofFunction,
  alarms: alarmsOption,
});

export type HookProxyOptions = v.InferOutput<typeof hookProxyOptions>;
