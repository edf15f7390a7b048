/**
 * The parts of what is constructed, each with its tag and length: of DER that was read strictly, or was made by Node, before.
 *
 * @throws RangeError for a length that leads out of it
 */
export function partsOf(whole: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = contentStart(whole, 0); at < whole.length; ) {
    const from = contentStart(whole, at);
    const end = from + contentLength(whole, at);
    if (end > whole.length) throw new RangeError('a part is longer than the whole');
    parts.push(whole.subarray(at, end));
    at = end;
  }
  return parts;
}

/** What an element holds, without its tag and length. */
export const contentOf = (element: Buffer): Buffer => element.subarray(contentStart(element, 0));

// X.690 section 8.1.3: below 0x80 it is the length itself, else how many octets of length follow.
function contentStart(der: Buffer, at: number): number {
  const first = der.readUInt8(at + 1);
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
}

function contentLength(der: Buffer, at: number): number {
  const first = der.readUInt8(at + 1);
  return first < 0x80 ? first : der.readUIntBE(at + 2, first & 0x7f);
}
