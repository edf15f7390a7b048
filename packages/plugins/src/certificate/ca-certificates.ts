import { type Certificate, nodeCryptoCertificateReader } from '@gangway/core';
import * as v from 'valibot';
import { filePath } from '../text/file-path.js';
import { FileFault, fileName, readText } from '../text/whole-file.js';

/** Some 500 certificates: a text or file with more is no list of one's own CAs. */
const textBytes = 1_000_000;

const begin = '-----BEGIN CERTIFICATE-----';
const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

// Wherever it begins: a text that is no path must not end up in a fault as one.
const isPemText = (source: string | URL): source is string =>
  typeof source === 'string' && source.includes('-----BEGIN');

/**
 * CA certificates as an option gives them: each item a PEM text, or a file with one, of one or more certificates. They are
 * read when the plugin is made, since a plugin without its anchors is none; a certificate that does not belong to a CA would
 * trust nobody, or a single device for ever.
 */
export const caCertificates = v.pipe(
  v.array(filePath),
  v.rawTransform(({ dataset, addIssue, NEVER }): readonly Certificate[] => {
    try {
      return Object.freeze(dataset.value.flatMap(readSource));
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

/** @throws FileFault */
function readSource(source: string | URL, at: number): readonly Certificate[] {
  if (!isPemText(source)) return readBlocks(readText(source, textBytes), fileName(source));
  if (source.length > textBytes) throw new FileFault(`item ${at + 1}: over ${textBytes} bytes`);
  return readBlocks(source, `item ${at + 1}`);
}

function readBlocks(text: string, where: string): readonly Certificate[] {
  // A private key in a file of CA certificates is in the wrong place, and so may the certificates be.
  if (text.replaceAll(block, '').trim() !== '') {
    throw new FileFault(`${where}: it holds something else than "${begin}" blocks`);
  }
  const blocks = text.match(block) ?? [];
  if (blocks.length === 0) throw new FileFault(`${where}: it holds no certificate`);
  return blocks.map((pem, at) => readCa(pem, `${where}, certificate ${at + 1}`));
}

function readCa(pem: string, where: string): Certificate {
  const reading = nodeCryptoCertificateReader().read(pem);
  if (reading.kind === 'refused') {
    throw new FileFault(`${where}: ${reading.code}: ${reading.detail}`);
  }
  const { certificate } = reading;
  // RFC 5280 sections 4.2.1.9 and 4.2.1.3.
  if (certificate.basicConstraints?.ca !== true) {
    throw new FileFault(`${where}: it is not the certificate of a CA`);
  }
  if (certificate.keyUsage?.includes('keyCertSign') === false) {
    throw new FileFault(`${where}: its key may not sign certificates`);
  }
  return certificate;
}
