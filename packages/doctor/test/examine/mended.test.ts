import { examine, type Finding } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, templateArn, templateName } from './a-deployment.js';
import { runAws } from './aws-cli.js';
import { both, change, more, resourcePolicy, rolePolicy } from './damage.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { plantedFaults } from './planted/planted-faults.js';
import { accountOf, answer, nameOf, type Recorded } from './recorded.js';
import { shellCalls } from './shell-calls.js';

const manifests = [hookManifest, lifecycleManifest];

const findingsOf = async (recorded: readonly Recorded[]): Promise<readonly Finding[]> =>
  (await examine(accountOf(recorded), { templateName, manifests })).findings;

/** Does what the first finding says. */
async function mend(recorded: Recorded[], { mend: command }: Finding): Promise<void> {
  for (const call of await shellCalls(command)) runAws(recorded, call);
}

/** What somebody is to look at, and not what mends anything. */
const isLook = ({ mend: command }: Finding) => /^aws \S+ (?:get|list)-/.test(command);

/** The one that AWS lets nobody do at once. */
const inTwoSteps = new Set(['TABLE_TTL_WRONG']);

describe('the command of a finding', () => {
  for (const { fault, code, damage } of plantedFaults) {
    it(`mends it, and breaks nothing: ${fault}`, async () => {
      const recorded = aDeployment();
      damage(recorded);
      const [finding] = await findingsOf(recorded);
      if (finding === undefined) throw new Error('nothing is found');
      if (!finding.mend.startsWith('aws ') || isLook(finding)) return;
      await mend(recorded, finding);
      const [rest] = await findingsOf(recorded);
      if (inTwoSteps.has(code) && rest !== undefined) await mend(recorded, rest);
      const after = await findingsOf(recorded);
      expect(after.map((it) => [it.code, it.what])).to.deep.equal([]);
    });
  }

  it('keeps what a statement was for, where that is another template', async () => {
    const second = templateArn.replace('first', 'second');
    const recorded = aDeployment();
    both(
      resourcePolicy('lambda GetPolicy fleet-hook live', ([own]) => [
        own,
        { ...own, Sid: 'Second', Condition: { ArnLike: { 'AWS:SourceArn': second } } },
      ]),
      more(answer('iot', 'DescribeProvisioningTemplate', { templateName: 'second-fleet' }, {})),
    )(recorded);
    const [finding] = await findingsOf(recorded);
    expect(finding?.code).to.equal('INVOKE_SOURCE_ACCOUNT_ABSENT');
    if (finding !== undefined) await mend(recorded, finding);
    expect(await findingsOf(recorded)).to.deep.equal([]);
    const policy = recorded.find((it) => nameOf(it) === 'lambda GetPolicy fleet-hook live');
    expect(JSON.stringify(policy)).to.include(second);
  });

  it('keeps what Lambda itself does by a policy that is too wide', async () => {
    const recorded = aDeployment();
    const network = ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'];
    both(
      change(
        'lambda GetFunctionConfiguration arn:aws:lambda:us-east-1:123456789012:function:fleet-hook:live',
        (output) => {
          output.VpcConfig = { SubnetIds: ['subnet-1'] };
        },
      ),
      rolePolicy('fleet-hook-role', (statements) => {
        const Action = [...network, 'ec2:TerminateInstances'];
        statements.push({ Effect: 'Allow', Action, Resource: '*' });
      }),
    )(recorded);
    const [finding] = await findingsOf(recorded);
    expect(finding?.code).to.equal('ROLE_WIDE');
    for (const action of network) expect(finding?.mend).to.include(action);
    expect(finding?.mend).not.to.include('Terminate');
    expect(finding?.mend).not.to.include('ec2:DescribeSubnets');
  });

  it('takes away no denial', async () => {
    const recorded = aDeployment();
    rolePolicy('fleet-hook-role', (statements) => {
      statements.push(
        { Effect: 'Deny', Action: 'ec2:*', Resource: '*' },
        { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      );
    })(recorded);
    const [finding] = await findingsOf(recorded);
    expect(finding?.code).to.equal('ROLE_WIDE');
    expect(finding?.mend).to.match(/^In CDK: .*what it denies/);
  });
});
