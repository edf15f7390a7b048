import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { examine, recordingAccount, snapshotAccount, toSnapshot } from '@gangway/doctor';
import { expect } from 'chai';
import { aDeployment, templateName } from '../examine/a-deployment.js';
import { hookManifest, lifecycleManifest } from '../examine/device-claims.js';

const folder = new URL('../../test/fixtures/device-claims/', import.meta.url);
const manifests = [hookManifest, lifecycleManifest];

// The command's tests examine these files. UPDATE_FIXTURES=1 writes them, otherwise they are compared.
const update = process.env.UPDATE_FIXTURES === '1';

async function expectFile(path: string, made: unknown): Promise<void> {
  const file = new URL(path, folder);
  if (update) {
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, JSON.stringify(made, null, 2));
  } else
    expect(JSON.parse(await readFile(file, 'utf8'))).to.deep.equal(
      JSON.parse(JSON.stringify(made)),
    );
}

describe('the saved deployment of device-claims', () => {
  it('is the one that is as it should be', async () => {
    const answers = aDeployment().map(({ asked, ...question }) => ({ ...question, answer: asked }));
    const account = recordingAccount(snapshotAccount(answers));
    await examine(account, { templateName, manifests });
    const takenAt = new Date('2026-01-31T08:15:00Z');
    await expectFile('stack.snapshot.json', toSnapshot(account.recorded(), takenAt));
  });

  it('has the manifests of its bundles beside it', async () => {
    await expectFile('hook/gangway.json', hookManifest);
    await expectFile('lifecycle/gangway.json', lifecycleManifest);
  });
});
