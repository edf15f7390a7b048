/** Why there is no body to read. */
export type Unread = 'too large' | 'too slow' | 'broken off' | 'no memory';

/** A request's body as it came: all its octets, or why there are none to read. */
export type Body = Uint8Array | Unread;

/** The least that is known of a body before a byte of it is read; a chunked one says nothing. */
export function declaresMoreThan(contentLength: string | null | undefined, limit: number): boolean {
  return typeof contentLength === 'string' && Number(contentLength) > limit;
}

export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
