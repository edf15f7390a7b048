import { HookCallError } from './hook-target.js';

/** Most octets of an answer: more than a yes with every override that AWS IoT takes can have. */
export const answerLimit = 524_288;

/** A body that is longer than an answer may be. Its text is its own: the SDK adds to the message of what passes through it. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
  readonly text = `more than ${answerLimit} octets`;
}

/**
 * Reads a body to its end, and no further than its limit.
 *
 * @throws AnswerTooLong
 */
export async function readBounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > answerLimit) throw new AnswerTooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The value of an answer: JSON in UTF-8.
 *
 * @param who gave it, for the message
 * @throws HookCallError `HOOK_FAILED`
 */
export function parseAnswer(body: Uint8Array, who: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new HookCallError(
      'HOOK_FAILED',
      `${who} answered ${body.length} octets that are not JSON: a hook answers {"allowProvisioning": …}`,
      { cause },
    );
  }
}
