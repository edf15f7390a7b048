import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, connect } from 'node:tls';
import type { HookTarget } from '@gangway/emulator';
import { runEmulatorContainer } from '@gangway/emulator/container';
import { newHopKey } from '@gangway/testing';
import { expect } from 'chai';

const body = await readFile(
  new URL('../../../../examples/first-hook/first-fleet.template.json', import.meta.url),
  'utf8',
);
const template = { name: 'first-fleet', body };
const hook: HookTarget = { label: 'yes', ask: async () => ({ allowProvisioning: true }) };

describe('runEmulatorContainer', () => {
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'gangway-emulator-container-'));
  });
  afterEach(() => rm(out, { recursive: true }));

  const anywhere = () => ({ GANGWAY_OUT: out, GANGWAY_MQTT_PORT: '0', GANGWAY_PORT: '0' });

  /** Runs one, whose `ready` resolves with its line, or with `undefined` where it ended before. */
  function run(environment: Readonly<Record<string, string>>, target: HookTarget | undefined) {
    const ready = Promise.withResolvers<Ready | undefined>();
    const lines: Readonly<Record<string, string>>[] = [];
    let stop = () => {};
    let ended = 0;
    const code = runEmulatorContainer({
      template,
      environment,
      ...(target === undefined ? {} : { hook: target }),
      print: {
        out: (line) => ready.resolve(JSON.parse(line)),
        err: (line) => void lines.push(JSON.parse(line)),
      },
      onStop(stops) {
        stop = stops;
        return () => {
          ended += 1;
        };
      },
    });
    void code.then(() => ready.resolve(undefined));
    return { code, lines, ready: ready.promise, stop: () => stop(), ended: () => ended };
  }

  async function running(
    environment: Readonly<Record<string, string>>,
    look: (ready: Ready) => Promise<void>,
  ) {
    const { code, lines, ready, stop, ended } = run(environment, hook);
    const line = await ready;
    expect(line, JSON.stringify(lines)).to.not.equal(undefined);
    if (line !== undefined) await look(line);
    stop();
    expect(await code).to.equal(0);
    expect(ended()).to.equal(1);
    return lines;
  }

  it('says where it is when it is ready, and stops with 0 when it is told to', async () => {
    const lines = await running(anywhere(), async ({ mqtt, http, templateName }) => {
      expect(mqtt.host).to.equal('127.0.0.1');
      expect(templateName).to.equal('first-fleet');
      expect((await fetch(`${http.url}/healthz`)).status).to.equal(200);
      expect((await fetch(`${http.url}/things`)).status).to.equal(403);
    });
    expect(lines.map(({ message }) => message)).to.deep.equal([
      'control plane: refused',
      'the emulator stops',
      'the emulator has stopped',
    ]);
  });

  it('stops where it was told to before it was ready', async () => {
    const { code, stop } = run(anywhere(), hook);
    stop();
    expect(await code).to.equal(0);
  });

  it('writes what devices need, for users of other containers to read, and again with each start', async () => {
    const texts: string[] = [];
    for (const _ of ['first', 'second']) {
      await running(anywhere(), async ({ ca, claimCertificate, claimKey }) => {
        expect([ca, claimCertificate, claimKey]).to.deep.equal(
          ['ca.pem', 'claim.pem', 'claim.key'].map((name) => join(out, name)),
        );
        for (const file of [ca, claimCertificate, claimKey]) {
          expect((await stat(file)).mode & 0o777, file).to.equal(0o644);
        }
        texts.push(await readFile(ca, 'utf8'));
      });
    }
    expect(texts[0]).to.not.equal(texts[1]);
  });

  it('has a certificate for every name that it is told, and calls itself the first', async () => {
    const names = { GANGWAY_NAMES: 'emulator iot.desk.test 192.0.2.7' };
    await running({ ...anywhere(), ...names }, async ({ mqtt, ...files }) => {
      expect(mqtt.host).to.equal('emulator');
      for (const name of ['emulator', 'iot.desk.test', '192.0.2.7', 'localhost', '127.0.0.1']) {
        expect(await isTrusted(mqtt.port, name, files), name).to.equal(true);
      }
      expect(await isTrusted(mqtt.port, 'other.test', files)).to.equal(false);
    });
  });

  it('keeps the account in the file that it is told', async () => {
    const state = join(out, 'account.db');
    await running({ ...anywhere(), GANGWAY_STATE: state }, async () => undefined);
    expect((await stat(state)).size).to.be.above(0);
  });

  it('warns of a variable that is mistyped', async () => {
    const lines = await running({ ...anywhere(), GANGWAY_NAME: 'emulator' }, async () => undefined);
    const [{ level, message } = {}] = lines;
    expect(level).to.equal('WARN');
    expect(message).to.match(/^GANGWAY_NAME: .* Did you mean GANGWAY_NAMES\?$/);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['GANGWAY_MQTT_PORT', '65536'],
    ['GANGWAY_PORT', 'tcp://10.0.0.1:8080'],
    ['GANGWAY_OUT', ''],
    ['GANGWAY_NAMES', 'emulator,other'],
    ['GANGWAY_NAMES', '*.desk.test'],
    ['GANGWAY_HOOK_URL', 'http://user:secret@hook:8080'],
    ['GANGWAY_HOOK_URL', 'hook:8080'],
    ['GANGWAY_CHAOS', '0.5'],
    ['GANGWAY_CHAOS', 'on'],
    ['GANGWAY_SEED', '-1'],
    ['GANGWAY_ACCOUNT_ID', '12345'],
    ['GANGWAY_STATE', ''],
  ];
  for (const [variable, text] of wrong) {
    it(`ends with 2 for ${variable}=${text}, and says what it takes in one line`, async () => {
      const { code, lines } = run({ ...anywhere(), [variable]: text }, hook);
      expect(await code).to.equal(2);
      expect(lines).to.have.lengthOf(1);
      expect(lines[0]?.error).to.match(new RegExp(`^CompositionError: ${variable}: it takes `));
      expect(lines[0]?.error).to.not.contain('secret');
    });
  }

  it('ends with 2 where nobody said where the credentials are to be written', async () => {
    const { code, lines } = run({ GANGWAY_PORT: '0', GANGWAY_MQTT_PORT: '0' }, hook);
    expect(await code).to.equal(2);
    expect(lines[0]?.error).to.contain('GANGWAY_OUT');
  });

  it('ends with 2 where nothing decides', async () => {
    const { code, lines } = run(anywhere(), undefined);
    expect(await code).to.equal(2);
    expect(lines[0]?.error).to.contain('GANGWAY_HOOK_URL');
  });

  it('ends with 2 for keys that are for no hook, are not there, or are none, and tells none of them', async () => {
    const file = join(out, 'keys');
    const key = newHopKey().slice(0, -9);
    await writeFile(file, `${key}\n`);
    const url = { GANGWAY_HOOK_URL: 'http://127.0.0.1:1' };
    for (const more of [
      { GANGWAY_KEYS_FILE: file },
      { ...url, GANGWAY_KEYS_FILE: file },
      { ...url, GANGWAY_KEYS_FILE: join(out, 'nowhere') },
    ]) {
      const { code, lines } = run({ ...anywhere(), ...more }, hook);
      expect(await code).to.equal(2);
      expect(lines[0]?.error).to.contain('GANGWAY_KEYS_FILE');
      expect(JSON.stringify(lines)).to.not.contain(key.slice(8));
    }
  });

  it('ends with 1 where the folder has a ca.pem of somebody else, which it leaves', async () => {
    await writeFile(join(out, 'ca.pem'), 'mine');
    const { code, lines } = run(anywhere(), hook);
    expect(await code).to.equal(1);
    expect(lines[0]?.error).to.contain('was not written by an emulator');
    expect(await readFile(join(out, 'ca.pem'), 'utf8')).to.equal('mine');
  });
});

interface Ready {
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly http: { readonly url: string };
  readonly templateName: string;
  readonly ca: string;
  readonly claimCertificate: string;
  readonly claimKey: string;
}

/** Whether a device that knows the CA takes the server for the one of this name. */
async function isTrusted(
  port: number,
  name: string,
  { ca, claimCertificate, claimKey }: Pick<Ready, 'ca' | 'claimCertificate' | 'claimKey'>,
): Promise<boolean> {
  const socket = connect({
    host: '127.0.0.1',
    // As though the name had led here.
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    port,
    ca: await readFile(ca),
    cert: await readFile(claimCertificate),
    key: await readFile(claimKey),
  });
  const trusted = Promise.withResolvers<boolean>();
  socket.once('secureConnect', () => trusted.resolve(true));
  socket.once('error', () => trusted.resolve(false));
  try {
    return await trusted.promise;
  } finally {
    socket.destroy();
  }
}
