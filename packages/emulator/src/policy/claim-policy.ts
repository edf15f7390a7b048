import { type Account, arnOf } from '../account/account.js';

/**
 * What a claim certificate may do, as a policy document: connect, make a certificate, and register through its own template. It is
 * the policy of a certificate of `CreateProvisioningClaim`, and the one that AWS recommends for every other.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/provision-wo-cert.html
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_CreateProvisioningClaim.html
 * @example claimPolicy({ region: 'us-east-1', accountId: '123456789012' }, 'first-fleet')
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
  const of = (kind: 'topic' | 'topicfilter') => topics.map((topic) => arnOf(account, kind, topic));
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iot:Connect', Resource: arnOf(account, 'client', '*') },
      { Effect: 'Allow', Action: ['iot:Publish', 'iot:Receive'], Resource: of('topic') },
      { Effect: 'Allow', Action: 'iot:Subscribe', Resource: of('topicfilter') },
    ],
  });
}
