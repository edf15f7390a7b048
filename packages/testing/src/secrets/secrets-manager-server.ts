import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFaults, type FaultTerms, redirectedPath } from '../aws-json/json-faults.js';
import { readCall, writeAnswer } from '../aws-json/json-wire.js';
import { listenLocally } from '../aws-json/local-server.js';
import { registerCanary } from '../canaries.js';
import { otherSecret, type SecretsFault, secretsFaults } from './secrets-faults.js';
import { type GetSecretValue, secretsService } from './secrets-wire.js';
import { createSecrets, type SecretVersionTerms } from './stored-secrets.js';

export interface SecretsManagerOptions {
  /** The secrets at the start, by name: their current values. */
  readonly secrets?: Readonly<Record<string, string | Uint8Array>>;
  /** Region in the ARNs; `us-east-1` unless given. */
  readonly region?: string;
  /** Account in the ARNs, twelve digits; `123456789012` unless given. */
  readonly accountId?: string;
}

/** A running server of AWS Secrets Manager. */
export interface SecretsManagerServer {
  /** The endpoint for an SDK client, or for `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  readonly url: string;
  /** How often a secret was asked for, faulty calls included, and how many calls followed a redirect. */
  readonly calls: { readonly GetSecretValue: number; readonly redirected: number };
  /**
   * Puts a version of a secret in. It takes its stages over; what was `AWSCURRENT` becomes `AWSPREVIOUS`, as in a rotation.
   *
   * @returns the version's id
   */
  put(name: string, value: string | Uint8Array, terms?: SecretVersionTerms): string;
  /** From now on the secret is not given out, and not gone either; putting a version restores it. */
  markForDeletion(name: string): void;
  remove(name: string): void;
  /** From now on calls fail so. */
  fail(fault: SecretsFault, terms?: FaultTerms): void;
  /** All is well again; calls that hang go on hanging. */
  mend(): void;
  /** Breaks every connection off and closes. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves `GetSecretValue` of AWS Secrets Manager on a free port of this machine, for AWS's own SDK client by endpoint URL:
 * stages, versions, binary secrets, secrets that are marked for deletion. It wants a signed request, and does not verify the
 * signature.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 * @example
 * await using secretsManager = await startSecretsManagerServer({ secrets: { 'fleet/key': 'first' } });
 * secretsManager.put('fleet/key', 'second'); // 'first' is AWSPREVIOUS now
 * secretsManager.put('fleet/key', 'third', { stages: ['AWSPENDING'] });
 * secretsManager.fail('throttle', { times: 1 });
 * secretsManager.calls.GetSecretValue; // 0
 */
export async function startSecretsManagerServer({
  secrets: listed = {},
  region = 'us-east-1',
  accountId = '123456789012',
}: SecretsManagerOptions = {}): Promise<SecretsManagerServer> {
  const secrets = createSecrets(
    (name) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`,
  );
  for (const [name, value] of Object.entries(listed)) secrets.put(name, value);
  registerCanary('secret that nobody asked for', otherSecret.SecretString);
  const faults = createFaults(secretsFaults);
  const calls = { GetSecretValue: 0, redirected: 0 };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === redirectedPath) {
      calls.redirected += 1;
      return writeAnswer(response, { body: otherSecret });
    }
    const call = await readCall(request, secretsService);
    if (!('input' in call)) return writeAnswer(response, call);
    calls.GetSecretValue += 1;
    const found = secrets.answer(call.input as GetSecretValue);
    const fail = faults.take();
    return fail === undefined
      ? writeAnswer(response, found)
      : fail({ request, response, answer: found });
  }

  // Whoever breaks a request off gets no answer.
  const { port, close } = await listenLocally((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return Object.freeze({
    url: `http://127.0.0.1:${port}`,
    calls,
    put: secrets.put,
    markForDeletion: secrets.markForDeletion,
    remove: secrets.remove,
    fail: faults.add,
    mend: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  });
}
