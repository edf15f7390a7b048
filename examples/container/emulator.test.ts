import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { runEmulatorContainer } from '@gangway/emulator/container';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { connectAsync, type MqttClient } from 'mqtt';
import hook from './hook.js';

const key = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const body = await readFile(
  new URL('../first-hook/first-fleet.template.json', import.meta.url),
  'utf8',
);

describe('the emulator beside the hook in a container', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-desk-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lets a device aboard that the hook lets in, and no other', async () => {
    const keys = join(folder, 'hop-keys');
    await writeFile(keys, `${key}\n`);
    const container = await serveHook();
    const ready = Promise.withResolvers<Ready>();
    const stopping = Promise.withResolvers<() => void>();
    const ended = runEmulatorContainer({
      template: { name: 'first-fleet', body },
      environment: {
        GANGWAY_HOOK_URL: container.url,
        GANGWAY_KEYS_FILE: keys,
        GANGWAY_OUT: join(folder, 'data'),
        GANGWAY_MQTT_PORT: '0',
        GANGWAY_PORT: '0',
      },
      print: { out: (line) => ready.resolve(JSON.parse(line)), err: () => undefined },
      onStop(stop) {
        stopping.resolve(stop);
        return () => undefined;
      },
    });
    const claim = await connectClaim(await ready.promise);
    expect(await register(claim, 'SN-0001')).to.include({ thingName: 'SN-0001' });
    expect(await register(claim, 'SN-0002')).to.include({ statusCode: 403 });
    await claim.endAsync();
    (await stopping.promise)();
    expect(await ended).to.equal(0);
    await container.close();
  });
});

interface Ready {
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly ca: string;
  readonly claimCertificate: string;
  readonly claimKey: string;
}

/** The hook, listening, once it takes calls. */
async function serveHook() {
  const devices = [{ id: 'SN-0001', attributes: { site: 'Oslo' } }];
  const composed = composeHook(hook, {
    replace: [memoryDeviceRegistry({ devices }), memoryLogger().plugin()],
  });
  const server = await serve(composed, { port: 0, keys: [key] });
  while (!(await fetch(`${server.url}/readyz`)).ok);
  return server;
}

const connectClaim = async ({ mqtt, ca, claimCertificate, claimKey }: Ready) =>
  await connectAsync({
    protocol: 'mqtts',
    ...mqtt,
    ca: await readFile(ca),
    cert: await readFile(claimCertificate),
    key: await readFile(claimKey),
    clientId: 'claim',
  });

async function register(client: MqttClient, SerialNumber: string) {
  const { certificateOwnershipToken } = await ask(client, '$aws/certificates/create/json', {});
  const parameters = { SerialNumber };
  const topic = '$aws/provisioning-templates/first-fleet/provision/json';
  return await ask(client, topic, { certificateOwnershipToken, parameters });
}

async function ask(
  client: MqttClient,
  topic: string,
  payload: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  await client.subscribeAsync(`${topic}/+`);
  const reply = new Promise<Buffer>((resolve) => {
    client.once('message', (_topic, message) => resolve(message));
  });
  await client.publishAsync(topic, JSON.stringify(payload));
  return JSON.parse((await reply).toString());
}
