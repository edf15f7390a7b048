import { PortError } from '@gangway/core';
import type { Fetch } from '../http/fetch-option.js';
import { keySetBytes, parseKeySet } from './key-set.js';
import { KeyFault, type VerificationKey } from './verification-key.js';

/**
 * Fetches a JWK Set. The answer is 200 and at most 64 kB of JSON, or there is none: a redirect would let whoever answers for
 * the host name any other one.
 *
 * @throws PortError `SIGNED_CLAIMS_KEYS_UNAVAILABLE`
 */
export async function fetchKeySet(
  url: URL,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<readonly VerificationKey[]> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new KeyFault(`it answered HTTP ${response.status}`);
    }
    return parseKeySet(await textOf(response), 'leave-out');
  } catch (cause) {
    // Not the query: some put a key of their own into it.
    const where = `${url.origin}${url.pathname}`;
    const text = `${where}: ${reasonOf(cause, signal)}`;
    throw new PortError('SIGNED_CLAIMS_KEYS_UNAVAILABLE', text, { cause });
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Counted as it comes, and after decompression; to leave the loop cancels the rest.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > keySetBytes) throw new KeyFault(`it answered with more than ${keySetBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(cause: unknown, signal: AbortSignal): string {
  if (cause instanceof KeyFault) return cause.message;
  if (signal.aborted) return 'it gave no answer in time';
  const { code } = ((cause as { cause?: unknown } | null)?.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? `it cannot be reached (${code})` : 'it cannot be reached';
}
