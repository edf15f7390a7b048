import { invalidRequest, ServiceError } from '../service-error.js';

/** Most octets of a body: a template's 10,240 characters, every one of them escaped, take a quarter of it. */
export const bodyLimit = 256 * 1_024;

/** Reads a body as text. What counts is what arrives, never what the headers promise. */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length')) > bodyLimit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > bodyLimit) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw invalidRequest('The body is not UTF-8');
  }
}

const tooLarge = () =>
  new ServiceError('RequestEntityTooLargeException', `The body is over ${bodyLimit} octets`);
