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
    expect(never).to.deep.equal(['NOT_ASKED', 'NOT_UNDERSTOOD', 'MANIFEST_ABSENT', 'CODE_DIFFERS']);
  });
});
