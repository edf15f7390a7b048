import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  dynamodbTableDefinition,
  openDynamodbStore,
} from '@gangway/plugins/dynamodb-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { anEvent } from '@gangway/testing';
import { createDevicesTable } from '@gangway/testing/dynamodb';
import { exists, run } from '../command.js';
import { freePort } from './container.js';
import type { Engine } from './engine.js';
import { onHostNetwork } from './on-host-network.js';
import { emulatorFaults } from './through-emulator.js';
import { listens, until } from './until.js';

export interface Composed {
  /** For what is written. */
  readonly folder: string;
  readonly hook: string;
  readonly emulator: string;
  readonly standIn: string;
  /** Folder of the bundled proxy. */
  readonly proxy: string;
  readonly keys: string;
}

/**
 * Starts the example's `compose.yaml`, and asks by the invocations path in front of its Lambda function. Where no image can
 * be fetched and the engine has no networks, two things are other than a user has them: the images, and that all
 * containers share the machine's network, with ports that are told by the environment.
 */
export async function composeFaults(engine: Engine, composed: Composed) {
  if (!exists('docker-compose')) {
    return { summary: 'compose.yaml not started: docker-compose is missing', faults: [] };
  }
  const ports = {
    hook: await freePort(),
    lambda: await freePort(),
    dynamodb: await freePort(),
    emulator: await freePort(),
    mqtt: await freePort(),
  };
  const file = join(composed.folder, 'compose.yaml');
  await writeFile(file, await onHostNetwork(ports));
  const urls = {
    hook: `http://127.0.0.1:${ports.hook}`,
    lambda: `http://127.0.0.1:${ports.lambda}/2015-03-31/functions/function/invocations`,
    dynamodb: `http://127.0.0.1:${ports.dynamodb}`,
  };
  const env = {
    ...engine.environment,
    HOOK_IMAGE: composed.hook,
    EMULATOR_IMAGE: composed.emulator,
    EMULATOR_PORT: String(ports.emulator),
    EMULATOR_MQTT_PORT: String(ports.mqtt),
    LAMBDA_IMAGE: composed.standIn,
    DYNAMODB_IMAGE: composed.standIn,
    HOOK_URL: urls.hook,
    HOOK_PORT: String(ports.hook),
    DYNAMODB_URL: urls.dynamodb,
    PROXY_FOLDER: composed.proxy,
    HOP_KEYS: composed.keys,
  };
  const compose = (...args: readonly string[]) =>
    run('docker-compose', ['--project-name', 'gangway-conformance', '--file', file, ...args], {
      cwd: composed.folder,
      env,
    });
  try {
    await compose('up', '--detach', '--no-build');
    await seed(urls.dynamodb);
    await until(async () => (await fetch(`${urls.hook}/readyz`)).ok);
    await until(() => listens(ports.lambda));
    const faults = await answersOf(urls.lambda);
    const through = { engine, compose, ports, folder: composed.folder };
    faults.push(...(await emulatorFaults(through)));
    return {
      summary:
        'compose.yaml: a device let in, its twin refused; another aboard through the emulator in its container',
      faults,
    };
  } catch (error) {
    const log = await compose('logs', '--no-color').catch(String);
    return { summary: '', faults: [`compose.yaml: ${String(error)}\n${log}`] };
  } finally {
    await compose('down', '--volumes', '--timeout', '15').catch(() => undefined);
  }
}

/** The table and two devices, put there as an operator does. */
async function seed(endpoint: string): Promise<void> {
  const table = 'devices';
  await until(async () => {
    await createDevicesTable(endpoint, dynamodbTableDefinition(table));
    return true;
  });
  const store = openDynamodbStore({
    table,
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    clock: createSystemClock(),
  });
  const { signal } = new AbortController();
  const records = [
    { id: 'SN-0001', state: 'expected', attributes: { site: 'Oslo' } },
    { id: 'SN-0002', state: 'expected', attributes: { site: 'Bergen' } },
  ] as const;
  await store.inventory.put(
    records.map((record) => ({ record })),
    { signal },
  );
  await store.close();
}

async function answersOf(url: string): Promise<string[]> {
  const ask = async (event: unknown): Promise<unknown> =>
    (await fetch(url, { method: 'POST', body: JSON.stringify(event) })).json();
  const device = anEvent({ serialNumber: 'SN-0001' });
  const wanted: readonly (readonly [string, unknown, unknown])[] = [
    ['a device', device, { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } }],
    ['the same again', device, { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } }],
    [
      'another certificate for it',
      anEvent({ serialNumber: 'SN-0001' }),
      { allowProvisioning: false, parameterOverrides: {} },
    ],
  ];
  const faults: string[] = [];
  for (const [name, event, answer] of wanted) {
    const given = await ask(event);
    if (!isDeepStrictEqual(given, answer)) {
      faults.push(`compose.yaml, ${name}: ${JSON.stringify(given)}`);
    }
  }
  return faults;
}
