import { randomBytes } from 'node:crypto';
import { toPem, unsigned } from './certificate-der.js';
import { newEcKeyPair } from './certificate-keys.js';
import {
  assemble,
  certificateIdOf,
  encodeValidity,
  signatureAlgorithm,
  soundParts,
} from './certificate-parts.js';

/** A certificate as an event holds it. */
export interface EventCertificate {
  /** One PEM block. */
  readonly pem: string;
  /** SHA-256 of the DER: 64 lowercase hex digits. */
  readonly certificateId: string;
}

/**
 * A fresh certificate with a new P-256 key, made at once: what a device gets from AWS IoT in shape, names and extensions,
 * valid from 2020 to the end of 2049 so that a fake clock may stand anywhere between. For other keys, names and dates
 * see `makeCertificate`, which waits for keys that take long to make.
 */
export function sampleCertificate(): EventCertificate {
  const { privateKey, publicKey } = newEcKeyPair();
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const der = assemble(
    {
      ...soundParts(spki, signatureAlgorithm(privateKey, 'SHA-256')),
      serialNumber: unsigned(serialNumber()),
      validity: encodeValidity(new Date('2020-01-01T00:00:00Z'), new Date('2049-12-31T23:59:59Z')),
    },
    privateKey,
    'SHA-256',
  );
  return Object.freeze({ pem: toPem(der), certificateId: certificateIdOf(der) });
}

/** 16 octets, positive and minimal whatever the dice say. */
function serialNumber(): Buffer {
  const octets = randomBytes(16);
  octets.writeUInt8((octets.readUInt8(0) & 0x7f) | 0x40, 0);
  return octets;
}
