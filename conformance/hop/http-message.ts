export type Header = readonly [name: string, value: string];

/** An HTTP/1.1 message as it stands on the wire: nothing joined, sorted or put right. */
export interface HttpMessage {
  /** The request line or the status line. */
  readonly start: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

export function toOctets({ start, headers, body }: HttpMessage): Buffer {
  const lines = [start, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** Every value of a header, by its name in lower case. */
export const valuesOf = ({ headers }: HttpMessage, name: string): readonly string[] =>
  headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);

/** The only value of a header that must be there. */
export function onlyValue(message: HttpMessage, name: string): string {
  const [value, another] = valuesOf(message, name);
  if (value === undefined || another !== undefined) throw new Error(`not one header ${name}`);
  return value;
}

/** The message with another value of a header, in its place; at the end where there was none. */
export function withHeader(message: HttpMessage, name: string, value: string): HttpMessage {
  const at = message.headers.findIndex(([key]) => key.toLowerCase() === name);
  if (at === -1) return { ...message, headers: [...message.headers, [name, value]] };
  return {
    ...message,
    headers: message.headers.with(at, [message.headers[at]?.[0] ?? name, value]),
  };
}

export const withoutHeader = (message: HttpMessage, name: string): HttpMessage => ({
  ...message,
  headers: message.headers.filter(([key]) => key.toLowerCase() !== name),
});

/** The message with another body, which its length tells. */
export const withBody = (message: HttpMessage, body: Uint8Array): HttpMessage => ({
  ...withHeader(message, 'content-length', String(body.length)),
  body,
});

/** The message with its body in chunks. */
export function inChunks(message: HttpMessage, size: number): HttpMessage {
  const parts: Buffer[] = [];
  for (let at = 0; at < message.body.length; at += size) {
    const part = message.body.subarray(at, at + size);
    parts.push(
      Buffer.from(`${part.length.toString(16)}\r\n`),
      Buffer.from(part),
      Buffer.from('\r\n'),
    );
  }
  const headers = withoutHeader(message, 'content-length').headers;
  return {
    ...message,
    headers: [...headers, ['transfer-encoding', 'chunked']],
    body: Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]),
  };
}

/**
 * Reads the first message of what came so far; `undefined` while it is not whole.
 *
 * @param ended whether nothing more comes: then a body without a length is whole
 */
export function readMessage(
  octets: Buffer,
  ended = false,
): { readonly message: HttpMessage; readonly rest: Buffer } | undefined {
  const end = octets.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [start = '', ...lines] = octets.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const message = { start, headers, body: Buffer.alloc(0) };
  const [length] = valuesOf(message, 'content-length');
  if (length === undefined && !ended && !start.startsWith('GET ')) return undefined;
  const from = end + 4;
  const to = length === undefined ? octets.length : from + Number(length);
  if (octets.length < to) return undefined;
  return { message: { ...message, body: octets.subarray(from, to) }, rest: octets.subarray(to) };
}
