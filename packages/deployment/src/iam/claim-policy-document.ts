import type { Place } from './place.js';
import { checkTemplateName } from './provisioning-template-arn.js';

/** How a device gets its own certificate: AWS IoT makes the key with it, or the device asks with a signing request for its own. */
export type CertificateRequest = 'create' | 'create-from-csr';

/** A policy of AWS IoT, as it is written. */
export interface IotPolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/**
 * The least that a claim certificate needs: to connect, to ask for a certificate, and to register through one template. Whoever
 * takes the claim out of a device can do this, and nothing else.
 *
 * Operators that do without one way of asking leave it out, so that a device makes its own key or is not provisioned.
 *
 * @param requests the ways of asking that devices use
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html
 * @throws GangwayError `TEMPLATE_NAME_INVALID`
 * @example
 * const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
 * claimPolicyDocument(place, 'fleet', ['create-from-csr']).Statement[0]?.Action; // ['iot:Connect']
 */
export function claimPolicyDocument(
  { partition, region, account }: Place,
  templateName: string,
  requests: readonly CertificateRequest[] = ['create', 'create-from-csr'],
): IotPolicyDocument {
  const arn = (kind: string, name: string) =>
    `arn:${partition}:iot:${region}:${account}:${kind}/${name}`;
  const topics = [
    ...requests.map((request) => `$aws/certificates/${request}/*`),
    `$aws/provisioning-templates/${checkTemplateName(templateName)}/provision/*`,
  ];
  const of = (kind: string) => topics.map((topic) => arn(kind, topic));
  return {
    Version: '2012-10-17',
    Statement: [
      // A claim is shared by many devices, so that no client id can be told beforehand.
      { Effect: 'Allow', Action: ['iot:Connect'], Resource: [arn('client', '*')] },
      { Effect: 'Allow', Action: ['iot:Publish', 'iot:Receive'], Resource: of('topic') },
      { Effect: 'Allow', Action: ['iot:Subscribe'], Resource: of('topicfilter') },
    ],
  };
}
