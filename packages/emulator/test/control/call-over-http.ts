import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ControlBench } from './control-bench.js';

/** As an AWS client begins it; nobody verifies the rest. */
export const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20300101/eu-north-1/iot/aws4_request, SignedHeaders=host, Signature=00';

interface HttpCall {
  readonly method: string;
  /** As it stands in the request line. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Calls a control plane as no SDK would: with any path and any body. */
export async function callOverHttp(
  { control }: Pick<ControlBench, 'control'>,
  { method, path, headers = { authorization }, body }: HttpCall,
) {
  const { hostname, port } = new URL(control.url);
  const outgoing = request({ hostname, port, method, path, headers, agent: false });
  outgoing.end(body);
  const [incoming] = await once(outgoing, 'response');
  const content = await text(incoming);
  return {
    status: Number(incoming.statusCode),
    error: incoming.headers['x-amzn-errortype']?.replace(/:$/, '') as string | undefined,
    requestId: incoming.headers['x-amzn-requestid'] as string | undefined,
    body: content === '' ? undefined : (JSON.parse(content) as Record<string, unknown>),
  };
}
