import { type Certificate, nodeCryptoCertificateReader } from '@gangway/core';

const reader = nodeCryptoCertificateReader();

/** A certificate, as strictly as hooks read it. */
export function readCertificate(pem: string): Certificate {
  const reading = reader.read(pem);
  if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
  return reading.certificate;
}
