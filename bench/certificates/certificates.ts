import { join } from 'node:path';
import { makeCertificate } from '@gangway/testing';
import { bundle } from '../bundle.js';
import { writeJson } from '../events.js';
import type { Bench, Group } from '../group.js';
import { compare, type Row, ratioAtMost } from '../row.js';
import { runWorker } from '../worker.js';

/** Microseconds for one certificate, or for one chain. */
interface Found {
  readonly read: number;
  readonly parsed: number;
  readonly validated: number;
  readonly verified: number;
}

const keys = ['p-256', 'rsa-2048'] as const;

/** One certificate read and one chain of three validated, against what Node does of it when asked for nothing else. */
export const certificates: Group = {
  name: 'certificates',
  async run(bench) {
    const worker = await bundle(
      new URL('./chains.ts', import.meta.url),
      join(bench.folder, 'worker'),
    );
    const rows: Row[] = [];
    for (const [index, key] of keys.entries()) {
      rows.push(...(await rowsFor(bench, worker.file, key)));
      bench.progress(index + 1, keys.length);
    }
    return rows;
  },
};

async function rowsFor(
  { folder, quick }: Bench,
  worker: string,
  key: (typeof keys)[number],
): Promise<readonly Row[]> {
  const own = { key, freshKey: true, ca: {} };
  const root = await makeCertificate({ ...own, subject: 'CN=Root', issuer: 'CN=Root' });
  const factory = await makeCertificate({ ...own, subject: 'CN=Factory CA', issuedBy: root });
  const device = await makeCertificate({ key, subject: 'CN=SN-0001', issuedBy: factory });
  const chain = [device, factory, root].map(({ pem }) => pem);
  const file = await writeJson(join(folder, `${key}.json`), chain);
  const found = await runWorker<Found>(worker, [file, quick ? 'quick' : 'full']);
  return [
    compare(
      `read a certificate, ${key}`,
      'µs',
      found.read,
      { name: "X509Certificate with its key's details", value: found.parsed },
      ratioAtMost(3),
    ),
    compare(
      `validate a chain of three, ${key}`,
      'µs',
      found.validated,
      { name: 'three bare verify calls', value: found.verified },
      ratioAtMost(2),
    ),
  ];
}
