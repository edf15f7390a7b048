import { composeHook } from '@gangway/composition';
import type { FunctionNeeds, StackExpectation, StackTemplate } from '@gangway/testing/stacks';
import { App, CfnParameter, DefaultStackSynthesizer, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import containerHook from '../examples/container/hook.js';
import { deployContainer } from '../examples/container/stack.js';
import { deployDeviceClaims } from '../examples/device-claims/stack.js';
import { deployFirstHook } from '../examples/first-hook/stack.js';
import type { JsonObject } from './plain/json.js';
import { type PlainTemplateOptions, plainTemplate } from './plain/plain-template.js';

/** A stack of an example, what it is said to need, and how it is written down without the CDK. */
interface DeployedExample {
  readonly needs: StackExpectation;
  readonly plain: PlainTemplateOptions;
}

/** By the name of its file. What differs from one account to the next is a parameter. */
const examples: Readonly<Record<string, (stack: Stack) => DeployedExample>> = {
  'first-hook': (stack) => {
    const { hook } = deployFirstHook(stack, templateName(stack));
    return {
      needs: { hook: needsOf(stack, hook) },
      plain: {
        description: 'A pre-provisioning hook that knows its devices from a file.',
        keys: { HookFunction: 'CodeKey' },
      },
    };
  },
  'device-claims': (stack) => {
    const { hook, lifecycle } = deployDeviceClaims(stack, templateName(stack));
    return {
      needs: { hook: needsOf(stack, hook), lifecycle: needsOf(stack, lifecycle) },
      plain: {
        description:
          'A pre-provisioning hook with its registry in DynamoDB, and what confirms claims when their certificates connect.',
        keys: { HookFunction: 'CodeKey', LifecycleFunction: 'LifecycleCodeKey' },
      },
    };
  },
  container: (stack) => {
    const text = (id: string, description: string) =>
      new CfnParameter(stack, id, { type: 'String', description }).valueAsString;
    const { hook, devices } = deployContainer(stack, {
      templateName: templateName(stack),
      vpc: givenVpc(stack),
      image: text('Image', 'The image of the hook, as a registry names it.'),
      certificate: text('CertificateArn', 'Of a certificate in ACM, for the load balancer.'),
      domainName: text('DomainName', 'A name that the certificate is for.'),
    });
    return {
      needs: {
        hook: needsOf(stack, hook),
        container: { permissions: onTable(stack.resolve(devices.tableArn)) },
      },
      plain: {
        description: 'A pre-provisioning hook in a container behind a Lambda proxy.',
        keys: { HookFunction: 'CodeKey' },
      },
    };
  },
};

export const exampleNames: readonly string[] = Object.keys(examples);

/** A template with what its functions need. */
export interface ExampleTemplate {
  readonly template: StackTemplate & JsonObject;
  readonly needs: StackExpectation;
}

/** A stack that nothing has to be bootstrapped for, and whose template says which construct each resource is of. */
export const offlineStack = (name: string): Stack =>
  new Stack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), name, {
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    analyticsReporting: false,
  });

/** The template of an example as `cdk synth` makes it, and as it is in `deploy/`. */
export function exampleTemplates(name: string): {
  readonly synthesised: ExampleTemplate;
  readonly plain: ExampleTemplate;
} {
  const make = examples[name];
  if (make === undefined) throw new Error(`there is no example ${name}`);
  const stack = offlineStack(name);
  const { needs, plain } = make(stack);
  const template = Template.fromStack(stack).toJSON();
  const written = plainTemplate(template, plain);
  const renamed = written.rename(JSON.parse(JSON.stringify(needs)));
  return {
    synthesised: { template: template as ExampleTemplate['template'], needs },
    plain: {
      template: written.template as ExampleTemplate['template'],
      needs: renamed as unknown as StackExpectation,
    },
  };
}

const templateName = (stack: Stack): string =>
  new CfnParameter(stack, 'TemplateName', {
    type: 'String',
    default: 'first-fleet',
    allowedPattern: '^[0-9A-Za-z_-]{1,36}$',
    description: 'Name of the provisioning template, as `allowedTemplates` in hook.ts has it.',
  }).valueAsString;

/** A network that is there already, with two private subnets. */
function givenVpc(stack: Stack) {
  const vpcId = new CfnParameter(stack, 'VpcId', {
    type: 'AWS::EC2::VPC::Id',
    description: 'The network of function and container.',
  }).valueAsString;
  const subnets = new CfnParameter(stack, 'SubnetIds', {
    type: 'List<AWS::EC2::Subnet::Id>',
    description: 'Two private subnets of it, from which AWS and the image can be reached.',
  }).valueAsList;
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId,
    availabilityZones: [0, 1].map((index) => Fn.select(index, Fn.getAzs())),
    privateSubnetIds: [0, 1].map((index) => Fn.select(index, subnets)),
  });
}

/** What the container's hook does, on the table that it is told of. */
const onTable = (resource: unknown) =>
  composeHook(containerHook)
    .describe()
    .permissions.map(({ action }) => ({ action, resource }));

const needsOf = (
  stack: Stack,
  { manifest }: { readonly manifest: { readonly function: object } },
): FunctionNeeds => stack.resolve(manifest.function);
