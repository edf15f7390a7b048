import { createHash, createPublicKey } from 'node:crypto';
import { type Certificate, limits, nodeCryptoCertificateReader } from '@gangway/core';
import type { TokenBinding } from '@gangway/plugins/device-token';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

/**
 * Reads a certificate as a hook does.
 *
 * @throws CliFault `CERTIFICATE_NOT_FOUND`, `CERTIFICATE_NOT_READABLE`, `USAGE`
 */
export async function readCertificateFile(path: string, io: Io): Promise<Certificate> {
  const octets = await readInput(path, 'CERTIFICATE', 4 * limits.pemLength, io);
  const reading = nodeCryptoCertificateReader().read(octets.toString('utf8'));
  if (reading.kind === 'certificate') return reading.certificate;
  throw new CliFault('USAGE', `--certificate: ${reading.code}, ${reading.detail}`);
}

/** What a token is to be bound to. */
export interface BoundInput {
  readonly certificate?: string;
  readonly publicKey?: string;
}

/** @throws CliFault */
export async function readBound(
  { certificate, publicKey }: BoundInput,
  io: Io,
): Promise<{ readonly binding: TokenBinding; readonly boundTo: string }> {
  if ((certificate === undefined) === (publicKey === undefined)) {
    throw new CliFault('USAGE', 'give one of --certificate <file> and --public-key <file>');
  }
  if (certificate !== undefined) {
    const { fingerprint256 } = await readCertificateFile(certificate, io);
    return { binding: 'certificate', boundTo: fingerprint256 };
  }
  const octets = await readInput(publicKey ?? '', 'KEY', limits.pemLength, io);
  return { binding: 'public-key', boundTo: publicKeyHash(octets.toString('utf8')) };
}

function publicKeyHash(pem: string): string {
  // A private key would do, too, and has no business here.
  if (/^-----BEGIN PUBLIC KEY-----/.test(pem)) {
    try {
      const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
      return createHash('sha256').update(spki).digest('hex');
    } catch {
      // Said below, without what the library says: it may quote.
    }
  }
  throw new CliFault('USAGE', '--public-key: it is not one PUBLIC KEY block in PEM');
}
