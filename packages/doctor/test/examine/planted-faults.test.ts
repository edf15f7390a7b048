import { doctorCodes, examine } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, templateName } from './a-deployment.js';
import type { Damage } from './damage.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { plantedFaults } from './planted/planted-faults.js';
import { accountOf } from './recorded.js';

const manifests = [hookManifest, lifecycleManifest];

async function findingsAfter(damage: Damage) {
  const recorded = aDeployment();
  damage(recorded);
  return (await examine(accountOf(recorded), { templateName, manifests })).findings;
}

describe('a planted fault', () => {
  for (const { fault, code, damage } of plantedFaults) {
    it(`${code}: ${fault}`, async () => {
      const findings = await findingsAfter(damage);
      expect(findings.map((finding) => finding.code)).to.deep.equal([code]);
      expect(findings[0]?.level).to.equal(doctorCodes[code].level);
    });
  }

  it('is there for every code but those of questions and bundles', () => {
    const planted = new Set<string>(plantedFaults.map(({ code }) => code));
    const never = Object.keys(doctorCodes).filter((code) => !planted.has(code));
    const ofBundles = ['HOOK_REFUSES_TEMPLATE', 'MANIFEST_ABSENT', 'CODE_DIFFERS'];
    expect(never).to.have.members(['NOT_ASKED', 'NOT_UNDERSTOOD', ...ofBundles]);
  });

  for (const templates of [
    [],
    ['arn:aws:iot:us-east-1:123456789012:provisioningtemplate/second-fleet'],
    ['arn:aws:iot:eu-west-1:123456789012:provisioningtemplate/first-fleet'],
  ]) {
    it(`HOOK_REFUSES_TEMPLATE: the hook lets through ${templates[0] ?? 'no template'}`, async () => {
      const told = hookManifest.function;
      const other = { ...hookManifest, function: { ...told, hook: { ...told.hook, templates } } };
      const { findings } = await examine(accountOf(aDeployment()), {
        templateName,
        manifests: [other, lifecycleManifest],
      });
      expect(findings.map(({ code }) => code)).to.deep.equal(['HOOK_REFUSES_TEMPLATE']);
    });
  }
});
