import type { ExtensionContents, KeyUsage } from '@gangway/core';
import { bitString, boolean, integer, oid, sequence } from '../certificate-der.js';

/** What an extension is written with, and what is read of it. */
export type SoundExtension = readonly [id: string, value: Buffer, contents: ExtensionContents];

const octets = (...values: number[]): Buffer => Buffer.from(values);
const ca = boolean(true);

const basicConstraints: Readonly<Record<string, SoundExtension>> = {
  'of no CA': ['2.5.29.19', sequence(), { basicConstraints: { ca: false } }],
  'of a CA': ['2.5.29.19', sequence(ca), { basicConstraints: { ca: true } }],
  'with a path of 0': [
    '2.5.29.19',
    sequence(ca, integer(0)),
    { basicConstraints: { ca: true, pathLength: 0 } },
  ],
  'with a path of 128': [
    '2.5.29.19',
    sequence(ca, integer(128)),
    { basicConstraints: { ca: true, pathLength: 128 } },
  ],
  'with a path of 255': [
    '2.5.29.19',
    sequence(ca, integer(255)),
    { basicConstraints: { ca: true, pathLength: 255 } },
  ],
  'with a path and no CA': [
    '2.5.29.19',
    sequence(integer(1)),
    { basicConstraints: { ca: false, pathLength: 1 } },
  ],
};

const usages: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** One bit alone: bit 8 stands in an octet of its own. */
const bit = (number: number): Buffer =>
  number < 8
    ? bitString(octets(0x80 >> number), 7 - number)
    : bitString(octets(0, 0x80 >> (number - 8)), 15 - number);

const keyUsage: Readonly<Record<string, SoundExtension>> = {
  ...Object.fromEntries(
    usages.map((usage, number) => [usage, ['2.5.29.15', bit(number), { keyUsage: [usage] }]]),
  ),
  'all of them': ['2.5.29.15', bitString(octets(0xff, 0x80), 7), { keyUsage: usages }],
  'all but the last': [
    '2.5.29.15',
    bitString(octets(0xff)),
    { keyUsage: usages.filter((usage) => usage !== 'decipherOnly') },
  ],
  'of a CA': ['2.5.29.15', bitString(octets(0x06), 1), { keyUsage: ['keyCertSign', 'cRLSign'] }],
};

const extendedKeyUsage: Readonly<Record<string, SoundExtension>> = {
  'one purpose': [
    '2.5.29.37',
    sequence(oid('1.3.6.1.5.5.7.3.2')),
    { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
  ],
  'several, in their order, one of them twice': [
    '2.5.29.37',
    sequence(...['2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '2.999.7', '2.5.29.37.0'].map(oid)),
    { extendedKeyUsage: ['2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '2.999.7', '2.5.29.37.0'] },
  ],
};

/** What a certificate's key is for: basic constraints and both key usages, by what is in them. */
export const soundUsage = Object.freeze({ basicConstraints, keyUsage, extendedKeyUsage });
