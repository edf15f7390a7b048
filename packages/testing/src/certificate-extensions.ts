import { createPublicKey, hash } from 'node:crypto';
import { bitString, boolean, integer, octetString, sequence, tlv } from './certificate-der.js';
import { deviceExtensions, type ExtensionInput } from './certificate-parts.js';

/** What makes a certificate a CA's. */
export interface CaInput {
  /** How many CAs there may be between it and a leaf; any number unless told. */
  readonly pathLength?: number;
}

/** The extensions of a CA (RFC 5280 sections 4.2.1.2, 4.2.1.3 and 4.2.1.9). */
export const caExtensions = (
  publicKey: Buffer,
  { pathLength }: CaInput = {},
): readonly ExtensionInput[] => [
  { oid: '2.5.29.14', value: octetString(keyIdentifier(publicKey)) },
  {
    oid: '2.5.29.19',
    critical: true,
    value: sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)])),
  },
  // keyCertSign and cRLSign.
  { oid: '2.5.29.15', critical: true, value: bitString(Buffer.from([0x06]), 1) },
];

/** What a certificate has unless told: a device's or a CA's extensions, and who issued it. */
export function usualExtensions(
  publicKey: Buffer,
  ca: CaInput | undefined,
  issuerKeyPem: string | undefined,
): readonly ExtensionInput[] {
  const own = ca === undefined ? deviceExtensions(publicKey) : caExtensions(publicKey, ca);
  return issuerKeyPem === undefined ? own : [...own, authorityKeyIdentifier(issuerKeyPem)];
}

function authorityKeyIdentifier(issuerKeyPem: string): ExtensionInput {
  const publicKey = createPublicKey(issuerKeyPem).export({ type: 'spki', format: 'der' });
  return { oid: '2.5.29.35', value: sequence(tlv(0x80, keyIdentifier(publicKey))) };
}

const keyIdentifier = (publicKey: Buffer): Buffer => hash('sha1', publicKey, 'buffer');
