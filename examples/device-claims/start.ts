// Devices ask to come aboard, each over HTTP, with the registry in SQLite, and through the Lambda handler, with the
// registry in DynamoDB; both must say the same.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { serve } from '@gangway/adapter-http';
import { lambdaHandler } from '@gangway/adapter-lambda';
import { composeHook } from '@gangway/composition';
import type { PreProvisioningResponse } from '@gangway/core';
import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { askings } from './askings.js';
import hook from './hook.js';
import { startStores } from './stores.js';

// AWS's SDK signs whatever it sends; a server of this machine looks at no signature.
process.env.AWS_ACCESS_KEY_ID = 'local';
process.env.AWS_SECRET_ACCESS_KEY = 'local';

const say = (line = '') => process.stdout.write(`${line}\n`);

say('Making certificates, a SQLite file and a DynamoDB table on this machine …');
const folder = await mkdtemp(join(tmpdir(), 'gangway-start-'));
const { sqlite, dynamodb, inventories, close } = await startStores(folder);
const rows = await askings();

const sink = memoryDecisionSink();
const quiet = [sink.plugin(), memoryLogger().plugin()];
const inSqlite = composeHook(hook, { replace: [sqliteDeviceRegistry(sqlite), ...quiet] });
const inDynamodb = composeHook(hook, { replace: [dynamodbDeviceRegistry(dynamodb), ...quiet] });
const server = await serve(inSqlite, { port: 0, insecure: 'loopback' });
const handler = lambdaHandler(inDynamodb);
say(
  `Sending ${rows.length} events to ${server.url}/events (SQLite) and to the Lambda handler (DynamoDB) …`,
);
say();

let agree = true;
const table = [['device', 'HTTP, SQLite', 'Lambda, DynamoDB', 'reason', 'time']];
for (const { who, event, before } of rows) {
  for (const inventory of inventories) await before?.(inventory);
  const began = performance.now();
  const response = await fetch(`${server.url}/events`, {
    method: 'POST',
    body: JSON.stringify(event),
  });
  const overHttp = (await response.json()) as PreProvisioningResponse;
  const took = performance.now() - began;
  const reasonOverHttp = reasonOf(sink.records.at(-1));
  const inLambda = await handler(event, {
    awsRequestId: `event-${event.clientId}`,
    getRemainingTimeInMillis: () => 4_000,
  });
  const reason = reasonOf(sink.records.at(-1));
  const [http, lambda] = [overHttp, inLambda].map(answer);
  agree &&= http === lambda && http !== undefined && reason === reasonOverHttp;
  table.push([who, http ?? '', lambda ?? '', reason, `${took.toFixed(1)} ms`]);
}
await server.close();
await close();
await rm(folder, { recursive: true });

for (const line of aligned(table)) say(line);
say();
say(
  agree
    ? 'Both answers agree on every row. Next: examples/device-claims/hook.ts, and npm test.'
    : 'The two runtimes DISAGREE: see the table.',
);
process.exitCode = agree ? 0 : 1;

/** A repeat is an allow that the ledger remembers. */
function reasonOf(record: (typeof sink.records)[number] | undefined): string {
  if (record?.reason !== undefined) return record.reason.code;
  const ledger = record?.trace.find(({ step }) => step === 'ledger');
  return ledger?.verdict === 'replay' ? 'claimed before: the same answer' : 'claimed now';
}

function answer({ allowProvisioning, parameterOverrides }: PreProvisioningResponse): string {
  const overrides = Object.entries(parameterOverrides).map(([key, value]) => `${key}=${value}`);
  return allowProvisioning ? ['allow', ...overrides].join(' ') : 'deny';
}

function aligned(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
