import { answerBytes } from './read-hook-answer.js';
import { remoteHookError } from './reason-codes.js';

/**
 * The body of an answer, as far as it may be one: at most so many bytes, whole, and not declared as another encoding.
 *
 * @throws PortError
 */
export async function readReply(response: Response, signal: AbortSignal): Promise<Uint8Array> {
  if (!isUtf8(response.headers.get('content-type') ?? '')) {
    await letGo(response);
    throw remoteHookError('reply-invalid', 'the answer is declared to be in another encoding');
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    // Counted as it comes, and after decompression; to leave the loop cancels the rest.
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > answerBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    if (signal.aborted) throw remoteHookError('timeout', 'its answer did not end in time', cause);
    throw remoteHookError('reply-broken', 'its answer broke off', cause);
  }
  if (bytes <= answerBytes) return Buffer.concat(chunks);
  throw remoteHookError('reply-too-large', `it answered with more than ${answerBytes} bytes`);
}

/** Reads no further; that the rest cannot be had is no concern any more. */
export async function letGo({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

/** JSON has one encoding (RFC 8259 section 8.1); who declares none means it. */
function isUtf8(contentType: string): boolean {
  const [, charset] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType) ?? [];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}
