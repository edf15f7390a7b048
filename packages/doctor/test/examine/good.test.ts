import { examine } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, templateArn, templateName } from './a-deployment.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { accountOf, nameOf } from './recorded.js';

const manifests = [hookManifest, lifecycleManifest];

describe('examining a deployment that is as it should be', () => {
  it('finds nothing', async () => {
    const { findings } = await examine(accountOf(aDeployment()), { templateName, manifests });
    expect(findings).to.deep.equal([]);
  });

  it('asks each question once, and all that are recorded', async () => {
    const recorded = aDeployment();
    const account = accountOf(recorded);
    const asked: string[] = [];
    const counting: typeof account = {
      ask: (service, operation, input) => {
        asked.push(nameOf({ service, operation, input, asked: { kind: 'absent', code: '' } }));
        return account.ask(service, operation, input);
      },
    };
    const { examined } = await examine(counting, { templateName, manifests });
    expect(asked.toSorted()).to.deep.equal(recorded.map(nameOf).toSorted());
    expect(examined).to.include(templateName);
    expect(examined).to.include('arn:aws:lambda:us-east-1:123456789012:function:fleet-hook:live');
  });

  it('says without a manifest that it cannot say what the function needs', async () => {
    const { findings } = await examine(accountOf(aDeployment()), { templateName });
    expect(findings.map(({ code, level }) => `${level} ${code}`)).to.deep.equal([
      'unknown MANIFEST_ABSENT',
    ]);
  });

  it('asks nothing more when it is ended', async () => {
    const signal = AbortSignal.abort();
    const { findings } = await examine(accountOf(aDeployment()), { templateName, signal });
    expect(findings.map(({ code }) => code)).to.deep.equal(['NOT_ASKED']);
    expect(findings[0]?.mend).to.include('iot:DescribeProvisioningTemplate');
    expect(templateArn).to.include(templateName);
  });
});
