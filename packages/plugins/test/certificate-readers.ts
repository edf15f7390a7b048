import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CertificateReader,
  type CertificateReading,
  nodeCryptoCertificateReader,
} from '@gangway/core';
import { nodeForgeCertificateReader } from '@gangway/plugins/node-forge-certificate-reader';

/** The forge reader as a hook gets it: out of the plugin's provision. */
export function forgeReader(): CertificateReader {
  const [provision] = nodeForgeCertificateReader().provides;
  if (provision === undefined) throw new Error('the plugin provides nothing');
  return provision.create({}) as CertificateReader;
}

export const readers: Readonly<Record<string, CertificateReader>> = {
  'node:crypto': nodeCryptoCertificateReader(),
  'node-forge': forgeReader(),
};

export interface OddCertificate {
  readonly file: string;
  readonly expect: 'reject' | 'parse' | 'accept' | 'either';
  readonly why: string;
  readonly pem: string;
}

const folder = join(process.env.GANGWAY_TESTDATA ?? '', 'x509');
const manifest = join(folder, 'odd-manifest.json');

/** Third-party certificates that stay where they lie; none where `GANGWAY_TESTDATA` does not say where. */
export const oddCertificates: readonly OddCertificate[] =
  process.env.GANGWAY_TESTDATA !== undefined && existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as OddCertificate[]).map((entry) => ({
        ...entry,
        pem: readFileSync(join(folder, 'odd', entry.file), 'utf8'),
      }))
    : [];

export const oddNote =
  oddCertificates.length === 0
    ? '(SKIPPED: GANGWAY_TESTDATA does not name a folder that holds x509/odd-manifest.json)'
    : `(${oddCertificates.length} files)`;

/** A reading to compare: the certificate, or only that it was refused. */
export const outcomeOf = (reading: CertificateReading): unknown =>
  reading.kind === 'certificate' ? reading.certificate : 'refused';
