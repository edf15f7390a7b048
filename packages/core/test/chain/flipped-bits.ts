import { createHash } from 'node:crypto';
import { type Certificate, nodeCryptoCertificateReader, validateChain } from '@gangway/core';
import type { MadeCertificate } from '@gangway/testing';
import { type MadeChain, now, read } from './chain-parts.js';

/** What became of certificates with one bit flipped. */
export interface Flips {
  /** `role, bit`: chains that were valid all the same. */
  readonly accepted: readonly string[];
  /** How many were still read as certificates, so that the chain's rules were asked. */
  readonly read: number;
}

const reader = nodeCryptoCertificateReader();

/**
 * Flips one bit of the leaf or the intermediate of a sound chain of three, so many times, and validates each. The anchor is
 * left alone: it comes from the hook's author, and its own signature is not looked at.
 *
 * @param seed the same seed flips the same bits; below the number of bits there are, every one is flipped once before any twice
 */
export function flipBits(
  { leaf, intermediates, root }: MadeChain,
  count: number,
  seed: number,
): Flips {
  const [intermediate] = intermediates;
  if (intermediate === undefined) throw new Error('a chain of three');
  const anchors = [read(root)];
  const [sound, above] = [read(leaf), read(intermediate)];
  const valid = (one: Certificate, other: Certificate) =>
    validateChain(one, [other], { anchors, at: now }).kind === 'valid';
  if (!valid(sound, above)) throw new Error('the chain is not sound to begin with');

  const bits = [leaf, intermediate].flatMap((made, role) =>
    bitsOf(made).map((bit) => ({ role, bit })),
  );
  const order = bits.sort((a, b) => (rank(a, seed) < rank(b, seed) ? -1 : 1));
  const accepted: string[] = [];
  let parsed = 0;
  for (let at = 0; at < count; at += 1) {
    const { role = 0, bit = 0 } = order[at % order.length] ?? {};
    const flipped = reader.read(pemOf(flip((role === 0 ? leaf : intermediate).der, bit)));
    if (flipped.kind === 'refused') continue;
    parsed += 1;
    const good = role === 0 ? valid(flipped.certificate, above) : valid(sound, flipped.certificate);
    if (good) accepted.push(`${role === 0 ? 'leaf' : 'intermediate'}, ${bit}`);
  }
  return { accepted, read: parsed };
}

const bitsOf = ({ der }: MadeCertificate): readonly number[] =>
  Array.from({ length: der.length * 8 }, (_, bit) => bit);

const rank = (place: { readonly role: number; readonly bit: number }, seed: number): string =>
  createHash('md5').update(`${seed} ${place.role} ${place.bit}`).digest('hex');

function flip(der: Buffer, bit: number): Buffer {
  const copy = Buffer.from(der);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (0x80 >> (bit & 7)), bit >> 3);
  return copy;
}

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
