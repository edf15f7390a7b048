import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { dynamodbTableDefinition } from '@gangway/plugins/dynamodb-device-registry';
import { anEvent, type InvocationOutcome } from '@gangway/testing';
import { createDevicesTable, startDynamodbServer } from '@gangway/testing/dynamodb';
import { type Made, makeBundle, unpack } from '../bundle/make-bundle.js';
import { eventRows } from '../events.js';
import {
  installLambdaClient,
  missingEngine,
  type RunningFunction,
  startFunction,
} from '../lambda-client.js';
import { type Asking, devicesOfTheMorning, morning } from '../registry/morning.js';
import { localCredentials } from '../registry/processes.js';
import { openStore } from '../registry/store-address.js';
import type { Suite, SuiteRow } from '../suite.js';

const functions = [
  ['first-hook', 'lambda.ts'],
  ['device-claims', 'lambda.ts'],
  ['device-claims', 'lifecycle.ts'],
] as const;
type Name = `${(typeof functions)[number][0]}/${(typeof functions)[number][1]}`;

/** What `gangway bundle` makes: the same bytes in two places, which run in Lambda's own client as they are uploaded. */
export const bundles: Suite = {
  name: 'bundle',
  async run({ progress }) {
    const skipped = missingEngine();
    if (skipped !== undefined) return { summary: '', faults: [], skipped };
    await installLambdaClient(progress);
    const folder = await mkdtemp(join(tmpdir(), 'gangway-bundle-'));
    try {
      const faults: string[] = [];
      const rows: SuiteRow[] = [];
      const roots = new Map<Name, string>();
      for (const [example, file] of functions) {
        const name: Name = `${example}/${file}`;
        progress(`${name}, made in two places`);
        const [made, differences] = await makeTwice(example, file, join(folder, name));
        faults.push(...differences.map((difference) => `${name}: ${difference}`));
        rows.push(rowOf(name, made));
        roots.set(name, await unpack(made, join(folder, name, 'task')));
      }
      const rootOf = (name: Name) => roots.get(name) ?? '';
      progress('the first hook in Lambda');
      const first = await firstHookFaults(rootOf('first-hook/lambda.ts'));
      progress('claims in DynamoDB, and the presence event that confirms one');
      const claims = await claimFaults(
        rootOf('device-claims/lambda.ts'),
        rootOf('device-claims/lifecycle.ts'),
      );
      return {
        summary: `${functions.length} functions, each byte for byte the same from two places; unpacked and run in Lambda's client: ${first.count} events of the first hook, ${claims.count} of the claims, and a presence event`,
        faults: [...faults, ...first.faults, ...claims.faults],
        rows,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

const rowOf = (name: string, { bytes, zipBytes, loadMs }: Made): SuiteRow => ({
  function: name,
  'module, kB': Math.round(bytes / 1_000),
  'zip, kB': Math.round(zipBytes / 1_000),
  'load, ms': Math.round(loadMs),
});

async function makeTwice(
  example: string,
  file: string,
  folder: string,
): Promise<readonly [Made, readonly string[]]> {
  const one = await makeBundle(example, file, {
    folder: join(folder, 'a'),
    zone: 'Pacific/Kiritimati',
    umask: '000',
    written: new Date('1999-12-31T23:59:59Z'),
  });
  const two = await makeBundle(example, file, {
    folder: join(folder, 'another place/of some depth'),
    zone: 'America/St_Johns',
    umask: '077',
    written: new Date('2031-06-01T00:00:00Z'),
  });
  const [names, others] = await Promise.all([readdir(one.out), readdir(two.out)]);
  const differences = isDeepStrictEqual(names, others) ? [] : [`${names} and ${others}`];
  for (const name of names) {
    const [data, other] = await Promise.all([one, two].map(({ out }) => readFile(join(out, name))));
    if (data === undefined || other?.equals(data) !== true) differences.push(`${name} differs`);
  }
  return [one, differences];
}

/** The table of events, each answered as its row says. */
async function firstHookFaults(root: string) {
  const rows = (await eventRows()).filter(({ body }) => body.length < 100_000);
  const lambda = await startFunction(root, 'index.handler');
  const faults: string[] = [];
  for (const { name, body, expected } of rows) {
    await lambda.invoke(undefined, { body });
    const code = lastCode(lambda);
    if (code !== expected) faults.push(`first-hook, ${name}: ${code}, not ${expected}`);
  }
  await lambda.close();
  return { count: rows.length, faults };
}

/** A device is claimed by one bundle and confirmed by the other; then come the morning's events, in order. */
async function claimFaults(hookRoot: string, lifecycleRoot: string) {
  Object.assign(process.env, localCredentials);
  await using dynamodb = await startDynamodbServer();
  await createDevicesTable(dynamodb.endpoint, dynamodbTableDefinition('devices'));
  const { endpoint } = dynamodb;
  const store = openStore({ kind: 'DynamoDB', table: 'devices', endpoint });
  const devices = [...devicesOfTheMorning(Date.now()), connecting];
  const entries = devices.map((record) => ({ record }));
  await store.inventory.put(entries, { signal: AbortSignal.timeout(10_000) });
  const environment = {
    ...localCredentials,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  };
  const hook = await startFunction(hookRoot, 'index.handler', environment);
  const lifecycle = await startFunction(lifecycleRoot, 'index.handler', environment);
  const event = anEvent({ serialNumber: connecting.id });
  const rows: readonly Asking[] = [
    { name: 'a device that connects', event, expected: 'ALLOW' },
    ...(await morning()),
  ];
  const faults: string[] = [];
  for (const row of rows) {
    await row.before?.(store);
    faults.push(...claimFault(row, await hook.invoke(row.event), lastCode(hook)));
    if (row.event === event) {
      faults.push(...presenceFault(await lifecycle.invoke(connected(event.certificateId))));
    }
  }
  await hook.close();
  await lifecycle.close();
  await store.close();
  return { count: rows.length, faults };
}

const connecting = {
  id: 'SN-connecting',
  state: 'expected',
  attributes: { site: 'Oslo' },
} as const;

function claimFault({ name, expected }: Asking, outcome: InvocationOutcome, code: string) {
  const answer: object = outcome.kind === 'response' ? Object(outcome.payload) : {};
  const isRight =
    code === expected &&
    'allowProvisioning' in answer &&
    answer.allowProvisioning === (code === 'ALLOW');
  return isRight ? [] : [`device-claims, ${name}: ${code}, ${JSON.stringify(outcome)}`];
}

const presenceFault = (outcome: InvocationOutcome): readonly string[] =>
  outcome.kind === 'response' &&
  isDeepStrictEqual(outcome.payload, { kind: 'confirmed', deviceIds: [connecting.id] })
    ? []
    : [`device-claims, a presence event: ${JSON.stringify(outcome)}`];

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html */
const connected = (principalIdentifier: string) => ({
  clientId: 'device',
  timestamp: Date.now(),
  eventType: 'connected',
  sessionIdentifier: '00000000-0000-0000-0000-000000000000',
  principalIdentifier,
  ipAddress: '192.0.2.1',
  versionNumber: 0,
});

/** `ALLOW`, or the code of the newest decision. */
function lastCode(running: RunningFunction): string {
  const line = running.log().findLast(({ message }) => message === 'decision');
  return String(line?.code ?? line?.outcome);
}
