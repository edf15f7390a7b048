import { claimPolicyDocument } from '@gangway/deployment';
import { expect } from 'chai';
import { claimPolicy } from '../../dist/policy/claim-policy.js';
import { evaluatePolicies, type PolicyQuestion } from '../../dist/policy/evaluate-policies.js';
import { readPolicy } from '../../dist/policy/policy-document.js';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const name = 'first-fleet';

const arn = (resource: string) => `arn:aws:iot:eu-west-1:123456789012:${resource}`;

type Question = readonly [action: PolicyQuestion['action'], resource: string];

const answers = (document: object) => {
  const statements = readPolicy(JSON.stringify(document));
  return (action: PolicyQuestion['action'], resource: string) =>
    evaluatePolicies(statements, {
      action,
      resource: arn(resource),
      context: { clientId: 'line-4' },
    });
};

/** What a device with a claim does to be provisioned, with a key of AWS IoT's making or one of its own. */
const provisioning = (request: string): readonly Question[] => {
  const topics = [
    `$aws/certificates/${request}/json`,
    `$aws/provisioning-templates/${name}/provision/json`,
  ];
  const replies = topics.flatMap((topic) => [`${topic}/accepted`, `${topic}/rejected`]);
  return [
    ['iot:Connect', 'client/line-4'],
    ...topics.map((topic): Question => ['iot:Publish', `topic/${topic}`]),
    ...replies.map((topic): Question => ['iot:Receive', `topic/${topic}`]),
    ...replies.map((topic): Question => ['iot:Subscribe', `topicfilter/${topic}`]),
  ];
};

const forbidden: readonly Question[] = [
  ['iot:Publish', 'topic/$aws/provisioning-templates/other-fleet/provision/json'],
  ['iot:Publish', 'topic/$aws/provisioning-templates/first-fleet-2/provision/json'],
  ['iot:Publish', 'topic/$aws/things/line-4/shadow/update'],
  ['iot:Publish', 'topic/devices/line-4/state'],
  ['iot:Subscribe', 'topicfilter/#'],
  ['iot:Subscribe', 'topicfilter/$aws/events/presence/connected/#'],
  ['iot:Receive', 'topic/devices/line-4/commands'],
];

describe('the policy of a claim certificate', () => {
  for (const request of ['create', 'create-from-csr'] as const) {
    it(`is enough to be provisioned by way of ${request}, and for no more`, () => {
      const may = answers(claimPolicyDocument(place, name, [request]));
      for (const [action, resource] of provisioning(request)) {
        expect(may(action, resource), `${action} ${resource}`).to.equal('allowed');
      }
      for (const [action, resource] of forbidden) {
        expect(may(action, resource), `${action} ${resource}`).to.equal('implicitDeny');
      }
    });
  }

  it('keeps a device with a key of its own from asking for one', () => {
    const may = answers(claimPolicyDocument(place, name, ['create-from-csr']));
    expect(may('iot:Publish', 'topic/$aws/certificates/create/json')).to.equal('implicitDeny');
  });

  it('is that of a claim of CreateProvisioningClaim, unless a way of asking is left out', () => {
    const own = answers(JSON.parse(claimPolicy({ ...place, accountId: place.account }, name)));
    const may = answers(claimPolicyDocument(place, name));
    const questions = [...provisioning('create'), ...provisioning('create-from-csr'), ...forbidden];
    for (const question of questions) expect(may(...question)).to.equal(own(...question));
  });
});
