import type { StackPlace } from './template.js';

/** What a resource is called once it is deployed, and what it gives to others. */
interface PhysicalNames {
  readonly ref: string;
  /** By attribute of `Fn::GetAtt`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Of a resource: where it lies, its logical id, and a property of it as text. */
interface Named {
  readonly place: StackPlace;
  readonly id: string;
  readonly text: (property: string) => string | undefined;
}

/**
 * By type. What has no name of its own gets its logical id, as CloudFormation's own begin with it; an attribute that is
 * not listed has a text that is like nothing else.
 */
const namers: Readonly<Record<string, (named: Named) => PhysicalNames>> = {
  'AWS::Lambda::Function': ({ place, id, text }) => {
    const ref = text('FunctionName') ?? id;
    return { ref, attributes: { Arn: arn(place, 'lambda', `function:${ref}`) } };
  },
  // Its number is not known before it is published: its logical id stands for it.
  'AWS::Lambda::Version': ({ id, text }) => ({
    ref: `${text('FunctionName')}:${id}`,
    attributes: { Version: id },
  }),
  'AWS::Lambda::Alias': ({ place, text }) => {
    const name = text('FunctionName') ?? '';
    const base = name.startsWith('arn:') ? name : arn(place, 'lambda', `function:${name}`);
    return { ref: `${base}:${text('Name')}`, attributes: {} };
  },
  'AWS::IAM::Role': ({ place, id, text }) => {
    const ref = text('RoleName') ?? id;
    const path = text('Path') ?? '/';
    return {
      ref,
      attributes: { Arn: `arn:${place.partition}:iam::${place.account}:role${path}${ref}` },
    };
  },
  'AWS::Logs::LogGroup': ({ place, id, text }) => {
    const ref = text('LogGroupName') ?? id;
    return { ref, attributes: { Arn: arn(place, 'logs', `log-group:${ref}:*`) } };
  },
  'AWS::DynamoDB::Table': named('TableName', 'dynamodb', 'table/', 'Arn'),
  'AWS::DynamoDB::GlobalTable': named('TableName', 'dynamodb', 'table/', 'Arn'),
  'AWS::IoT::ProvisioningTemplate': named(
    'TemplateName',
    'iot',
    'provisioningtemplate/',
    'TemplateArn',
  ),
  'AWS::IoT::TopicRule': named('RuleName', 'iot', 'rule/', 'Arn'),
  'AWS::SecretsManager::Secret': ({ place, id, text }) => {
    // Six characters of Secrets Manager's own end the ARN.
    const ref = arn(place, 'secretsmanager', `secret:${text('Name') ?? id}-AbCdEf`);
    return { ref, attributes: { Id: ref } };
  },
  'AWS::SQS::Queue': ({ place, id, text }) => {
    const ref = text('QueueName') ?? id;
    return {
      ref: `https://sqs.${place.region}.amazonaws.com/${place.account}/${ref}`,
      attributes: { Arn: arn(place, 'sqs', ref), QueueName: ref },
    };
  },
  'AWS::EC2::SecurityGroup': ({ id }) => ({ ref: id, attributes: { GroupId: id } }),
};

/** The names of a resource of this type. */
export function physicalNames(type: string, resource: Named): PhysicalNames {
  const namer = Object.hasOwn(namers, type) ? namers[type] : undefined;
  return namer?.(resource) ?? { ref: resource.id, attributes: {} };
}

function named(property: string, service: string, kind: string, attribute: string) {
  return ({ place, id, text }: Named): PhysicalNames => {
    const ref = text(property) ?? id;
    return { ref, attributes: { [attribute]: arn(place, service, `${kind}${ref}`) } };
  };
}

const arn = ({ partition, region, account }: StackPlace, service: string, resource: string) =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;
