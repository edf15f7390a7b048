import type { ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { linesOf } from './lines-of.js';
import { gangway, startGangway } from './run-gangway.js';

const event = anEvent({ serialNumber: 'SN-0001' });
const body = JSON.stringify(event);

interface Answer {
  readonly allowProvisioning?: boolean;
  readonly error?: string;
}

describe('gangway serve, its settings', () => {
  let child: ChildProcess | undefined;
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-serve-'));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const start = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    child = startGangway(['serve', ...args, '--json'], { env });
    const out = linesOf(child.stdout);
    const { url } = JSON.parse(await out.next());
    return { url, out, err: linesOf(child.stderr) };
  };
  const post = async (url: string, text = body, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(url, { method: 'POST', body: text, headers });
    const { status, headers: answered } = response;
    return { status, headers: answered, body: (await response.json()) as Answer };
  };

  it('come out of the hook file', async () => {
    const { url } = await start(['fleet-hook.ts']);
    expect((await post(`${url}/events`)).status).to.equal(200);
    expect((await post(`${url}/events`, ' '.repeat(8_193))).status).to.equal(413);
  });

  it('come out of the environment before that, and off the command line before both', async () => {
    const env = { GANGWAY_BODY_LIMIT: '100', GANGWAY_HOST: '127.0.0.2' };
    const { url } = await start(['fleet-hook.ts', '--host', '127.0.0.1'], env);
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:/);
    expect((await post(`${url}/events`, ' '.repeat(101))).status).to.equal(413);
  });

  it('that are mistyped in the environment are warned of', async () => {
    const { err } = await start(['fleet-hook.ts'], { GANGWAY_BODYLIMIT: '1' });
    expect(await err.next()).to.match(/^gangway: warning: GANGWAY_BODYLIMIT: .*GANGWAY_BODY_LIMIT/);
  });

  it('let in what a key of `gangway keys hop` signed, and nothing else', async () => {
    const keys = join(folder, 'keys');
    expect((await gangway(['keys', 'hop', '--out', keys])).code).to.equal(0);
    const { url } = await start(['fleet-hook.ts'], { GANGWAY_KEYS_FILE: keys });
    const unsigned = await post(`${url}/events`);
    expect([unsigned.status, unsigned.body.error]).to.deep.equal([401, 'CALL_UNSIGNED']);
    // In its first moments a server lets nothing in that is signed.
    while (!(await fetch(`${url}/readyz`)).ok);
    const signed = await post(`${url}/events`, body, signatureOf(await readFile(keys, 'utf8')));
    expect([signed.status, signed.body.allowProvisioning]).to.deep.equal([200, true]);
    expect(signed.headers.get('webhook-signature')).to.match(/^v1,/);
  });

  it('take the key out of the environment, and print it nowhere', async () => {
    const { stdout } = await gangway(['keys', 'hop', '--json']);
    const { key } = JSON.parse(stdout);
    const ended = await gangway(['serve', 'fleet-hook.ts', '--port', '0'], {
      env: { GANGWAY_KEYS: `${key} ${key.slice(0, -4)}====` },
    });
    expect(ended.code).to.equal(2);
    expect(ended.stderr).to.match(/^gangway: USAGE: GANGWAY_KEYS: /);
    expect(ended.stderr + ended.stdout).to.not.contain(key.slice(6, 14));
  });

  it('count the calls of the ports', async () => {
    const { url } = await start(['fleet-hook.ts']);
    await post(`${url}/events`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).to.match(/gangway_port_calls_total\{port="DeviceRegistry".*\} 1\n/);
  });

  it('have a route for presence events, which sees the claims of the hook, also in memory', async () => {
    const { url } = await start(['fleet-hook.ts']);
    expect((await post(`${url}/events`)).body.allowProvisioning).to.equal(true);
    const presence = {
      eventType: 'connected',
      clientId: 'SN-0001',
      principalIdentifier: event.certificateId,
      timestamp: Date.now(),
    };
    const { body: outcome } = await post(`${url}/lifecycle`, JSON.stringify(presence));
    expect(outcome).to.deep.equal({ kind: 'confirmed', deviceIds: ['SN-0001'] });
  });

  it('have no such route where there are no claims', async () => {
    const { url } = await start(['site-hook.ts', '--insecure', '--port', '0']);
    expect((await post(`${url}/lifecycle`)).status).to.equal(404);
  });

  it('log decisions as JSON lines on standard output', async () => {
    const { url, out } = await start(['fleet-hook.ts']);
    await post(`${url}/events`);
    const line = JSON.parse(await out.until('"decision"'));
    expect(line).to.include({ level: 'INFO', message: 'decision', outcome: 'ALLOW' });
  });

  it('leave the log to a logger that the hook lists', async () => {
    const { url, out } = await start(['own-logger-hook.ts']);
    await post(`${url}/events`);
    expect(await out.until('decision')).to.match(/^own \w+: decision$/);
  });
});

function signatureOf(key: string): Readonly<Record<string, string>> {
  const id = `event_4000_${randomBytes(16).toString('hex')}`;
  const timestamp = `${Math.floor(Date.now() / 1_000)}`;
  const mac = createHmac('sha256', Buffer.from(key.trim().slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
}
