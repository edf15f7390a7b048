// Finds many texts at once in one pass: a rolling hash over as many octets as the shortest has (Karp and Rabin 1987). Texts are
// filed by their ends, for many begin alike: tokens with a header, keys with their algorithm.
import { formsOf } from './encodings.mjs';

const width = 12;
const factor = 0x01_00_01_93;
const bits = 22;
let highest = 1;
for (let at = 1; at < width; at += 1) highest = Math.imul(highest, factor);

const roll = (hash, octet) => (Math.imul(hash, factor) + octet) | 0;
const drop = (hash, octet) => (hash - Math.imul(octet, highest)) | 0;

/** Texts to find, filed by hash. */
export function createFinder() {
  const byHash = new Map();
  // Says for most places that no text ends there, without a look into the map.
  const mayEnd = new Uint8Array(1 << bits);
  let longest = width;

  function file(canary, form, octets) {
    const hash = octets.subarray(-width).reduce(roll, 0);
    const filed = byHash.get(hash) ?? [];
    // The same text may be a canary for two reasons: one is enough.
    if (filed.some((other) => other.octets.equals(octets))) return;
    byHash.set(hash, [...filed, { canary, form, octets }]);
    mayEnd[hash >>> (32 - bits)] = 1;
    longest = Math.max(longest, octets.length);
  }

  const endingAt = (octets, end, hash) =>
    (byHash.get(hash) ?? []).filter(({ octets: text }) => endsWith(octets, end, text));

  return {
    /** Length of the longest text, in octets. */
    longest: () => longest,
    /**
     * @param canary what is told of it when it is found
     * @param asIs whether in this one form alone
     */
    add(canary, octets, asIs) {
      for (const [form, text] of asIs ? [['plain', octets]] : formsOf(octets)) {
        file(canary, form, text);
      }
    },
    /** Calls back for each text that is found, with where it ends. */
    scan(octets, found) {
      let hash = 0;
      for (let at = 0; at < octets.length; at += 1) {
        if (at >= width) hash = drop(hash, octets[at - width]);
        hash = roll(hash, octets[at]);
        if (mayEnd[hash >>> (32 - bits)] === 0) continue;
        for (const text of endingAt(octets, at + 1, hash)) found(text, at + 1);
      }
    },
  };
}

const endsWith = (octets, end, text) =>
  end >= text.length && text.equals(octets.subarray(end - text.length, end));
