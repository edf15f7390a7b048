/**
 * Keeps what was read out of a text for as long as the text stays the same, be it values or a fault. By the text and not by
 * its version, which a careless store might leave as it was.
 *
 * @returns a function that reads only where the text is another one
 */
export function heldReading<T>(): (text: string, read: (text: string) => T) => T {
  let held: { readonly text: string; readonly outcome: Outcome<T> } | undefined;
  return (text, read) => {
    if (held?.text !== text) held = { text, outcome: outcomeOf(() => read(text)) };
    if ('error' in held.outcome) throw held.outcome.error;
    return held.outcome.value;
  };
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

function outcomeOf<T>(read: () => T): Outcome<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
}
