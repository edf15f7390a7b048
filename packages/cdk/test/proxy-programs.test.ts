import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type RunningServer, serve } from '@gangway/adapter-http';
import { bundleFunction } from '@gangway/bundle';
import { composeHook, composeLifecycle, defineHook } from '@gangway/composition';
import { keysInText } from '@gangway/hop';
import { claimOnce } from '@gangway/plugins/claim-once';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, memoryLogger } from '@gangway/testing';
import { type SecretsManagerServer, startSecretsManagerServer } from '@gangway/testing/secrets';
import { expect } from 'chai';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);

const secretId = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hop-AbCdEf';
const generated = `{"whsec":"${'aZ09'.repeat(16)}"}`;

describe('the programs of HookProxy and ClaimLifecycle', function () {
  this.timeout(60_000);
  // The same device, which comes again with the same certificate.
  const event = anEvent({ serialNumber: 'SN-0001' });
  let folder: string;
  let secrets: SecretsManagerServer;
  let container: RunningServer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-proxy-'));
    // Lambda's runtime has the SDK; here it is where the store's package has it.
    await symlink(file('../../plugins/node_modules'), join(folder, 'node_modules'));
    secrets = await startSecretsManagerServer();
    secrets.put('hop', generated);
    const definition = defineHook([
      staticDeviceRegistry({ devices: [{ id: 'SN-0001' }] }),
      // Two compositions, one ledger.
      sqliteDeviceRegistry({ path: join(folder, 'claims.db'), claimsOnly: true, create: true }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      claimOnce({ presence: true }),
    ]);
    const replace = [memoryLogger().plugin()];
    container = await serve(composeHook(definition, { replace }), {
      port: 0,
      keys: keysInText(generated),
      lifecycle: composeLifecycle(definition, { replace }),
    });
    while (!(await fetch(`${container.url}/readyz`)).ok);
  });
  after(async () => {
    await container?.close();
    await secrets?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const environment = () => ({
    GANGWAY_HOOK_URL: container.url,
    GANGWAY_HOP_SECRET: 'hop',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const bundled = (name: string, told: Readonly<Record<string, string>>) =>
    bundleFunction({
      file: file(`../dist/functions/${name}.js`),
      out: join(folder, name),
      environment: told,
      external: ['@aws-sdk/*'],
    });
  const ask = async (name: string, event: unknown) => {
    const module = pathToFileURL(join(folder, name, 'index.mjs')).href;
    const { stdout } = await run(
      process.execPath,
      [file('../test/fixtures/ask.mjs'), module, JSON.stringify(event)],
      { env: environment() },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '').answer;
  };

  it('bring an event to the container and its answer back, signed with the key that Secrets Manager generated', async () => {
    const { manifest } = await bundled('hook-proxy', {
      ...environment(),
      GANGWAY_HOP_SECRET: secretId,
    });
    expect(manifest.function).to.deep.equal({
      kind: 'proxy',
      permissions: [{ action: 'secretsmanager:GetSecretValue', resource: secretId }],
    });
    expect(await ask('hook-proxy', event)).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: {},
    });
    expect(await ask('hook-proxy', anEvent({ serialNumber: 'SN-0002' }))).to.deep.equal({
      allowProvisioning: false,
      parameterOverrides: {},
    });
  });

  it('bring a presence event, too', async () => {
    const { manifest } = await bundled('lifecycle-proxy', environment());
    expect(manifest.function.kind).to.equal('lifecycle-proxy');
    await bundled('hook-proxy', environment());
    expect((await ask('hook-proxy', event)).allowProvisioning).to.equal(true);
    const answer = await ask('lifecycle-proxy', {
      eventType: 'connected',
      principalIdentifier: event.certificateId,
      clientId: 'SN-0001',
      timestamp: Date.now(),
    });
    expect(answer.kind).to.equal('confirmed');
  });

  it('deny with another key than the container has', async () => {
    secrets.put('hop', `{"whsec":"${'other'.repeat(8)}"}`);
    secrets.put('hop', `{"whsec":"${'others'.repeat(6)}"}`);
    expect((await ask('hook-proxy', event)).allowProvisioning).to.equal(false);
  });
});
