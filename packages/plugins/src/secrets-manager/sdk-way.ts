import type { Secret } from '@gangway/core';
import { clientCalls } from '../aws-client/client-calls.js';
import { type ClientOptions, clientSettings } from '../aws-client/client-options.js';
import { renewableClient } from '../aws-client/renewable-client.js';
import { readSecret } from './read-secret.js';
import { replyBytes, type SecretQuery } from './secret-query.js';
import type { SecretsWay } from './secrets-way.js';
import { rethrown, secretFault } from './store-fault.js';

interface SecretsApi {
  getSecretValue(query: SecretQuery, signal: AbortSignal): Promise<Secret>;
  destroy(): void;
}

/** A connection that is not there after this long will not come. */
const connectionTimeout = 1_000;

/** Secrets Manager by AWS's SDK, which is loaded when it is first needed. */
export function sdkWay(options: ClientOptions): SecretsWay {
  const connection = renewableClient(
    () => load(options),
    ({ destroy }) => destroy(),
  );
  const call = clientCalls(connection, secretFault);
  return {
    async open() {
      await connection.open();
    },
    get: (query, { signal }) =>
      call({
        operation: 'GetSecretValue',
        signal,
        send: (api, within) => api.getSecretValue(query, within),
      }),
  };
}

/**
 * The package itself is imported, and at this place, `catch` included. A bundler that leaves the SDK outside then leaves it to be
 * loaded from here; of a module between, it would load it with the hook, whether the extension is there or not. And where
 * the SDK is not installed it bundles the hook all the same. The client's other commands, which come along, are 17 kB of 320.
 */
const loadSdk = () =>
  import('@aws-sdk/client-secrets-manager').catch(() => {
    throw secretFault(
      'unavailable',
      '@aws-sdk/client-secrets-manager cannot be loaded; is it installed?',
    );
  });

async function load(options: ClientOptions): Promise<SecretsApi> {
  const [sdk, { boundReplies }] = await Promise.all([
    loadSdk(),
    import('../aws-client/bounded-replies.js'),
  ]);
  const client = new sdk.SecretsManagerClient({
    ...clientSettings(options),
    // Repeating is the store's own affair: within its time, and once.
    maxAttempts: 1,
    requestHandler: { connectionTimeout },
  });
  boundReplies(client, replyBytes);
  await client.config.region().catch(() => {
    throw secretFault('unavailable', 'no region is given: set the option, or AWS_REGION');
  });
  return {
    async getSecretValue(query, abortSignal) {
      const { id: SecretId, stage: VersionStage } = query;
      const command = new sdk.GetSecretValueCommand({ SecretId, VersionStage });
      return readSecret(await client.send(command, { abortSignal }).catch(rethrown), query);
    },
    destroy: () => client.destroy(),
  };
}
