import type { DerElement } from './der.js';
import { contentFault } from './fault.js';

// X.680 section 41.4, table 10.
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
const numeric = /^[0-9 ]*$/;

// Fatal: ill-formed UTF-8 (overlong forms, surrogates) is an error and no replacement character; a byte order mark is text.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of an attribute value, as it stands: nothing is trimmed, folded or normalised.
 *
 * Attribute values may be of any type (RFC 5280 section 4.1.2.4); taken here are the string types of DirectoryString
 * (RFC 5280 appendix A.1), IA5String and NumericString, because anything else has no text to compare.
 */
export function readDirectoryString(bytes: Buffer, element: DerElement): string {
  const { tag, from, to } = element;
  switch (tag) {
    case 0x0c:
      return readUtf8(bytes, element);
    case 0x12:
      return matching(numeric, bytes.toString('latin1', from, to), 'NumericString');
    case 0x13:
      return matching(printable, bytes.toString('latin1', from, to), 'PrintableString');
    // TeletexString switches alphabets with escapes that nobody implements; like OpenSSL, each octet is one Latin-1 character.
    case 0x14:
      return bytes.toString('latin1', from, to);
    case 0x16:
      return readIa5(bytes, element);
    case 0x1c:
      return readUniversal(bytes, element);
    case 0x1e:
      return readBmp(bytes, element);
    default:
      throw contentFault(`an attribute value of tag ${tag.toString(16)} is no string`);
  }
}

function matching(charset: RegExp, text: string, type: string): string {
  if (!charset.test(text)) throw contentFault(`a ${type} holds a character outside its set`);
  return text;
}

// Device certificates are ASCII nearly always: the decoder is asked only when a high bit is there.
function readUtf8(bytes: Buffer, { from, to }: DerElement): string {
  if (isAscii(bytes, from, to)) return bytes.toString('latin1', from, to);
  try {
    return utf8.decode(bytes.subarray(from, to));
  } catch {
    throw contentFault('a UTF8String is not UTF-8');
  }
}

/** IA5String, whatever its tag is. */
export function readIa5(bytes: Buffer, { from, to }: DerElement): string {
  if (!isAscii(bytes, from, to))
    throw contentFault('an IA5String holds a character outside its set');
  return bytes.toString('latin1', from, to);
}

function isAscii(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

// X.690 section 8.23.8: two octets a character of the Basic Multilingual Plane, so no surrogates.
function readBmp(bytes: Buffer, { from, to }: DerElement): string {
  if ((to - from) % 2 !== 0) throw contentFault('a BMPString has an odd number of octets');
  let text = '';
  for (let at = from; at < to; at += 2) text += character(bytes.readUInt16BE(at), 'BMPString');
  return text;
}

// X.690 section 8.23.7: four octets a character.
function readUniversal(bytes: Buffer, { from, to }: DerElement): string {
  if ((to - from) % 4 !== 0) throw contentFault('a UniversalString does not hold whole characters');
  let text = '';
  for (let at = from; at < to; at += 4) {
    text += character(bytes.readUInt32BE(at), 'UniversalString');
  }
  return text;
}

function character(codePoint: number, type: string): string {
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) {
    throw contentFault(`a ${type} holds a code point that is no character`);
  }
  return String.fromCodePoint(codePoint);
}
