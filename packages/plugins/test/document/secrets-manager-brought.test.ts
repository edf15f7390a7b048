import { composeHook, defineHook } from '@gangway/composition';
import type { Plugin } from '@gangway/core';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { fileSecretStore } from '@gangway/plugins/file-secret-store';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { anEvent, memorySecretStore, startHook } from '@gangway/testing';
import {
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
} from '@gangway/testing/secrets';
import { expect } from 'chai';

const secretId = 'fleet/overrides';
const secretOf = (Site: string): string => JSON.stringify({ Site });

let server: SecretsManagerServer;
beforeEach(async () => {
  server = await startSecretsManagerServer();
});
afterEach(() => server.close());

describe('a hook with secrets-manager-overrides and no store', () => {
  const hookOf = () =>
    defineHook([
      eventIntegrity(),
      certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
      sqliteDeviceRegistry({ path: 'devices.db' }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
      secretsManagerOverrides({ secretId, keys: ['Site'] }),
    ]);
  const registry = memoryDeviceRegistry({ devices: [{ id: 'SN-0001' }] });
  const allowed = (Site: string) => ({ allowProvisioning: true, parameterOverrides: { Site } });
  const ask = async (...replace: readonly Plugin[]) => {
    await using running = await startHook(hookOf(), { replace: [registry, ...replace] });
    return await running.invoke(anEvent({ serialNumber: 'SN-0001' }));
  };

  /** What an SDK finds in the environment of a function, and nothing of this machine's own. */
  async function inEnvironment<T>(
    more: Readonly<Record<string, string>>,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = { ...process.env };
    for (const name of Object.keys(before)) if (name.startsWith('AWS_')) delete process.env[name];
    const own = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    Object.assign(process.env, own, more);
    try {
      return await work();
    } finally {
      for (const name of Object.keys({ ...own, ...more })) delete process.env[name];
      Object.assign(process.env, before);
    }
  }

  it('asks Secrets Manager by the SDK', async () => {
    server.put(secretId, secretOf('Oslo'));
    const answer = await inEnvironment({ AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url }, ask);
    expect(answer).to.deep.equal(allowed('Oslo'));
  });

  it('asks the Lambda extension where it is there', async () => {
    server.put(secretId, secretOf('Oslo'));
    await using extension = await startSecretsExtension({ secretsManager: server.url });
    const environment = {
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
      AWS_SESSION_TOKEN: extension.token,
      PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: `${extension.port}`,
    };
    expect(await inEnvironment(environment, ask)).to.deep.equal(allowed('Oslo'));
    expect(extension.calls.get).to.equal(1);
  });

  it('asks neither where another store is in its place', async () => {
    const other = memorySecretStore({ [secretId]: { value: secretOf('Bergen'), version: 'v1' } });
    expect(await ask(other)).to.deep.equal(allowed('Bergen'));
    expect(server.calls.GetSecretValue).to.equal(0);
  });

  it('says which store serves, and asks for permissions of that one alone', () => {
    const composed = (...more: readonly Plugin[]) =>
      composeHook(
        defineHook([secretsManagerOverrides({ secretId, keys: ['Site'] }), ...more]),
      ).describe();
    expect(composed().ports).to.include({ SecretStore: 'secrets-manager' });
    expect(composed().permissions.map(({ action }) => action)).to.deep.equal([
      'secretsmanager:GetSecretValue',
    ]);
    const files = composed(fileSecretStore({ folder: '/run/secrets' }));
    expect(files.ports).to.include({ SecretStore: 'file-secret-store' });
    expect(files.permissions).to.deep.equal([]);
  });
});
