import type { Secret } from '@gangway/core';
import { secretStoreContract } from '@gangway/testing/contracts';
import {
  type SecretsExtension,
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
} from '@gangway/testing/secrets';
import { extensionOptions, sdkOptions, storeWith } from './asking.js';

let running: readonly (SecretsManagerServer | SecretsExtension)[] = [];
afterEach(async () => {
  await Promise.all(running.map((server) => server.close()));
  running = [];
});

async function serve(secrets: Readonly<Record<string, Secret>>): Promise<SecretsManagerServer> {
  const server = await startSecretsManagerServer();
  for (const [place, { value, version }] of Object.entries(secrets)) {
    const [name = '', stage = 'AWSCURRENT'] = place.split('#');
    server.put(name, value, { version, stages: [stage] });
  }
  running = [...running, server];
  return server;
}

secretStoreContract('secrets-manager by the SDK', async (secrets) =>
  storeWith(sdkOptions((await serve(secrets)).url)),
);

// With the agent's errors: the extension's do not tell that there is no such secret.
secretStoreContract("secrets-manager by the extension's protocol", async (secrets) => {
  const { url } = await serve(secrets);
  const extension = await startSecretsExtension({ secretsManager: url, errors: 'agent' });
  running = [...running, extension];
  return storeWith(extensionOptions(extension));
});
