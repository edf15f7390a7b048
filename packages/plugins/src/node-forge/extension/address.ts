import { malformed } from '../refusal.js';
import { toHex } from '../tree.js';

/** An address of IPv4 or IPv6 (RFC 5280 section 4.2.1.6); in a constraint with its mask (section 4.2.1.10). */
export function addressFrom(octets: string, masked: boolean): string {
  const hex = toHex(octets);
  const half = masked ? hex.length / 2 : hex.length;
  if (half !== 8 && half !== 32) return malformed(`an address of ${octets.length} octets`);
  if (!masked) return textOf(hex);
  const mask = hex.slice(half);
  const bits = BigInt(`0x1${mask}`).toString(2).slice(1);
  // RFC 4632 section 3.1: a prefix, so no one comes after a zero.
  if (bits.includes('01')) return malformed('a mask with holes');
  return `${textOf(hex.slice(0, half))}/${textOf(mask)}`;
}

function textOf(hex: string): string {
  const numbers = (digits: number) =>
    (hex.match(new RegExp(`.{${digits}}`, 'g')) ?? []).map((part) => Number.parseInt(part, 16));
  return hex.length === 8
    ? numbers(2).join('.')
    : numbers(4)
        .map((group) => group.toString(16))
        .join(':');
}
