import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ContainerOptions } from './container-options.js';
import { hookPermissions } from './hook-permissions.js';
import { secretVariable } from './hop-secret.js';
import { taskRole } from './task-role.js';

export interface ContainerServiceProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly options: ContainerOptions;
  /** Of the secret with the keys. */
  readonly secretArn: string;
  readonly logRetentionDays: number;
}

/** User of the images that the Dockerfile of `@gangway/adapter-http` makes. */
const nobody = '65532';

/**
 * The container in Fargate: read-only, as nobody, without rights and without a public address. Its execution role may read the one secret
 * and write the one log, its task role what its hook's plugins say.
 *
 * @see docs/container.md
 */
export class ContainerService extends Construct {
  readonly logGroup: logs.LogGroup;
  readonly taskRole: iam.Role;
  readonly executionRole: iam.Role;
  readonly service: ecs.FargateService;

  constructor(scope: Construct, id: string, props: ContainerServiceProps) {
    super(scope, id);
    const { vpc, subnets, securityGroup, options } = props;
    this.logGroup = new logs.LogGroup(this, 'Log', {
      retention: props.logRetentionDays,
      // As for a function: who was let aboard outlives the stack.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.taskRole = taskRole(this, 'TaskRole', hookPermissions(this, options));
    // What it needs is granted with what it is needed for: the log, the secret, and the image where it is in ECR.
    this.executionRole = new iam.Role(this, 'ExecutionRole', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    const task = this.#task(props);
    this.service = new ecs.FargateService(this, 'Service', {
      cluster: options.cluster ?? (new ecs.Cluster(this, 'Cluster', { vpc }) as ecs.ICluster),
      taskDefinition: task,
      desiredCount: options.tasks,
      vpcSubnets: subnets,
      securityGroups: [securityGroup],
      assignPublicIp: false,
      // A deployment that does not get ready is taken back, and meanwhile the old tasks go on.
      circuitBreaker: { enable: true, rollback: true },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      healthCheckGracePeriod: Duration.seconds(60),
    });
    // Tasks that start before their role may read the secret fail, and the deployment with them.
    this.service.node.addDependency(this.executionRole);
  }

  #task({ options, secretArn }: ContainerServiceProps): ecs.FargateTaskDefinition {
    const { image, environment, port, cpu, memoryMb, architecture } = options;
    const task = new ecs.FargateTaskDefinition(this, 'Task', {
      cpu,
      memoryLimitMiB: memoryMb,
      taskRole: this.taskRole,
      executionRole: this.executionRole,
      runtimePlatform: {
        cpuArchitecture:
          architecture === 'arm64' ? ecs.CpuArchitecture.ARM64 : ecs.CpuArchitecture.X86_64,
        operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
      },
    });
    const linuxParameters = new ecs.LinuxParameters(this, 'Linux', {});
    linuxParameters.dropCapabilities(ecs.Capability.ALL);
    task.addContainer('hook', {
      image,
      user: nobody,
      readonlyRootFilesystem: true,
      linuxParameters,
      portMappings: [{ containerPort: port }],
      environment: { ...environment, GANGWAY_HOST: '0.0.0.0', GANGWAY_PORT: String(port) },
      secrets: { GANGWAY_KEYS: secretVariable(secretArn) },
      logging: ecs.LogDrivers.awsLogs({ logGroup: this.logGroup, streamPrefix: 'hook' }),
      // Eight seconds of it are the server's own for what is in flight.
      stopTimeout: Duration.seconds(30),
    });
    return task;
  }
}
