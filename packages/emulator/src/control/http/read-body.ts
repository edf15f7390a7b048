import { invalidRequest, ServiceError } from '../service-error.js';

/** Most octets of a body: a template's 10,240 characters, every one of them escaped, take a quarter of it. */
export const bodyLimit = 256 * 1_024;

/** Reads a body as text. What counts is what arrives, never what the headers promise. */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length')) > bodyLimit) throw tooLarge();
  const octets = await readOctets(request);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw invalidRequest('The body is not UTF-8');
  }
}

async function readOctets({ body }: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      length += chunk.byteLength;
      if (length > bodyLimit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever breaks off is at fault, and not the emulator.
    throw error instanceof ServiceError ? error : invalidRequest('The body broke off');
  }
  return Buffer.concat(chunks);
}

const tooLarge = () =>
  new ServiceError('RequestEntityTooLargeException', `The body is over ${bodyLimit} octets`);
