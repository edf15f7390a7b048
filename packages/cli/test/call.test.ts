import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, type ServeOptions, serve } from '@gangway/adapter-http';
import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, definePlugin, deny, overrides, permit } from '@gangway/core';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { type InProcessOptions, runGangway } from './run-in-process.js';

const aKey = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const known = defineCheck('known', ({ parameters }) =>
  parameters.SerialNumber === 'SN-0001' ? permit() : deny('DEVICE_UNKNOWN', 'not in the list'),
);
const site = definePlugin({
  name: 'site',
  build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) } }),
});

describe('gangway call', () => {
  const key = aKey();
  let server: RunningServer;
  let folder = '';
  let keysFile = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-call-'));
    keysFile = join(folder, 'keys');
    await writeFile(keysFile, key, { mode: 0o600 });
    server = await start({ keys: [key] });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** A container that has run for a while, by a clock that is ahead of its start. */
  async function start(options: Omit<ServeOptions, 'port'>): Promise<RunningServer> {
    const clock = fakeClock(Date.now() - 5_000);
    const replace = [memoryLogger().plugin(), clock.plugin()];
    const running = await serve(composeHook(defineHook([known, site()]), { replace }), {
      port: 0,
      ...options,
    });
    clock.advance(5_000);
    return running;
  }
  const call = (
    serialNumber: string,
    args: readonly string[] = ['--keys-file', keysFile],
    options: InProcessOptions & { readonly url?: string } = {},
  ) => {
    const { url = server.url, ...rest } = options;
    const stdin = JSON.stringify(anEvent({ serialNumber }));
    return runGangway(['call', url, '-', ...args], { stdin, ...rest });
  };

  it('prints what the container allows, and ends with 0', async () => {
    const { code, stdout, stderr } = await call('SN-0001');
    expect(stderr).to.equal('');
    expect(stdout).to.match(
      /^ALLOW in \d+\.\d ms\n {2}Site {2}"\*\*\*"\n {2}request [0-9a-f-]{36}\n$/,
    );
    expect(code).to.equal(0);
  });

  it('shows values when it is asked to', async () => {
    const { stdout } = await call('SN-0001', ['--keys-file', keysFile, '--show-values', '--json']);
    expect(JSON.parse(stdout)).to.deep.include({
      outcome: 'ALLOW',
      reason: null,
      response: { allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } },
    });
  });

  it('ends with 3 for a denial, which does not tell its reason', async () => {
    const { code, stdout } = await call('SN-9', ['--keys-file', keysFile, '--json']);
    expect(code).to.equal(3);
    expect(JSON.parse(stdout)).to.deep.include({
      outcome: 'DENY_POLICY',
      reason: { code: 'CONTAINER_DENIED', detail: 'HTTP 200' },
      attempts: 1,
    });
  });

  it('tells what the container has against the call, and what helps', async () => {
    const { code, stdout } = await call('SN-0001', [], { env: { GANGWAY_KEYS: aKey() } });
    expect(code).to.equal(3);
    expect(stdout)
      .to.match(/^DENY_ERROR /)
      .and.contain('PROXY_REFUSED said by the proxy');
    expect(stdout).to.contain('CALL_SIGNATURE_WRONG said by the container');
    expect(stdout).to.contain('Give proxy and container one key in common');
  });

  it('takes no answer that is not signed', async () => {
    const open = await start({ insecure: 'loopback' });
    const { code, stdout } = await call('SN-0001', undefined, { url: open.url });
    await open.close();
    expect(code).to.equal(3);
    expect(stdout).to.contain('PROXY_REPLY_UNSIGNED');
  });

  it('tells that nobody is there', async () => {
    const gone = await start({ insecure: 'loopback' });
    await gone.close();
    const { code, stdout } = await call('SN-0001', undefined, { url: gone.url });
    expect(code).to.equal(3);
    expect(stdout).to.contain('PROXY_UNREACHABLE');
  });

  it('sends nothing that is no JSON', async () => {
    const { code, stdout } = await call('SN-0001', ['--keys-file', keysFile, '--json'], {
      stdin: '{',
    });
    expect(code).to.equal(3);
    expect(JSON.parse(stdout)).to.deep.include({ outcome: 'DENY_POLICY', attempts: 0 });
    expect(JSON.parse(stdout).reason.code).to.equal('BODY_NOT_JSON');
  });

  for (const [what, url, args, env, says] of [
    ['no keys', undefined, [], {}, '--keys-file'],
    ['keys said twice', undefined, [], { GANGWAY_KEYS: key, GANGWAY_KEYS_FILE: 'x' }, 'twice'],
    ['a key that is none', undefined, [], { GANGWAY_KEYS: `${key}?` }, 'whsec_'],
    ['a file of keys that is not there', undefined, ['--keys-file', '/nowhere/k'], {}, 'ENOENT'],
    ['no URL', 'hook', [], { GANGWAY_KEYS: key }, '<url>: it takes an http or https URL'],
    ['plain http', 'http://192.0.2.1', [], { GANGWAY_KEYS: key }, '--plain-http'],
    ['a CA for http', undefined, ['--ca', '/dev/null'], { GANGWAY_KEYS: key }, '--ca'],
    ['a CA that is not there', undefined, ['--ca', '/nowhere/ca'], { GANGWAY_KEYS: key }, '--ca'],
  ] as const) {
    it(`is a mistake of usage, and quotes no key: ${what}`, async () => {
      const { code, stderr } = await call('SN-0001', args, {
        env,
        ...(url === undefined ? {} : { url }),
      });
      expect(code).to.equal(2);
      expect(stderr)
        .to.match(/^gangway: USAGE: [^\n]*\n$/)
        .and.contain(says);
      expect(stderr).to.not.contain(key.slice(6, 14));
    });
  }
});
