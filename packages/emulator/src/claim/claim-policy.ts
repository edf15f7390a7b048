import { type Account, arnOf } from '../account/account.js';

/** What the policy of the claim certificates of a template is called. */
export const claimPolicyName = (templateName: string): string => `${templateName}-claim`;

/**
 * The policy of a claim certificate, as AWS recommends it: it may connect, make a certificate and register through one
 * template, and nothing else.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html#claim-based
 */
export function claimPolicy(
  account: Pick<Account, 'region' | 'accountId'>,
  templateName: string,
): string {
  const topics = [
    '$aws/certificates/create/*',
    '$aws/certificates/create-from-csr/*',
    `$aws/provisioning-templates/${templateName}/provision/*`,
  ];
  const arns = (kind: 'topic' | 'topicfilter') =>
    topics.map((topic) => arnOf(account, kind, topic));
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iot:Connect', Resource: '*' },
      { Effect: 'Allow', Action: ['iot:Publish', 'iot:Receive'], Resource: arns('topic') },
      { Effect: 'Allow', Action: 'iot:Subscribe', Resource: arns('topicfilter') },
    ],
  });
}
