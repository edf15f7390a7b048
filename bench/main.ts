// What is fast, measured against what a user would pick instead.
// usage: npm run bench [-- [--quick] [--check] [--json] [name …]]
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSize } from './bundle-size.js';
import { certificates } from './certificates/certificates.js';
import { coldStart } from './cold-start/cold-start.js';
import type { Group } from './group.js';
import { requests } from './http/requests.js';
import { startProgress } from './progress.js';
import { provisioning } from './provisioning/provisioning.js';
import { dynamodb } from './registry/dynamodb.js';
import { registry } from './registry/registry.js';
import type { Row } from './row.js';
import { secrets } from './secrets/secrets.js';
import { renderTable } from './table.js';
import { warmDecision } from './warm-decision/warm-decision.js';

const groups: readonly Group[] = [
  bundleSize,
  coldStart,
  secrets,
  warmDecision,
  certificates,
  requests,
  registry,
  dynamodb,
  provisioning,
];

const { chosen, quick, check, json } = readArguments();
const rows: Row[] = [];
for (const group of chosen) rows.push(...(await run(group)));

const results = new URL('./results/', import.meta.url);
await mkdir(results, { recursive: true });
await writeFile(new URL('latest.json', results), `${JSON.stringify(rows, null, 2)}\n`);
process.stdout.write(json ? `${JSON.stringify(rows)}\n` : renderTable(rows));
if (check && rows.some(({ ok }) => !ok)) process.exitCode = 1;

async function run({ name, run }: Group): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  try {
    return await run({ quick, folder, progress: startProgress(name) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
      },
    });
    const unknown = positionals.find((name) => !groups.some((group) => group.name === name));
    if (unknown !== undefined) throw new Error(`there is no "${unknown}"`);
    const chosen = groups.filter(
      ({ name }) => positionals.length === 0 || positionals.includes(name),
    );
    return { chosen, ...values };
  } catch (error) {
    const names = groups.map(({ name }) => name).join(' | ');
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.stderr.write(`usage: npm run bench [-- [--quick] [--check] [--json] [${names} …]]\n`);
    process.exit(2);
  }
}
