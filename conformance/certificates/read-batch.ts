// Reads the texts in a file with both readers, and says of each on standard output, at once, what became of it.
// usage: read-batch <file: a list of { name, pem } in JSON>
import { readFileSync, writeSync } from 'node:fs';
import { type CertificateReader, nodeCryptoCertificateReader } from '@gangway/core';
import { nodeForgeCertificateReader } from '@gangway/plugins/node-forge-certificate-reader';
import type { Input } from './inputs.js';

const readers = [nodeCryptoCertificateReader(), forgeReader()];
const inputs = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly Input[];
for (const { name, pem } of inputs) {
  // Whoever is told this and nothing after it knows which text the process did not survive.
  writeSync(1, `${JSON.stringify({ began: name })}\n`);
  const readings = readers.map((reader) => timed(reader, pem));
  writeSync(1, `${JSON.stringify({ name, readings })}\n`);
}

/** A reading is one synchronous block, so its time is how long nothing else could run. */
function timed(reader: CertificateReader, pem: string) {
  const once = () => {
    const began = performance.now();
    const reading = reader.read(pem);
    return {
      code: reading.kind === 'refused' ? reading.code : 'read',
      ms: performance.now() - began,
    };
  };
  const first = once();
  // Again, as the machine may have run something else meanwhile: what the text costs, it costs both times.
  const second = once();
  return { code: first.code, ms: Math.min(first.ms, second.ms), firstMs: first.ms };
}

function forgeReader(): CertificateReader {
  const [provision] = nodeForgeCertificateReader().provides;
  if (provision === undefined) throw new Error('the plugin provides nothing');
  return provision.create({}) as CertificateReader;
}
