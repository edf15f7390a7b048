import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** An invocation as it was read from the wire. */
export interface InvokeCall {
  /** Name or ARN, as the caller has it. */
  readonly target: string;
  readonly qualifier: string | undefined;
}

/** An answer before it is written: what came of an invocation, or an error by the name that the service gives it. */
export type InvokeAnswer =
  | {
      /** JSON, or what a function should never have returned. */
      readonly payload: string;
      readonly functionError?: 'Handled' | 'Unhandled';
      readonly version?: string;
    }
  | { readonly status: number; readonly error: string; readonly message: string };

const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** What a request wants invoked; `undefined` for a path that this server does not have. */
export function readInvoke(method: string | undefined, url = ''): InvokeCall | undefined {
  const asked = URL.parse(url, 'http://localhost');
  const [, written] = path.exec(asked?.pathname ?? '') ?? [];
  if (method !== 'POST' || asked === null || written === undefined) return undefined;
  return {
    target: decodeURIComponent(written),
    qualifier: asked.searchParams.get('Qualifier') ?? undefined,
  };
}

/**
 * Writes an answer as the service does: 200 for every invocation that it let in, with a header where the function threw.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseElements
 */
export function writeInvoke(response: ServerResponse, answer: InvokeAnswer): void {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  if ('payload' in answer) {
    response.writeHead(200, {
      ...headers,
      'x-amz-executed-version': answer.version ?? '$LATEST',
      ...(answer.functionError === undefined
        ? {}
        : { 'x-amz-function-error': answer.functionError }),
    });
    response.end(answer.payload);
    return;
  }
  response.writeHead(answer.status, { ...headers, 'x-amzn-errortype': answer.error });
  response.end(JSON.stringify({ Type: 'User', Message: answer.message, message: answer.message }));
}
