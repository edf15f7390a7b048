import type { BundleManifest, Place } from '@gangway/deployment';
import { examine, type Finding } from '@gangway/doctor';
import type { StackTemplate } from '@gangway/testing/stacks';
import type { Json, JsonObject } from '../plain/json.js';
import type { ExampleTemplate } from '../stacks.js';
import { deployedAccount } from './deployed-account.js';
import { resolvedStack, type StackSource } from './resolved-stack.js';

/** A template, and what its functions need. */
interface DeployedTemplate {
  readonly template: StackTemplate;
  readonly needs: ExampleTemplate['needs'];
}

/** Of the templates that want to be told something. */
const parameters: JsonObject = {
  VpcId: 'vpc-1',
  SubnetIds: ['subnet-1', 'subnet-2'],
  Image: 'hook:1',
  CertificateArn: 'arn:aws:acm:eu-north-1:123456789012:certificate/1',
  DomainName: 'hook.example.com',
};

/**
 * What is found in an account into which an example was deployed.
 *
 * @throws DeploymentRefused
 */
export async function examinedStack(
  { template, needs }: DeployedTemplate,
  place: Place,
): Promise<readonly Finding[]> {
  const stack = resolvedStack(template as unknown as StackSource, place, parameters);
  const manifestOf = (needed: unknown): BundleManifest => ({
    ...{ format: 1, handler: 'index.handler', files: [], eager: [], lazy: [], madeBy: {} },
    function: movedTo(
      place,
      stack.resolve(needed as Json),
    ) as unknown as BundleManifest['function'],
  });
  const manifests = [needs.hook, needs.lifecycle].flatMap((needed) =>
    needed === undefined ? [] : manifestOf(needed),
  );
  const account = deployedAccount(stack, place);
  return (await examine(account, { templateName: 'first-fleet', manifests })).findings;
}

/** The examples let through a template of one account and Region: who deploys them elsewhere writes that into `hook.ts`. */
const movedTo = ({ partition, region, account }: Place, told: Json): Json =>
  JSON.parse(
    JSON.stringify(told).replaceAll(
      'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/',
      `arn:${partition}:iot:${region}:${account}:provisioningtemplate/`,
    ),
  );

/** The same with somebody who is told. */
export function withAlarmActions(example: DeployedTemplate): DeployedTemplate {
  const template = structuredClone(example.template);
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === 'AWS::CloudWatch::Alarm') {
      Object.assign(Properties ?? {}, {
        AlarmActions: ['arn:aws:sns:eu-north-1:123456789012:on-call'],
      });
    }
  }
  return { ...example, template };
}
