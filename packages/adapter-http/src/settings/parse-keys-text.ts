import { keysFault } from './keys-fault.js';

/** What a file of keys holds, or what is wrong with it, never with a key in it. */
export type KeysReading =
  | { readonly kind: 'keys'; readonly texts: readonly string[] }
  | { readonly kind: 'fault'; readonly why: string };

const fault = (why: string): KeysReading => ({ kind: 'fault', why });

/** Reads keys as a file has them: one a line, or a JSON array of texts. */
export function parseKeysText(text: string): KeysReading {
  const whole = text.replace(/^\uFEFF/, '').trim();
  if (whole === '') return fault('it holds no key');
  return whole.startsWith('[') ? parseArray(whole) : parseLines(whole);
}

function parseLines(whole: string): KeysReading {
  const lines = whole.split(/\r\n?|\n/).map((line) => line.trim());
  // Told by its line, for the file may be long and the message holds nothing of it.
  for (const [index, line] of lines.entries()) {
    const why = line === '' ? undefined : keysFault([line]);
    if (why !== undefined) return fault(`line ${index + 1}: ${why}`);
  }
  return checked(lines.filter((line) => line !== ''));
}

function parseArray(whole: string): KeysReading {
  try {
    return checked(JSON.parse(whole) as readonly string[]);
  } catch {
    // The parser's message quotes what it was given.
    return fault('it begins like a JSON array, and is none');
  }
}

function checked(texts: readonly string[]): KeysReading {
  const why = keysFault(texts);
  return why === undefined ? { kind: 'keys', texts: Object.freeze(texts) } : fault(why);
}
