/** The names of members and the indices of elements, from the outside in. */
export type JsonPointer = readonly string[];

/**
 * Reads a JSON Pointer in its string form (RFC 6901 section 3). The form for URI fragments, `#/site`, is none here.
 *
 * @returns `undefined` for what is none: a text that neither is empty nor begins with `/`, or a `~` before neither 0 nor 1
 * @see https://datatracker.ietf.org/doc/html/rfc6901
 */
export function parseJsonPointer(text: string): JsonPointer | undefined {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined;
  // Both escapes in one pass: `~01` stands for `~1`, and not for `/` (section 4).
  return text
    .slice(1)
    .split('/')
    .map((name) => name.replace(/~[01]/g, (escaped) => (escaped === '~1' ? '/' : '~')));
}

/** Writes a pointer as it stands in options and details. */
export const writeJsonPointer = (pointer: JsonPointer): string =>
  pointer.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
