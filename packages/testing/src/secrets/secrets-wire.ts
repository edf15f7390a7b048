import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer before it is written: the body of a success, or an error by the name that the service gives it. */
export type SecretsAnswer =
  | { readonly body: object }
  | { readonly status: number; readonly error: string; readonly message: string };

/** A failure as Secrets Manager gives nearly all of them: with status 400. */
export const refused = (error: string, message: string): SecretsAnswer => ({
  status: 400,
  error,
  message,
});

/** Which version of which secret is asked for. */
export interface GetSecretValue {
  readonly SecretId: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

/**
 * Reads a call: its operation stands in a header, its input in the body.
 *
 * @returns the input, or the answer for what is no such call
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function readCall(
  request: IncomingMessage,
): Promise<{ readonly input: GetSecretValue } | SecretsAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
    return refused('UnknownOperationException', 'this server has GetSecretValue alone');
  }
  if (!isSigned(request)) {
    return refused('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  try {
    return { input: JSON.parse(Buffer.concat(chunks).toString()) as GetSecretValue };
  } catch {
    return refused('SerializationException', 'the input is not JSON');
  }
}

const isSigned = ({ headers }: IncomingMessage): boolean =>
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/secretsmanager\/aws4_request,/.test(
    headers.authorization ?? '',
  );

/** Writes an answer as the service does: the error's name stands in the body. */
export function writeAnswer(response: ServerResponse, answer: SecretsAnswer): void {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  };
  if ('body' in answer) {
    response.writeHead(200, headers);
    response.end(JSON.stringify(answer.body));
    return;
  }
  response.writeHead(answer.status, headers);
  response.end(JSON.stringify({ __type: answer.error, Message: answer.message }));
}
