import { isUtf8 } from 'node:buffer';

/** An object out of a reply that is the container's. */
export interface JsonReply {
  readonly value: Readonly<Record<string, unknown>>;
  /**
   * How many strings stand in the text. Of two members of one name a parser drops one and does not say which (RFC 8259,
   * section 4); then there are more strings in the text than in the value.
   */
  readonly texts: number;
}

/** Reads the body of a reply: JSON in UTF-8 without a byte order mark (RFC 8259, section 8.1), and an object. */
export function readJsonReply(body: Uint8Array): JsonReply | undefined {
  if (!isUtf8(body)) return undefined;
  const text = Buffer.from(body).toString();
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    return { value, texts: text.match(/"[^"\\]*(?:\\.[^"\\]*)*"/g)?.length ?? 0 };
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a reason code, and so may stand in a log. */
export const isCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(value);
