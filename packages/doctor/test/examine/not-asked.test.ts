import { examine } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, templateName } from './a-deployment.js';
import { change, type Damage, denied } from './damage.js';
import { hookManifest, lifecycleManifest } from './device-claims.js';
import { accountOf, nameOf } from './recorded.js';

const manifests = [hookManifest, lifecycleManifest];

async function findingsAfter(damage: Damage) {
  const recorded = aDeployment();
  damage(recorded);
  return (await examine(accountOf(recorded), { templateName, manifests })).findings;
}

describe('a question that could not be asked', () => {
  for (const recorded of aDeployment()) {
    const name = nameOf(recorded);

    it(`is told, with the permission that is missing: ${name}`, async () => {
      const findings = await findingsAfter(denied(name));
      expect(findings.map(({ code, level }) => `${level} ${code}`)).to.deep.equal([
        'unknown NOT_ASKED',
      ]);
      const [finding] = findings;
      expect(finding?.what).to.include('AccessDeniedException');
      expect(finding?.mend).to.include(`${recorded.service}:${recorded.operation}`);
    });

    if (recorded.asked.kind === 'answer' && recorded.operation !== 'GetFunctionConcurrency') {
      it(`is not taken for answered by an empty answer: ${name}`, async () => {
        const emptied = change(name, (output) => {
          for (const member of Object.keys(output)) delete output[member];
        });
        const findings = await findingsAfter(emptied);
        // Of a function without a destination for failures, an answer is empty as well.
        const expected = name.includes('EventInvokeConfig')
          ? ['warning ROLE_WIDE', 'warning PRESENCE_FAILURES_LOST']
          : ['unknown NOT_UNDERSTOOD'];
        expect(findings.map(({ code, level }) => `${level} ${code}`)).to.deep.equal(expected);
      });
    }
  }

  it('is told of an account that breaks its word, as well', async () => {
    const rejecting = { ask: () => Promise.reject(new TypeError('no network')) };
    const silent = { ask: () => Promise.resolve(undefined as never) };
    for (const account of [rejecting, silent]) {
      const { findings } = await examine(account, { templateName, manifests });
      expect(findings.map(({ code }) => code)).to.deep.equal(['NOT_ASKED']);
    }
  });
});
