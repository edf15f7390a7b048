import { at, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import { type StackFault, unless } from './stack-fault.js';

/** What lets somebody past AWS IoT, by its type: to the function, to what it keeps, or into the account. */
const doors: Readonly<Record<string, string>> = {
  'AWS::Lambda::Url': 'gives a function an address of the internet',
  'AWS::Lambda::EventSourceMapping': 'has a function called by something else than AWS IoT',
  'AWS::Lambda::LayerVersionPermission': 'gives code away',
  'AWS::Logs::SubscriptionFilter': 'takes the log elsewhere',
  'AWS::Logs::ResourcePolicy': 'lets others at the log',
  'AWS::SecretsManager::ResourcePolicy': 'lets others at a secret',
  'AWS::IAM::AccessKey': 'is a key that nobody rotates',
  'AWS::IAM::Group': 'is for people, and no part of a hook',
  'AWS::IAM::User': 'is for people, and no part of a hook',
};

/** Properties that are resource policies: the role's own would not say who else may. */
const ownPolicies: readonly string[] = ['ResourcePolicy', 'Policy', 'ResourcePolicyDocument'];

/** Ways in that no permission of AWS IoT's tells of, and parts that may be left out of what is deployed. */
export const backDoorFaults = (stack: Stack): readonly StackFault[] =>
  stack.resources.flatMap((resource) => [
    ...doorFaults(resource),
    ...queueDoorFaults(resource),
    ...unless(
      resource.condition === undefined,
      'RESOURCE_CONDITIONAL',
      resource.id,
      `is there under the condition ${shown(resource.condition)} alone: what is deployed may be something else`,
    ),
  ]);

function doorFaults({ id, type, properties }: StackResource): readonly StackFault[] {
  const policy = ownPolicies.find((name) => properties[name] !== undefined);
  return [
    ...unless(!Object.hasOwn(doors, type), 'BACK_DOOR', id, String(doors[type])),
    ...unless(policy === undefined, 'BACK_DOOR', id, `has a ${policy} of its own`),
  ];
}

function queueDoorFaults({ id, type, properties }: StackResource): readonly StackFault[] {
  if (type !== 'AWS::SQS::QueuePolicy') return [];
  const statements = objectsOf(at(properties.PolicyDocument, 'Statement'));
  return unless(
    statements.every(({ Effect }) => Effect === 'Deny'),
    'BACK_DOOR',
    id,
    'lets others at a queue: who sends to it does so by a role',
  );
}
