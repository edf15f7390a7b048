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

/** A reading is one synchronous block, so its time is how long nothing else can run. */
function timed(reader: CertificateReader, pem: string) {
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const reading = reader.read(pem);
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    code: reading.kind === 'refused' ? reading.code : 'read',
    // On a busy machine the wall clock runs on while others have the processor, and the processor's time counts what other
    // threads of this process do: the block is no longer than either.
    ms: Math.min(wall, (user + system) / 1_000),
  };
}

function forgeReader(): CertificateReader {
  const [provision] = nodeForgeCertificateReader().provides;
  if (provision === undefined) throw new Error('the plugin provides nothing');
  return provision.create({}) as CertificateReader;
}
