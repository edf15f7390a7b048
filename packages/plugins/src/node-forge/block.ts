import { limits } from '@gangway/core';
import { Refusal } from './refusal.js';

const boundary = '-----';
const outside = (detail: string) => new Refusal('PEM_NOT_ONE_BLOCK', detail);

/**
 * The octets of the one CERTIFICATE block that a text is, as a binary string.
 *
 * forge's own PEM decoder takes any number of blocks, with headers and text around them, and was quadratic before 1.4.3.
 */
export function decodeBlock(pem: unknown): string {
  if (typeof pem !== 'string') throw outside('no text');
  if (pem.length > limits.pemLength) throw new Refusal('PEM_TOO_LARGE', `${pem.length} characters`);
  const parts = pem.split(boundary);
  const [before, begin, body = '', end, after = ''] = parts;
  if (parts.length !== 5 || before !== '' || !/^(?:\r?\n)?$/.test(after)) {
    throw outside('not one block with nothing around it');
  }
  if (begin !== 'BEGIN CERTIFICATE' || end !== 'END CERTIFICATE') throw outside('another label');
  const lines = body.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.length < 3 || lines.shift() !== '' || lines.pop() !== '') throw noBase64();
  return decodeLines(lines);
}

// RFC 4648 section 4 and 3.5: groups of four, the last one padded, the bits that are left over zero.
const base64 = /^(?:[\w+/]{4})*(?:[\w+/][AQgw]==|[\w+/]{2}[AEIMQUYcgkosw048]=)?$/;

function decodeLines(lines: readonly string[]): string {
  const text = lines.join('');
  if (lines.includes('') || text.includes('_') || !base64.test(text)) throw noBase64();
  return atob(text);
}

const noBase64 = () => new Refusal('PEM_MALFORMED', 'the block does not hold canonical base64');
