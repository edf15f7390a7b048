import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer before it is written: the body of a success, or an error by the name that the service gives it. */
export type JsonAnswer =
  | { readonly body: object }
  | { readonly status: number; readonly error: string; readonly message: string };

/** A failure as services of this protocol give nearly all of them: with status 400. */
export const refused = (error: string, message: string): JsonAnswer => ({
  status: 400,
  error,
  message,
});

/** How a service is called. */
export interface JsonService<Operation extends string> {
  /** What stands before the operation's name in the header `X-Amz-Target`. */
  readonly target: string;
  /** The service's name in a signature. */
  readonly signingName: string;
  readonly operations: readonly Operation[];
}

/** A call as it was read from the wire. */
export interface JsonCall<Operation extends string> {
  readonly operation: Operation;
  /** What the caller says, of whatever shape. */
  readonly input: object;
}

/**
 * Reads a call: its operation stands in a header, its input in the body.
 *
 * @returns the call, or the answer for what is none
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function readCall<Operation extends string>(
  request: IncomingMessage,
  { target, signingName, operations }: JsonService<Operation>,
): Promise<JsonCall<Operation> | JsonAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const operation = operations.find(
    (name) => request.headers['x-amz-target'] === `${target}.${name}`,
  );
  if (operation === undefined) {
    return refused('UnknownOperationException', `this server has ${operations.join(', ')} alone`);
  }
  if (!isSigned(request, signingName)) {
    return refused('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  try {
    const input: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof input === 'object' && input !== null) return { operation, input };
    return refused('SerializationException', 'the input is no object');
  } catch {
    return refused('SerializationException', 'the input is not JSON');
  }
}

function isSigned({ headers }: IncomingMessage, signingName: string): boolean {
  const [, service] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/([a-z-]+)\/aws4_request,/.exec(
      headers.authorization ?? '',
    ) ?? [];
  return service === signingName;
}

/** Writes an answer as the service does: the error's name stands in the body. */
export function writeAnswer(response: ServerResponse, answer: JsonAnswer): void {
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
