import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { connectAsync, type MqttClient } from 'mqtt';
import { gangway, startGangway } from './run-gangway.js';

const hook = fileURLToPath(new URL('../../../examples/first-hook/hook.ts', import.meta.url));

const signed =
  'AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/iot/aws4_request, SignedHeaders=host, Signature=00';

/** The line that says where everything is. */
interface Ready {
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly http: { readonly url: string };
  readonly templateName: string;
  readonly ca: string;
  readonly claimCertificate: string;
  readonly claimKey: string;
}

describe('gangway emulate', () => {
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'gangway-emulate-'));
  });
  afterEach(() => rm(out, { recursive: true }));

  it('says in one line where it is, lets a device aboard with the files, and ends with 0 at SIGTERM', async () => {
    await using running = await start(['--out', out]);
    const { ready } = running;
    expect(Object.keys(ready)).to.deep.equal([
      'mqtt',
      'http',
      'templateName',
      'ca',
      'claimCertificate',
      'claimKey',
    ]);
    expect(ready.templateName).to.equal('first-fleet');
    expect(ready.claimKey.startsWith(out)).to.equal(true);
    expect((await stat(ready.claimKey)).mode & 0o777).to.equal(0o600);
    const { thingName, deviceConfiguration } = await comeAboard(ready, 'SN-0001');
    expect(thingName).to.equal('SN-0001');
    expect(deviceConfiguration).to.have.property('Site', 'Oslo');
    expect(await running.stop()).to.deep.equal({ code: 0, lines: 1 });
  });

  it('tells on standard error why a device was refused, and the device nothing', async () => {
    await using running = await start(['--out', out]);
    const refused = await comeAboard(running.ready, 'SN-9999');
    expect(refused).to.deep.include({ statusCode: 403, errorCode: 'AccessDenied' });
    expect(JSON.stringify(refused)).not.to.include('DEVICE_UNKNOWN');
    await running.stop();
    expect(running.err()).to.include('HOOK_DENIED').and.to.include('DEVICE_UNKNOWN');
    expect(running.err()).not.to.include('-----BEGIN');
  });

  it('keeps an account over a restart', async () => {
    const state = join(out, 'account.db');
    await using first = await start(['--out', out, '--state', state]);
    await comeAboard(first.ready, 'SN-0001');
    const ca = await readFile(first.ready.ca, 'utf8');
    await first.stop();
    await using second = await start(['--out', out, '--state', state]);
    expect(await readFile(second.ready.ca, 'utf8')).to.equal(ca);
    expect((await stat(`${state}.ca.json`)).mode & 0o777).to.equal(0o600);
    const things = await fetch(`${second.ready.http.url}/things`, {
      headers: { authorization: signed },
    });
    expect(await things.text()).to.include('SN-0001');
  });

  it('writes over nothing that is not its own', async () => {
    await writeFile(join(out, 'ca.pem'), 'mine');
    const { code, stdout } = await gangway(['emulate', hook, '--out', out, '--json']);
    expect({
      code,
      fault: JSON.parse(stdout).error?.code ?? JSON.parse(stdout).code,
    }).to.deep.equal({
      code: 2,
      fault: 'OUTPUT_EXISTS',
    });
    expect(await readFile(join(out, 'ca.pem'), 'utf8')).to.equal('mine');
  });

  it('says PORT_IN_USE for a port that was asked for', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, stderr } = await gangway(['emulate', hook, '--out', out, '--port', String(port)]);
    taken.close();
    expect(code).to.equal(1);
    expect(stderr).to.include('PORT_IN_USE').and.to.include(String(port));
  });

  it('says what is wrong with a template, and where', async () => {
    const template = join(out, 'bad.template.json');
    await writeFile(template, '{ "Resources": { "thing": { "Type": "AWS::IoT::Lamp" } } }');
    const { code, stderr } = await gangway(['emulate', hook, '--template', template]);
    expect(code).to.equal(1);
    expect(stderr).to.include('TEMPLATE_REFUSED').and.to.include('/Resources/thing');
  });
}).timeout(30_000);

async function start(args: readonly string[]) {
  const child = startGangway(['emulate', hook, '--port', '0', '--json', ...args]);
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no pipes');
  let err = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  let lines = 0;
  const reader = createInterface(stdout).on('line', () => {
    lines += 1;
  });
  const ended = once(child, 'close');
  const first = await Promise.race([once(reader, 'line'), ended]);
  if (typeof first[0] !== 'string') throw new Error(`it did not start: ${err}`);
  return {
    ready: JSON.parse(first[0]) as Ready,
    err: () => err,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      return { code, lines };
    },
    async [Symbol.asyncDispose]() {
      await this.stop();
    },
  };
}

/** What a device is answered in the end. */
async function comeAboard(ready: Ready, SerialNumber: string) {
  const client = await connectAsync({
    protocol: 'mqtts',
    ...ready.mqtt,
    ca: await readFile(ready.ca),
    cert: await readFile(ready.claimCertificate),
    key: await readFile(ready.claimKey),
    clientId: SerialNumber,
  });
  const { certificateOwnershipToken } = await ask(client, '$aws/certificates/create/json', {});
  const answer = await ask(
    client,
    `$aws/provisioning-templates/${ready.templateName}/provision/json`,
    { certificateOwnershipToken, parameters: { SerialNumber } },
  );
  await client.endAsync();
  return answer;
}

/** The next message on this connection: answers come subscribed to or not. */
async function ask(client: MqttClient, topic: string, payload: object) {
  const answer = new Promise<string>((told) =>
    client.once('message', (_topic, message) => told(message.toString())),
  );
  await client.publishAsync(topic, JSON.stringify(payload), { qos: 1 });
  return JSON.parse(await answer);
}
