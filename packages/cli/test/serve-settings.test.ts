import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { linesOf } from './lines-of.js';
import { gangway, type RunOptions, startGangway } from './run-gangway.js';

const aKey = (): string => `whsec_${randomBytes(32).toString('base64')}`;

describe('the settings of gangway serve', () => {
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  const start = async (args: readonly string[], options: RunOptions = {}) => {
    const started = startGangway(['serve', ...args, '--json'], options);
    child = started;
    const [out, err] = [linesOf(started.stdout), linesOf(started.stderr)];
    const { url } = JSON.parse(await out.next()) as { readonly url: string };
    return { url, out, err, ended: once(started, 'close') };
  };
  const post = (url: string, body = JSON.stringify(anEvent({ serialNumber: 'SN-0001' }))) =>
    fetch(`${url}/events`, { method: 'POST', body });

  it('refuse to serve before somebody has said who may ask, with both ways', async () => {
    const { code, stdout, stderr } = await gangway(['serve', 'composed-hook.mjs', '-p', '0']);
    expect(code).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr)
      .to.match(/^gangway: USAGE: [^\n]*\n$/)
      .and.contain('--keys-file')
      .and.contain('--insecure');
  });

  it('come from the hook file', async () => {
    const { url, err } = await start(['settings-hook.ts']);
    expect(await err.next()).to.match(/^gangway: WARNING: UNSIGNED CALLS ARE LET IN: /);
    expect((await post(url)).status).to.equal(200);
    expect((await post(url, ' '.repeat(4_097))).status).to.equal(413);
  });

  it('come from the environment before the hook file, and from flags before that', async () => {
    const { url } = await start(['settings-hook.ts', '--body-limit', '20000'], {
      env: { GANGWAY_BODY_LIMIT: '1', GANGWAY_HOST: '127.0.0.2' },
    });
    expect(url).to.match(/^http:\/\/127\.0\.0\.2:/);
    expect((await post(url)).status).to.equal(200);
    expect((await post(url, ' '.repeat(20_001))).status).to.equal(413);
  });

  for (const [what, args, env, says] of [
    ['a flag', ['--drain-ms', 'x'], {}, '--drain-ms: it takes a whole number'],
    ['a variable', [], { GANGWAY_PORT: 'http' }, 'GANGWAY_PORT: it takes a whole number'],
  ] as const) {
    it(`are refused by where they are said: ${what}`, async () => {
      const { code, stderr } = await gangway(['serve', 'settings-hook.ts', ...args], { env });
      expect(code).to.equal(2);
      expect(stderr)
        .to.match(/^gangway: USAGE: [^\n]*\n$/)
        .and.contain(says);
    });
  }

  it('are refused by where they are said: a hook file', async () => {
    const { code, stderr } = await gangway(['serve', 'wrong-settings-hook.ts']);
    expect(code).to.equal(2);
    expect(stderr).to.equal(
      'gangway: USAGE: serve.prot of wrong-settings-hook.ts: there is no such setting. Did you mean "port"?\n',
    );
  });

  it('tell a hook that was taken for the place of --insecure', async () => {
    const { code, stderr } = await gangway(['serve', '--insecure', 'composed-hook.mjs']);
    expect(code).to.equal(2);
    expect(stderr).to.contain('--insecure [where]').and.contain('composed-hook.mjs');
  });

  it('let in nobody without a signature where there are keys, whatever the hook file says', async () => {
    const { url } = await start(['settings-hook.ts'], { env: { GANGWAY_KEYS: aKey() } });
    const answer = await post(url);
    expect(answer.status).to.equal(401);
    expect(await answer.json()).to.include({ allowProvisioning: false, error: 'CALL_UNSIGNED' });
  });

  it('name a file of keys that is none, and hold no key', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-serve-'));
    const path = join(folder, 'keys');
    const key = aKey();
    await writeFile(path, `${key}\n${key.slice(0, -3)}\n`, { mode: 0o600 });
    const args = ['serve', 'composed-hook.mjs', '--keys-file'];
    const wrong = await gangway([...args, path]);
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.contain(`--keys-file: ${path} is no file of keys: line 2`);
    expect(wrong.stderr).to.not.contain(key.slice(6, 14));
    const missing = await gangway([...args, `${path}s`]);
    expect(missing.stderr).to.equal(`gangway: USAGE: --keys-file: ${path}s is not there.\n`);
    await rm(folder, { recursive: true });
  });

  it('take presence events where the hook has a ledger', async () => {
    const { url } = await start(['settings-hook.ts']);
    const answer = await fetch(`${url}/lifecycle`, { method: 'POST', body: '{}' });
    expect(answer.status).to.not.equal(404);
    await post(url);
    const page = await (await fetch(`${url}/metrics`)).text();
    expect(page).to.match(/gangway_port_calls_total\{port="ClaimLedger",[^}]*\} 1/);
  });

  it('log as much as they say, with the id of the request and without a secret', async () => {
    const { url, out } = await start(['telling-hook.ts', '--insecure', '-p', '0'], {
      env: { GANGWAY_LOG_LEVEL: 'debug' },
    });
    const answer = await post(url);
    const id = answer.headers.get('x-amzn-requestid');
    const told = JSON.parse(await out.until((line) => line.includes('what came')));
    expect(told).to.include({ level: 'DEBUG', password: '[Redacted]' });
    const decision = JSON.parse(await out.until((line) => line.includes('"decision"')));
    expect(decision).to.include({ outcome: 'ALLOW', requestId: id });
  });

  it('leave a logger of the hook alone, and say so', async () => {
    const { url, out, err } = await start([
      ...['logging-hook.ts', '--insecure', '-p', '0', '--log-level', 'warn'],
    ]);
    expect(await err.until((line) => line.includes('--log-level'))).to.contain('of its own');
    await post(url);
    expect(await out.next()).to.equal('own warn');
    expect(await out.next()).to.equal('own info');
  });

  it('warn in the log of a variable that was most likely meant otherwise', async () => {
    const { out } = await start(['settings-hook.ts'], { env: { GANGWAY_BODYLIMIT: '9' } });
    const line = await out.until((text) => text.includes('GANGWAY_BODYLIMIT'));
    expect(JSON.parse(line)).to.include({ level: 'WARN' });
    expect(line).to.contain('GANGWAY_BODY_LIMIT');
  });
});
