/** A watch over a run of tests: it learns what must not show, and sees what shows. The workspace's own `tools/canaries` is one. */
interface Watch {
  secret(name: string, value: string | Uint8Array): void;
  output(kind: string, value: unknown): void;
}

const watch: Watch | undefined = Reflect.get(globalThis, Symbol.for('@gangway/canaries'));

/** A secret that may stand in a response, and nowhere else. Nothing happens where nobody watches. */
export function registerCanary(name: string, value: string | Uint8Array): void {
  if (watch === undefined) return;
  for (const text of typeof value === 'string' ? textsIn(value) : [value]) watch.secret(name, text);
}

/** Something that a double keeps for a test to see. Nothing happens where nobody watches. */
export const noteOutput = (kind: string, value: unknown): void => watch?.output(kind, value);

/**
 * The texts in a secret that is JSON: an override is made of one of them, and names of members are no secrets. Of any other
 * secret the whole.
 */
function textsIn(document: string): readonly string[] {
  const texts: string[] = [];
  try {
    JSON.parse(document, (_, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
    });
    return texts;
  } catch {
    return [document];
  }
}
