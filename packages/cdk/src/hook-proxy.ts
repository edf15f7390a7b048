import { type BundleManifest, hookSettings, networkPermissions } from '@gangway/deployment';
import { Annotations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { addAlarms } from './alarms/alarms-option.js';
import { denyNetworkToCode } from './function/deny-network-to-code.js';
import { GangwayFunction } from './function/gangway-function.js';
import { openCode } from './function/open-code.js';
import type { HookAlarms } from './hook-alarms.js';
import { ContainerDoor } from './hook-proxy/container-door.js';
import { ContainerService } from './hook-proxy/container-service.js';
import {
  type HookProxyOptions,
  type HookProxyProps,
  hookProxyOptions,
} from './hook-proxy/hook-proxy-options.js';
import { HopNetwork } from './hook-proxy/hop-network.js';
import { hopSecret } from './hook-proxy/hop-secret.js';
import { ownCode } from './hook-proxy/own-code.js';
import type { Passage } from './hook-proxy/passage.js';
import { SecretsEndpoint } from './hook-proxy/secrets-endpoint.js';
import { checkOptions } from './options/check-options.js';
import { synthError } from './options/synth-error.js';
import { placeOf } from './place-of.js';
import type { Environment, TemplateHook } from './template/template-hook.js';
import { TemplatePermissions } from './template/template-permissions.js';

export type { HookContainerProps } from './hook-proxy/container-options.js';
export type { HookProxyProps, HookProxyTls } from './hook-proxy/hook-proxy-options.js';

/**
 * A hook that decides in a container, and the function that AWS IoT calls in its place: the Lambda proxy in a VPC, the container
 * in Fargate behind an internal load balancer, and the secret with the key that both sign with. Nothing of it can be reached from
 * outside the VPC.
 *
 * @throws GangwayError `OPTION_UNKNOWN`, `OPTION_INVALID`, and those of a bundle, with the construct's path
 * @see docs/cdk.md
 * @example
 * const proxy = new HookProxy(stack, 'Hook', {
 *   vpc,
 *   container: { image: ecs.ContainerImage.fromRegistry('hook'), hook: { permissions: [] } },
 *   tls: { certificate, domainName: 'hook.internal.example.com' },
 * });
 */
export class HookProxy extends Construct implements TemplateHook {
  readonly function: lambda.Function;
  readonly alias: lambda.Alias;
  /** Of the alias, which AWS IoT calls. */
  readonly arn: string;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly manifest: BundleManifest;
  readonly env: Environment;
  /** The keys of the hop. */
  readonly secret: secretsmanager.Secret;
  readonly container: ContainerService;
  /** How another function gets to the container, such as that of `ClaimLifecycle`. */
  readonly passage: Passage;
  /** Unless `alarms` is false. */
  readonly alarms: HookAlarms | undefined;
  readonly #permissions: TemplatePermissions;

  constructor(scope: Construct, id: string, props: HookProxyProps) {
    super(scope, id);
    const options = checkOptions(this, hookProxyOptions, props);
    assertWay(this, options);
    this.env = placeOf(this);
    this.secret = hopSecret(this, 'Keys');
    const { vpc, vpcSubnets: subnets = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } } =
      options;
    const port = options.tls === undefined ? 80 : 443;
    const containerPort = options.container.port;
    const groups = new HopNetwork(this, 'Network', { vpc, listenerPort: port, containerPort });
    this.container = new ContainerService(this, 'Container', {
      vpc,
      subnets,
      securityGroup: groups.container,
      options: options.container,
      secretArn: this.secret.secretArn,
      logRetentionDays: options.logRetentionDays,
    });
    const door = new ContainerDoor(this, 'Door', {
      vpc,
      subnets,
      securityGroup: groups.balancer,
      service: this.container.service,
      containerPort,
      port,
      certificate: options.tls?.certificate,
    });
    this.passage = {
      environment: {
        GANGWAY_HOP_SECRET: this.secret.secretArn,
        ...addressOf(door.balancer.loadBalancerDnsName, options),
        ...this.#wayToSecrets(options, groups.proxy, subnets),
      },
      network: { vpc, vpcSubnets: subnets, securityGroups: [groups.proxy] },
    };
    const made = this.#function(options);
    this.function = made.function;
    this.alias = made.alias;
    this.arn = made.alias.functionArn;
    this.#permissions = new TemplatePermissions(this, this.arn);
    this.role = made.role;
    this.logGroup = made.logGroup;
    this.manifest = made.manifest;
    this.alarms = addAlarms(this, options.alarms, {
      kind: 'proxy',
      function: made.function,
      timeoutSeconds: options.timeoutSeconds,
      // Which claim is refused, and why, the container alone knows.
      logGroup: this.container.logGroup,
    });
  }

  /** Lets AWS IoT call it for the template of this name, and for no other. */
  allowTemplate(templateName: string): lambda.CfnPermission {
    return this.#permissions.for(templateName);
  }

  #wayToSecrets(
    { vpc, secretsEndpoint }: HookProxyOptions,
    from: ec2.SecurityGroup,
    subnets: ec2.SubnetSelection,
  ): Readonly<Record<string, string>> {
    if (secretsEndpoint === 'vpc') {
      from.addEgressRule(
        ec2.Peer.anyIpv4(),
        ec2.Port.tcp(443),
        'Secrets Manager, as the VPC has it',
      );
      return {};
    }
    const { secretArn } = this.secret;
    const { url } = new SecretsEndpoint(this, 'SecretsEndpoint', { vpc, subnets, from, secretArn });
    return { AWS_ENDPOINT_URL_SECRETS_MANAGER: url };
  }

  #function(options: HookProxyOptions): GangwayFunction {
    const environment = { ...options.environment, ...this.passage.environment };
    const code = openCode(this, options.code ?? ownCode('hook-proxy'), environment, 'proxy');
    const made = new GangwayFunction(this, 'Function', {
      code,
      options: { ...options, environment },
      settings: hookSettings,
      morePermissions: networkPermissions,
      network: this.passage.network,
    });
    denyNetworkToCode(this, made);
    return made;
  }
}

function addressOf(name: string, { tls }: HookProxyOptions): Readonly<Record<string, string>> {
  if (tls === undefined) return { GANGWAY_HOOK_URL: `http://${name}`, GANGWAY_PLAIN_HTTP: 'true' };
  return {
    GANGWAY_HOOK_URL: `https://${name}`,
    // The certificate is for this name and not for the load balancer's, which only its region knows.
    GANGWAY_SERVERNAME: tls.domainName,
    ...(tls.ca === undefined ? {} : { GANGWAY_CA: tls.ca }),
  };
}

/** Whether anybody may read on the way is for the user to say. */
function assertWay(scope: Construct, { tls, plainHttp }: HookProxyOptions): void {
  if (tls === undefined && !plainHttp) {
    const wanted = 'must be { certificate, domainName }, or say plainHttp: true in its place.';
    throw synthError(scope, 'OPTION_INVALID', 'tls', wanted);
  }
  if (tls !== undefined && plainHttp) {
    throw synthError(scope, 'OPTION_INVALID', 'plainHttp', 'goes with no tls.');
  }
  if (!plainHttp) return;
  Annotations.of(scope).addWarningV2(
    '@gangway/cdk:plainHttp',
    'Events and overrides go from the function to the container in plain text: they cannot be changed, but read by whoever reads in this VPC. Give tls.',
  );
}
