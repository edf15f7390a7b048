import {
  type Certificate,
  chainLimits,
  nodeCryptoCertificateReader,
  validateChain,
} from '@gangway/core';
import * as v from 'valibot';
import { filePath } from '../text/file-path.js';
import { FileFault, fileName, readText } from '../text/whole-file.js';

/** The bundle of all CAs that browsers trust has 0.2 MB; a fleet has a handful. */
const fileBytes = 1_000_000;

/**
 * Schema of CA certificates: PEM texts and PEM files, each of one certificate or several. They are read when the plugin is
 * made, by the strict reader, and given as certificates.
 */
export const caCertificates = v.pipe(
  v.array(filePath),
  v.minLength(1, 'names no certificate'),
  v.rawTransform<(string | URL)[], readonly Certificate[]>(({ dataset, addIssue, NEVER }) => {
    try {
      return dataset.value.flatMap(readSource);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

/**
 * The same for CAs in between. Beyond so many `validateChain` refuses whatever it is asked (`CHAIN_TOO_MUCH_WORK`), so that a hook
 * that lists more would deny every device.
 *
 * @param room how many a device may add to them
 */
export const intermediateCertificates = (room = 0) => {
  const most = chainLimits.intermediates - room;
  return v.pipe(caCertificates, v.maxLength(most, `names more than ${most} certificates`));
};

/** @throws FileFault */
function readSource(source: string | URL, at: number): readonly Certificate[] {
  // Wherever a block begins: a key with a comment before it must not end up in a fault as a path.
  const isText = typeof source === 'string' && source.includes('-----BEGIN');
  const name = isText ? `text ${at + 1}` : fileName(source);
  const text = isText ? source : readText(source, fileBytes);
  return blocksOf(text, name).map((block, index) =>
    readAuthority(block, `${name}, certificate ${index + 1}`),
  );
}

const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

// RFC 7468 section 2: text may stand around a block, and bundles name their CAs in it. Whatever else begins is a mistake: a key
// that lies beside its certificate, or a block that was cut off.
function blocksOf(text: string, name: string): readonly string[] {
  const blocks = text.match(block) ?? [];
  if (blocks.length === 0) throw new FileFault(`${name}: it holds no certificate as PEM`);
  if (text.split('-----BEGIN').length - 1 !== blocks.length) {
    throw new FileFault(`${name}: it holds something else than whole certificates`);
  }
  return blocks;
}

function readAuthority(pem: string, where: string): Certificate {
  const reading = nodeCryptoCertificateReader().read(pem);
  if (reading.kind === 'refused') {
    throw new FileFault(`${where}: ${reading.code}, ${reading.detail}`);
  }
  const { certificate } = reading;
  const { basicConstraints, keyUsage, validity } = certificate;
  // RFC 5280 section 6.1.4 (k) and (n): what issues certificates says that it is a CA, and that its key may sign them.
  if (basicConstraints?.ca !== true) throw new FileFault(`${where}: it is not of a CA`);
  if (keyUsage?.includes('keyCertSign') === false) {
    throw new FileFault(`${where}: its key may not sign certificates`);
  }
  // What no chain may hold would refuse every device, one by one; that it has ended, or will, is for the moment to say.
  const alone = validateChain(certificate, [], { anchors: [certificate], at: validity.notAfter });
  if (alone.kind === 'invalid') throw new FileFault(`${where}: ${alone.code}, ${alone.detail}`);
  return certificate;
}
