import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type SecretsExtension,
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
} from '@gangway/testing/secrets';
import { expect } from 'chai';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const bare = { PATH: process.env.PATH, AWS_CONFIG_FILE: '/nowhere' };

/** Composes a hook with the store in a process of its own, and tells what it read and whether the SDK was loaded. */
async function run(options: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const code = `
    import { createRequire } from 'node:module';
    import { composeHook, defineHook } from '@gangway/composition';
    import { defineCheck, deny, permit, SecretStore } from '@gangway/core';
    import { secretsManager } from '@gangway/plugins/secrets-manager';
    import { anEvent } from '@gangway/testing';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes('client-secrets-manager'));
    let value;
    const reader = defineCheck('reader', async (_request, { ports, signal }) => {
      value = (await ports.secrets.get('fleet/key', { signal }))?.value;
      return permit();
    }, { needs: { secrets: SecretStore } });
    const hook = composeHook(defineHook([secretsManager(${options}), reader]));
    const composed = loaded();
    await hook.prepare();
    const prepared = loaded();
    const decision = await hook.decide(anEvent());
    const said = decision.outcome === 'ALLOW' ? value : decision.reason.code;
    console.log(JSON.stringify([composed, prepared, loaded(), said]));
    process.exit();
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: folder, env: { ...bare, ...env } },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('secrets-manager, left to find its way', () => {
  let server: SecretsManagerServer;
  let extension: SecretsExtension;
  let inLambda: Readonly<Record<string, string>>;
  let forSdk: Readonly<Record<string, string>>;
  beforeEach(async () => {
    server = await startSecretsManagerServer({ secrets: { 'fleet/key': 'value' } });
    extension = await startSecretsExtension({ secretsManager: server.url });
    forSdk = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SESSION_TOKEN: extension.token,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
    };
    inLambda = {
      ...forSdk,
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:1',
      PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: `${extension.port}`,
    };
  });
  afterEach(async () => {
    await extension.close();
    await server.close();
  });

  it('asks the extension where it is there, and never loads the SDK', async () => {
    expect(await run('', inLambda)).to.deep.equal([false, false, false, 'value']);
    expect(extension.calls.get).to.equal(1);
  });

  it('loads the SDK when it gets ready, where nobody listens at the port', async () => {
    await extension.close();
    expect(await run('', inLambda)).to.deep.equal([false, true, true, 'value']);
  });

  it('asks by the SDK outside Lambda, at the address that AWS_ENDPOINT_URL_SECRETS_MANAGER says', async () => {
    const env = { ...forSdk, PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: `${extension.port}` };
    expect(await run('', env)).to.deep.equal([false, true, true, 'value']);
    expect([extension.calls.get, server.calls.GetSecretValue]).to.deep.equal([0, 1]);
  });

  it('asks by the SDK where the options name a region, for the extension has only its own', async () => {
    expect(await run("{ region: 'eu-west-1' }", inLambda)).to.deep.equal([
      false,
      true,
      true,
      'value',
    ]);
    expect(extension.calls.get).to.equal(0);
  });

  it('asks by the way that the options name, be the other one there', async () => {
    expect(await run("{ via: 'sdk' }", inLambda)).to.deep.equal([false, true, true, 'value']);
    expect(extension.calls.get).to.equal(0);
    const env = { ...forSdk, PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: `${extension.port}` };
    expect(await run("{ via: 'extension' }", env)).to.deep.equal([false, false, false, 'value']);
    expect(extension.calls.get).to.equal(1);
  });

  it('asks no extension without a token, which only a function has', async () => {
    const { AWS_SESSION_TOKEN: _, ...env } = inLambda;
    expect(await run("{ via: 'extension' }", env)).to.deep.equal([
      false,
      false,
      false,
      'SECRETS_MANAGER_FORBIDDEN',
    ]);
    expect(extension.calls.get).to.equal(0);
  });

  it('says that there is no region', async () => {
    const { AWS_REGION: _, ...env } = forSdk;
    expect(await run('', env)).to.deep.equal([false, true, true, 'SECRETS_MANAGER_UNAVAILABLE']);
  });
});
