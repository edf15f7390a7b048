const longest = 64;
const unprintable = /[^\x20-\x7e]/g;

/** A name as a message shows it: in quotes, cut, and in printable ASCII, so that no name can redraw a terminal. */
export function quoted(name: string): string {
  const shown = name.length > longest ? `${name.slice(0, longest)}...` : name;
  return JSON.stringify(shown).replace(
    unprintable,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
