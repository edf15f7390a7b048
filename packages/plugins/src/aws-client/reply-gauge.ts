/** An answer that is longer than any that the service gives. */
export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge';
}

/** An answer that is none of the service's: another charset, no JSON, or not about what was asked. */
export class ReplyInvalid extends Error {
  override readonly name = 'ReplyInvalid';
}

/** Looks at an answer while it comes in. */
export interface ReplyGauge {
  /** @throws ReplyTooLarge, ReplyInvalid */
  take(chunk: Uint8Array): string;
  /** @throws ReplyInvalid where the answer ends inside a character */
  end(): string;
}

/**
 * Counts the bytes of an answer and reads them as UTF-8, strictly: replacement characters would make one secret out of
 * another.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export function replyGauge(bytesAtMost: number): ReplyGauge {
  // A byte order mark is left where it is, and is no JSON.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let bytes = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new ReplyInvalid('it is not UTF-8');
    }
  };
  return {
    take(chunk) {
      bytes += chunk.length;
      if (bytes > bytesAtMost) throw new ReplyTooLarge(`more than ${bytesAtMost} bytes`);
      return decode(chunk);
    },
    end: () => decode(),
  };
}
