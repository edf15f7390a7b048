import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFaults, type FaultTerms, redirectedPath } from '../aws-json/json-faults.js';
import type { JsonAnswer } from '../aws-json/json-wire.js';
import { listenLocally } from '../aws-json/local-server.js';
import { registerCanary } from '../canaries.js';
import { askSecretsManager } from './ask-secrets-manager.js';
import { readQuery, writeAsAgent, writeAsExtension, writeText } from './extension-wire.js';
import { otherSecret, secretsWireFaults, type WireFault } from './secrets-faults.js';
import type { GetSecretValue } from './secrets-wire.js';

export interface SecretsExtensionOptions {
  /** URL of the Secrets Manager that it asks. */
  readonly secretsManager: string;
  /** What callers must send, as a function's `AWS_SESSION_TOKEN`; `session-token` unless given. */
  readonly token?: string;
  /** How long it keeps an answer, as `SECRETS_MANAGER_TTL`; 300 unless given, 0 keeps none. */
  readonly ttlSeconds?: number;
  /** Milliseconds since 1970, for that time; the system's unless given. */
  readonly now?: () => number;
  /**
   * How it tells of a failure. `extension`, unless given: status 400 and a text that is the same for all of them. `agent`: the
   * error's name, as AWS's Secrets Manager Agent does, which speaks the same protocol.
   */
  readonly errors?: 'extension' | 'agent';
  /** Whether it serves already, which it does from the first invocation on; `true` unless given. */
  readonly ready?: boolean;
}

/** A running stand-in for the AWS Parameters and Secrets Lambda Extension. */
export interface SecretsExtension {
  /** For `PARAMETERS_SECRETS_EXTENSION_HTTP_PORT`. */
  readonly port: number;
  /** For `AWS_SESSION_TOKEN`. */
  readonly token: string;
  /** How often a secret was asked for, how many of those were answered from what it keeps, how many came after a redirect. */
  readonly calls: { readonly get: number; readonly kept: number; readonly redirected: number };
  /** The first invocation has come. */
  becomeReady(): void;
  /** From now on calls fail so on their way from here; what fails behind it is told to the Secrets Manager. */
  fail(fault: WireFault, terms?: FaultTerms): void;
  mend(): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves the HTTP API of the AWS Parameters and Secrets Lambda Extension on a free port of this machine, in front of a
 * Secrets Manager: `GET /secretsmanager/get` with the token in a header, and what it keeps by itself.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html
 * @example
 * await using secretsManager = await startSecretsManagerServer({ secrets: { 'fleet/key': 's3cret' } });
 * await using extension = await startSecretsExtension({ secretsManager: secretsManager.url });
 * const answer = await fetch(`http://localhost:${extension.port}/secretsmanager/get?secretId=fleet%2Fkey`, {
 *   headers: { 'X-Aws-Parameters-Secrets-Token': extension.token },
 * });
 * answer.status; // 200
 * extension.calls.get; // 1
 */
export async function startSecretsExtension({
  secretsManager,
  token = 'session-token',
  ttlSeconds = 300,
  now = Date.now,
  errors = 'extension',
  ready: isReady = true,
}: SecretsExtensionOptions): Promise<SecretsExtension> {
  registerCanary('session token', token);
  const faults = createFaults(secretsWireFaults);
  const calls = { get: 0, kept: 0, redirected: 0 };
  const kept = new Map<string, { readonly answer: JsonAnswer; readonly at: number }>();
  let ready = isReady;

  async function find(call: GetSecretValue): Promise<JsonAnswer> {
    const key = JSON.stringify(call);
    const held = kept.get(key);
    if (held !== undefined && now() - held.at < ttlSeconds * 1_000) {
      calls.kept += 1;
      return held.answer;
    }
    const answer = await askSecretsManager(secretsManager, call);
    if ('body' in answer) kept.set(key, { answer, at: now() });
    return answer;
  }

  const write = errors === 'agent' ? writeAsAgent : writeAsExtension;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === redirectedPath) {
      calls.redirected += 1;
      return write(response, { body: otherSecret });
    }
    const call = readQuery(request);
    if (call === undefined) return writeText(response, 404, '404 page not found');
    calls.get += 1;
    if (!ready) return writeText(response, 400, 'not ready to serve traffic, please wait');
    if (request.headers['x-aws-parameters-secrets-token'] !== token) {
      return writeText(response, 401, 'the token is missing, or another one');
    }
    const found = await find(call);
    const fail = faults.take();
    return fail === undefined ? write(response, found) : fail({ request, response, answer: found });
  }

  const { port, close } = await listenLocally((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return Object.freeze({
    port,
    token,
    calls,
    becomeReady: () => {
      ready = true;
    },
    fail: faults.add,
    mend: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  });
}
