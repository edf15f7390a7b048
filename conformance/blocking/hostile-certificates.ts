import { createHash } from 'node:crypto';
import {
  anEvent,
  type CertificateKey,
  type MadeCertificate,
  makeCertificate,
} from '@gangway/testing';
import { hostilePems } from '@gangway/testing/contracts';
import { inParts } from './hostile-parameters.js';

const bodyOf = (pem: string): string => pem.replaceAll(/-----[^-]*-----|\s/g, '');

/** Events with a certificate that is made to keep a reader busy, as the new certificate and as a factory's. */
export function hostileCertificates(): Readonly<Record<string, unknown>> {
  const events: Record<string, unknown> = {};
  for (const [what, pem] of Object.entries(hostilePems())) {
    const der = Buffer.from(bodyOf(pem), 'base64');
    const certificateId = createHash('sha256').update(der).digest('hex');
    events[what] = { ...anEvent(), certificatePem: pem, certificateId };
    const parameters = inParts('FactoryChain', bodyOf(pem).slice(0, 32_768));
    events[`a chain of ${what}`] = anEvent({ parameters });
  }
  return events;
}

/** Events with a chain of CAs of one name, each certified by the one before: any may have signed any other. */
export async function hostileChains(): Promise<Readonly<Record<string, unknown>>> {
  const events: Record<string, unknown> = {};
  for (const key of ['p-256', 'p-384', 'p-521', 'rsa-4096'] as const) {
    const chain = (await namesakes(key, 5)).map(({ der }) => der.toString('base64')).join('.');
    events[`five ${key} CAs of one name`] = anEvent({ parameters: inParts('FactoryChain', chain) });
  }
  return events;
}

async function namesakes(key: CertificateKey, count: number): Promise<readonly MadeCertificate[]> {
  const made: MadeCertificate[] = [];
  for (let at = 0; at < count; at += 1) {
    const [issuedBy] = made;
    const input = { key, freshKey: true, subject: 'CN=Factory CA', ca: {} };
    // The newest first: as a leaf it has the longest way to go.
    made.unshift(await makeCertificate({ ...input, ...(issuedBy && { issuedBy }) }));
  }
  return made;
}
