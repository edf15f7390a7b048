// In a text that is JSON every quotation mark begins or ends a string, and a string before a colon is a name.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g;

/**
 * Whether an object in a JSON text has two members of one name, of which a parser may take either (RFC 8259 section 4).
 *
 * @param text that `JSON.parse` has taken
 */
export function holdsDoubledMember(text: string): boolean {
  const open: Set<unknown>[] = [];
  for (const [token, colon] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      // Unescaped: `"\u0073ub"` is `"sub"`.
      const name: unknown = JSON.parse(token.slice(0, -colon.length));
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
