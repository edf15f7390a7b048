import { awsAccount, examine, recordingAccount, snapshotAccount } from '@gangway/doctor';
import { startAccountServer } from '@gangway/testing/account';
import { expect } from 'chai';
import { aDeployment, templateName } from '../examine/a-deployment.js';
import { hookManifest, lifecycleManifest } from '../examine/device-claims.js';
import { clientsAt } from './asking.js';

const manifests = [hookManifest, lifecycleManifest];

describe('a deployment that is as it should be, asked by the real clients', () => {
  const answers = aDeployment().map(({ asked, ...question }) => ({ ...question, answer: asked }));

  it('is found to be so, with answers in pages of one', async () => {
    await using server = await startAccountServer({ answers, pageSize: 1 });
    const clients = clientsAt(server.url);
    const { findings } = await examine(awsAccount({ clients }), { templateName, manifests });
    expect(findings).to.deep.equal([]);
  });

  it('is found to be so by what was recorded', async () => {
    await using server = await startAccountServer({ answers });
    const account = recordingAccount(awsAccount({ clients: clientsAt(server.url) }));
    await examine(account, { templateName, manifests });
    await server.close();
    const saved = snapshotAccount(account.recorded());
    expect((await examine(saved, { templateName, manifests })).findings).to.deep.equal([]);
  });

  it('is not called sound, nor wrong, where AWS lets a question not be asked', async () => {
    await using server = await startAccountServer({ answers });
    server.fail({ error: 'AccessDenied', status: 403 }, { of: 'iam:GetRole' });
    const clients = clientsAt(server.url);
    const { findings } = await examine(awsAccount({ clients }), { templateName, manifests });
    expect([...new Set(findings.map(({ code }) => code))]).to.deep.equal(['NOT_ASKED']);
  });
});
