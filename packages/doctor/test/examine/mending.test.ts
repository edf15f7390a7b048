import { examine } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, templateName } from './a-deployment.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { plantedFaults } from './planted/planted-faults.js';
import { accountOf } from './recorded.js';
import { shellCalls } from './shell-calls.js';

const manifests = [hookManifest, lifecycleManifest];

async function mendsOf(): Promise<ReadonlyMap<string, string>> {
  const mends = new Map<string, string>();
  for (const { fault, damage } of plantedFaults) {
    const recorded = aDeployment();
    damage(recorded);
    const { findings } = await examine(accountOf(recorded), { templateName, manifests });
    for (const { code, mend } of findings) mends.set(`${code}: ${fault}`, mend);
  }
  return mends;
}

describe('how a finding is mended', () => {
  it('is a command that a shell reads to the letter, or a step', async () => {
    const mends = await mendsOf();
    expect(mends.size).to.equal(plantedFaults.length);
    for (const [finding, mend] of mends) {
      if (!mend.startsWith('aws ')) {
        expect(mend, finding).to.match(/^(?:In CDK: |Examine )[^<>]+\.$/);
        continue;
      }
      const all = await shellCalls(mend);
      expect(all, finding).not.to.be.empty;
      for (const [service, operation, ...words] of all) {
        expect(`${service} ${operation}`, finding).to.match(/^[a-z]+ [a-z0-9-]+$/);
        expectFilled(words, finding);
      }
    }
  });

  it('names this deployment', async () => {
    const mends = await mendsOf();
    expect(mends.get('INVOKE_SOURCE_ARN_ABSENT: the permission has no conditions')).to.equal(
      'aws lambda remove-permission --function-name fleet-hook --region us-east-1 --qualifier live --statement-id AllowIot && ' +
        'aws lambda add-permission --function-name fleet-hook --region us-east-1 --qualifier live --statement-id template-first-fleet ' +
        '--action lambda:InvokeFunction --principal iot.amazonaws.com ' +
        '--source-arn arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet --source-account 123456789012',
    );
    expect(mends.get('TIMEOUT_TOO_SHORT: the function has a second')).to.equal(
      'aws lambda update-function-configuration --function-name fleet-hook --region us-east-1 --timeout 4 && ' +
        'aws lambda wait function-updated-v2 --function-name fleet-hook --region us-east-1 && ' +
        'aws lambda update-alias --function-name fleet-hook --region us-east-1 --name live --function-version ' +
        '"$(aws lambda publish-version --function-name fleet-hook --region us-east-1 --query Version --output text)"',
    );
  });
});

/** Every value stands there, but for what an alarm's description says to its reader. */
function expectFilled(words: readonly string[], finding: string): void {
  words.forEach((word, at) => {
    if (words[at - 1] === '--alarm-description') return;
    expect(word, finding).not.to.match(/<[^>]*>|\bundefined\b|\bYOUR\b|\.\.\.|^$/);
  });
}
