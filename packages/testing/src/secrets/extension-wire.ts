import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GetSecretValue, SecretsAnswer } from './secrets-wire.js';

/** What is asked for; `undefined` for a request of another kind. */
export function readQuery({ method, url = '' }: IncomingMessage): GetSecretValue | undefined {
  const asked = URL.parse(url, 'http://localhost');
  const SecretId = asked?.searchParams.get('secretId');
  if (method !== 'GET' || asked?.pathname !== '/secretsmanager/get' || !SecretId) return undefined;
  const VersionStage = asked.searchParams.get('versionStage');
  const VersionId = asked.searchParams.get('versionId');
  return {
    SecretId,
    ...(VersionStage === null ? {} : { VersionStage }),
    ...(VersionId === null ? {} : { VersionId }),
  };
}

export function writeText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/**
 * A success has every field of the SDK's answer, the empty ones too; a failure is one text, whatever failed: its reason stands
 * in the extension's own log alone.
 */
export function writeAsExtension(response: ServerResponse, answer: SecretsAnswer): void {
  if (!('body' in answer)) {
    writeText(response, 400, 'an unexpected error occurred while executing request');
    return;
  }
  const { CreatedDate, ...body } = answer.body as { readonly CreatedDate?: number };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      SecretBinary: null,
      SecretString: null,
      ...body,
      CreatedDate: new Date((CreatedDate ?? 0) * 1_000).toISOString(),
      ResultMetadata: {},
    }),
  );
}

export function writeAsAgent(response: ServerResponse, answer: SecretsAnswer): void {
  const [status, body] =
    'body' in answer
      ? [200, answer.body]
      : [answer.status, { __type: answer.error, message: answer.message }];
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
