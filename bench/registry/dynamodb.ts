import { join } from 'node:path';
import { composeHook } from '@gangway/composition';
import type { DeviceStore, PreProvisioningEvent, PreProvisioningResponse } from '@gangway/core';
import {
  dynamodbDeviceRegistry,
  dynamodbTableDefinition,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { anEvent, makeCertificate, memoryDecisionSink } from '@gangway/testing';
import {
  createDevicesTable,
  type DynamodbServer,
  startDynamodbServer,
} from '@gangway/testing/dynamodb';
import { putDevices } from '../../examples/device-claims/devices.js';
import hook from '../../examples/device-claims/hook.js';
import { type Bundle, bundle } from '../bundle.js';
import { writeJson } from '../events.js';
import type { Bench, Group } from '../group.js';
import { interleave } from '../interleave.js';
import { compare, type Row, tell, valueAtMost } from '../row.js';
import { runWorker } from '../worker.js';

const place = { table: 'devices', region: 'us-east-1' };
const clock = createSystemClock();

/** The registry in DynamoDB: what goes over the wire for a decision, and what its SDK costs a cold start. */
export const dynamodb: Group = {
  name: 'dynamodb',
  async run(bench) {
    // AWS's SDK signs whatever it sends; a server of this machine looks at no signature.
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
    await using server = await startDynamodbServer();
    await createDevicesTable(server.endpoint, dynamodbTableDefinition(place.table));
    await putColdDevices(openDynamodbStore({ ...place, clock, endpoint: server.endpoint }));
    const trips = await roundTrips(server);
    return [...trips, ...(await coldStarts(bench, server))];
  },
};

async function putColdDevices({ inventory }: DeviceStore): Promise<void> {
  await putDevices(inventory);
  const entries = Array.from({ length: 100 }, (_, index) => ({
    record: { id: `SN-cold-${index}`, state: 'expected', attributes: { site: 'Oslo' } } as const,
  }));
  await inventory.put(entries, { signal: AbortSignal.timeout(30_000) });
}

/** Requests on the wire for each kind of decision, once the connection is open. */
async function roundTrips(server: DynamodbServer): Promise<readonly Row[]> {
  const registry = dynamodbDeviceRegistry({ ...place, endpoint: server.endpoint });
  const sink = memoryDecisionSink();
  const composed = composeHook(hook, { replace: [registry, sink.plugin()] });
  await composed.prepare();
  const event = anEvent({ serialNumber: 'SN-0001' });
  const askings: readonly (readonly [string, PreProvisioningEvent, string])[] = [
    ['an allow', event, 'ALLOW'],
    ['a repeat', event, 'ALLOW'],
    ['a deny, claimed by another', anEvent({ serialNumber: 'SN-0001' }), 'DEVICE_CLAIMED'],
    [
      'a deny, other parameters',
      { ...event, parameters: { ...event.parameters, x: 'y' } },
      'REQUEST_CHANGED',
    ],
    ['a deny, not registered', anEvent({ serialNumber: 'SN-6666' }), 'DEVICE_UNKNOWN'],
  ];
  const rows: Row[] = [];
  for (const [name, asked, expected] of askings) {
    server.forgetCalls();
    await composed.decide(asked);
    const code = sink.records.at(-1)?.reason?.code ?? 'ALLOW';
    if (code !== expected) throw new Error(`${name}: ${code}`);
    const wire = server.calls.map(({ operation }) => operation).join(', ');
    rows.push(tell(`round trips of ${name}`, '', server.calls.length, valueAtMost(2), wire));
  }
  return rows;
}

interface FirstDecision {
  readonly milliseconds: number;
  readonly answers: readonly PreProvisioningResponse[];
}

/** The same hook with its registry in DynamoDB and in SQLite: load and first decision. */
async function coldStarts(bench: Bench, server: DynamodbServer): Promise<readonly Row[]> {
  const { folder, quick } = bench;
  process.env.AWS_REGION = place.region;
  process.env.AWS_ENDPOINT_URL_DYNAMODB = server.endpoint;
  process.env.GANGWAY_BENCH_DEVICES = join(folder, 'devices.db');
  const path = process.env.GANGWAY_BENCH_DEVICES;
  await putColdDevices(openSqliteStore({ path, clock, create: true }));
  const made = (name: string, entry: string) =>
    bundle(new URL(entry, import.meta.url), join(folder, name));
  const driver = await made('driver', '../cold-start/first-decision.ts');
  const withSdk = await made('dynamodb', '../../examples/device-claims/lambda.ts');
  const without = await made('sqlite', './lambda-sqlite.ts');
  let samples = 0;
  const timed = (contestant: Bundle) => async () => {
    samples += 1;
    // Each sample is another device's first request.
    const certificate = await makeCertificate({ key: 'rsa-2048' });
    const event = anEvent({ serialNumber: `SN-cold-${samples}`, certificate });
    const events = await writeJson(join(folder, `event-${samples}.json`), [event]);
    const { milliseconds } = await runWorker<FirstDecision>(driver.file, [contestant.file, events]);
    return { milliseconds };
  };
  const medians = await interleave(
    { withSdk: timed(withSdk), without: timed(without) },
    { rounds: quick ? 3 : 21, warmUps: quick ? 1 : 2, progress: bench.progress },
  );
  const other = {
    name: 'the same hook, registry in SQLite',
    value: medians.without('milliseconds'),
  };
  return [
    compare(
      'cold start, in process: registry in DynamoDB',
      'ms',
      medians.withSdk('milliseconds'),
      other,
    ),
    tell('bundle with the DynamoDB registry', 'kB', withSdk.bytes / 1_000),
    tell('bundle with the SQLite registry, no SDK', 'kB', without.bytes / 1_000),
  ];
}
