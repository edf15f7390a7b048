/** The order of texts by the octets of their UTF-8, which is SQLite's, too. */
export const byOctets = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));
