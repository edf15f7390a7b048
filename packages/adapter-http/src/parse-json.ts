/** What stands for a body that is not JSON: no value that JSON has. */
export const notJson = Symbol('not JSON');

// RFC 8259, section 8.1: UTF-8, and no byte order mark.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return notJson;
  }
}
