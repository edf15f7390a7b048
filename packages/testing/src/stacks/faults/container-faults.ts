import { at, listOf, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { logNeeds } from './function-needs.js';
import { grantFaults } from './grant-faults.js';
import { type Need, needsIn } from './needs.js';
import { type StackFault, unless } from './stack-fault.js';
import { trustConditionFaults, trustFaults } from './trust-faults.js';

type Permissions = readonly { readonly action: string; readonly resource: unknown }[];

/** The container with the hook: how it runs, what it may do, and how many there are. */
export function containerFaults(stack: Stack, permissions: Permissions): readonly StackFault[] {
  const tasks = stack.ofType('AWS::ECS::TaskDefinition');
  return [
    ...tasks.flatMap((task) => taskFaults(stack, task, permissions)),
    ...stack.ofType('AWS::ECS::Service').flatMap(serviceFaults),
  ];
}

function taskFaults(
  stack: Stack,
  task: StackResource,
  permissions: Permissions,
): readonly StackFault[] {
  const containers = objectsOf(task.properties.ContainerDefinitions);
  const { partition, region, account } = stack.place;
  const role = (name: string) =>
    stack.ofType('AWS::IAM::Role').find(({ arn }) => arn === task.properties[name]);
  const taskRole = role('TaskRoleArn');
  const executionRole = role('ExecutionRoleArn');
  return [
    ...containers.flatMap((container) => aboardFaults(task.id, container)),
    ...(taskRole === undefined
      ? [{ code: 'ROLE_ABSENT', where: task.id, what: 'has no task role of the stack' }]
      : [
          ...trustFaults(taskRole, 'ecs-tasks.amazonaws.com'),
          ...trustConditionFaults(stack, taskRole, `arn:${partition}:ecs:${region}:${account}:*`),
          ...grantFaults(stack, taskRole, needsIn(stack, permissions)),
        ]),
    ...(executionRole === undefined
      ? [{ code: 'ROLE_ABSENT', where: task.id, what: 'has no execution role of the stack' }]
      : [
          ...trustFaults(executionRole, 'ecs-tasks.amazonaws.com'),
          ...grantFaults(stack, executionRole, executionNeeds(stack, containers)),
        ]),
  ];
}

/** To start what is in the task: its secrets are read for it, and its log is written. */
const executionNeeds = (
  stack: Stack,
  containers: readonly Readonly<Record<string, unknown>>[],
): readonly Need[] =>
  containers.flatMap((container) => {
    const log = at(container, 'LogConfiguration', 'Options', 'awslogs-group');
    return [
      ...logNeeds(stack.ofType('AWS::Logs::LogGroup').find(({ ref }) => ref === log)),
      ...objectsOf(container.Secrets).map(({ ValueFrom }) => ({
        action: 'secretsmanager:GetSecretValue',
        resource: String(ValueFrom),
      })),
    ];
  });

function aboardFaults(
  id: string,
  container: Readonly<Record<string, unknown>>,
): readonly StackFault[] {
  const dropped = listOf(at(container, 'LinuxParameters', 'Capabilities', 'Drop'));
  const added = listOf(at(container, 'LinuxParameters', 'Capabilities', 'Add'));
  const secrets = objectsOf(container.Secrets).map(({ Name }) => Name);
  const plain = objectsOf(container.Environment).map(({ Name }) => String(Name));
  return [
    ...unless(
      container.ReadonlyRootFilesystem === true,
      'CONTAINER_WRITABLE',
      id,
      'may write to its image',
    ),
    ...unless(
      /^[1-9][0-9]*$/.test(String(container.User)),
      'CONTAINER_USER',
      id,
      `runs as ${shown(container.User)}`,
    ),
    ...unless(
      shown(dropped) === '["ALL"]' && added.length === 0,
      'CONTAINER_RIGHTS',
      id,
      `drops ${shown(dropped)} and has ${shown(added)}`,
    ),
    ...unless(
      !plain.includes('GANGWAY_INSECURE'),
      'CONTAINER_INSECURE',
      id,
      'answers whoever asks, signed or not',
    ),
    ...unless(
      container.Privileged !== true,
      'CONTAINER_PRIVILEGED',
      id,
      'has the rights of its host',
    ),
    ...unless(
      secrets.includes('GANGWAY_KEYS') && !plain.some((name) => name.startsWith('GANGWAY_KEYS')),
      'CONTAINER_KEYS',
      id,
      `has its keys in ${shown([...secrets, ...plain])}`,
    ),
    ...unless(
      at(container, 'LogConfiguration', 'Options', 'awslogs-group') !== undefined,
      'CONTAINER_LOG',
      id,
      'logs into nothing',
    ),
  ];
}

function serviceFaults({ id, properties }: StackResource): readonly StackFault[] {
  const network = at(properties, 'NetworkConfiguration', 'AwsvpcConfiguration');
  const breaker = at(properties, 'DeploymentConfiguration', 'DeploymentCircuitBreaker');
  return [
    ...unless(
      Number(properties.DesiredCount) >= 2,
      'SERVICE_ALONE',
      id,
      `runs ${shown(properties.DesiredCount)} task: without it nothing is provisioned`,
    ),
    ...unless(
      at(network, 'AssignPublicIp') === 'DISABLED',
      'SERVICE_PUBLIC',
      id,
      'has addresses of the internet',
    ),
    ...unless(
      properties.EnableExecuteCommand !== true,
      'SERVICE_SHELL',
      id,
      'has a shell in the container for whoever may ask ECS',
    ),
    ...unless(
      Number(at(properties.DeploymentConfiguration, 'MinimumHealthyPercent') ?? 100) >= 50,
      'SERVICE_GAP',
      id,
      'may stop all tasks at once while it is deployed',
    ),
    ...unless(
      at(breaker, 'Enable') === true && at(breaker, 'Rollback') === true,
      'SERVICE_ROLLBACK',
      id,
      'does not go back from a deployment that does not get ready',
    ),
  ];
}
