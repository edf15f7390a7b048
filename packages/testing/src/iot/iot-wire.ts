import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** What the server can be asked. */
export type IotOperation = 'DescribeThing' | 'ListThingPrincipals' | 'DescribeCertificate';

/** A call as it was read from the wire. */
export interface IotCall {
  readonly operation: IotOperation;
  /** The thing's name or the certificate's id. */
  readonly subject: string;
  readonly query: URLSearchParams;
}

/** An answer before it is written: the body of a success, or an error by the name that the service gives it. */
export type IotAnswer =
  | { readonly body: object }
  | { readonly status: number; readonly error: string; readonly message: string };

export const notFound = (message: string): IotAnswer => ({
  status: 404,
  error: 'ResourceNotFoundException',
  message,
});

const routes: readonly (readonly [IotOperation, RegExp])[] = [
  ['DescribeThing', /^\/things\/([^/]+)$/],
  ['ListThingPrincipals', /^\/things\/([^/]+)\/principals$/],
  ['DescribeCertificate', /^\/certificates\/([^/]+)$/],
];

/** Which operation a request means; `undefined` for a path that the service does not have, or this server does not. */
export function readCall(method: string | undefined, url = ''): IotCall | undefined {
  const asked = URL.parse(url, 'http://localhost');
  if (method !== 'GET' || asked === null) return undefined;
  for (const [operation, path] of routes) {
    const [, written] = path.exec(asked.pathname) ?? [];
    const subject = written === undefined ? undefined : decoded(written);
    if (subject !== undefined) return { operation, subject, query: asked.searchParams };
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes an answer as the service does. The error's name stands in a header, with a colon behind it; the body has the
 * message and a trace id.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function writeAnswer(response: ServerResponse, answer: IotAnswer): void {
  const requestId = randomUUID();
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  if ('body' in answer) {
    response.writeHead(200, headers);
    response.end(JSON.stringify(answer.body));
    return;
  }
  response.writeHead(answer.status, { ...headers, 'x-amzn-errortype': `${answer.error}:` });
  response.end(JSON.stringify({ message: answer.message, traceId: requestId }));
}
