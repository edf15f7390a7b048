/** What may be done to an ownership token by somebody who has one. */
export const tokenTamperings: Readonly<Record<string, (token: string) => string>> = Object.freeze({
  flipped: (token) => flip(token, Math.floor(token.length / 2)),
  'flipped-last': (token) => flip(token, token.length - 1),
  truncated: (token) => token.slice(0, -1),
  extended: (token) => `${token}A`,
  'other-case': (token) =>
    token === token.toLowerCase() ? token.toUpperCase() : token.toLowerCase(),
  empty: () => '',
});

/** The tampering that puts another device's token in place of one's own: one that was used. */
export const usedToken = 'used-token';

function flip(token: string, place: number): string {
  const other = token[place] === 'A' ? 'B' : 'A';
  return `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
}
