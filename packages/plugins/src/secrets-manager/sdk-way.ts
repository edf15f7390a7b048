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

async function load(options: ClientOptions): Promise<SecretsApi> {
  const sdk = await import('./sdk.js').catch(() => {
    throw secretFault(
      'unavailable',
      '@aws-sdk/client-secrets-manager cannot be loaded; is it installed?',
    );
  });
  const client = new sdk.SecretsManagerClient({
    ...clientSettings(options),
    // Repeating is the store's own affair: within its time, and once.
    maxAttempts: 1,
    requestHandler: { connectionTimeout },
  });
  sdk.boundReplies(client, replyBytes);
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
